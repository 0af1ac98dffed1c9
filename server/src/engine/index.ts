export { createEngine } from './create-engine.ts';
export type { CustomRule, Description, Engine, EngineOptions, RuleInfo, TextContext } from './engine.ts';
export type { Confidence, Evidence, Finding, Rule } from './types.ts';
export { confidenceRank } from './types.ts';
