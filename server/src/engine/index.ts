export { ChunkedText, type Position } from './chunked-text.ts';
export { createEngine } from './create-engine.ts';
export { readCustomRules } from './custom-rules.ts';
export type {
  AnchorHits,
  CustomRule,
  Description,
  Engine,
  EngineOptions,
  OpenText,
  RuleInfo,
  TextContext,
} from './engine.ts';
export type { ContentChange } from './live-document.ts';
export type { Confidence, Evidence, Finding, Rule } from './types.ts';
export { confidenceRank } from './types.ts';
