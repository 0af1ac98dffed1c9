/** The fix, as the language server and other clients use it. */
export { planIgnore } from './ignore.ts';
export { likelyName, planFix, planFixMany } from './plan.ts';
export { gatherFacts } from './project.ts';
export type * from './types.ts';
