import type { TextDocuments } from 'vscode-languageserver';
import { planFixMany } from '../fix/plan.ts';
import type { FixDocument } from '../fix/types.ts';
import type { PlanPasteParams, PlanPasteResult } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import type { FixPlanner } from './fix-planner.ts';
import type { Folders } from './folders.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';
import { canApply, type EditSupport } from './workspace-edit.ts';

/** Longer pastes are no pastes of a key, and a paste must not wait, in UTF-16 code units. */
const MAX_PASTE = 100_000;

export interface PastePlannerParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly configuration: Configuration;
  readonly exclusions: Exclusions;
  readonly engine: EngineHolder;
  readonly folders: Folders;
  readonly planner: FixPlanner;
  readonly support: EditSupport;
}

/**
 * Tells whether the keys in a text could be moved once it is pasted. Nothing is changed: the text is pasted as it is, and
 * then the keys in it are moved like any others.
 */
export class PastePlanner {
  private readonly parts: PastePlannerParts;

  constructor(parts: PastePlannerParts) {
    this.parts = parts;
  }

  async plan({ uri, range, text }: PlanPasteParams): Promise<PlanPasteResult> {
    const { documents, configuration, exclusions, engine, folders, planner, support } = this.parts;
    const settings = await configuration.of(uri);
    const document = documents.get(uri);
    if (document === undefined || text.length > MAX_PASTE || exclusions.excludes(uri, settings)) return null;
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const before = document.getText();
    const pasted: FixDocument = {
      uri,
      languageId: document.languageId,
      text: before.slice(0, start) + text + before.slice(end),
    };
    const findings = engine.current
      .scan(pasted.text, { path: folders.relativePath(uri), languageId: document.languageId })
      .filter((each) => each.start >= start && each.end <= start + text.length)
      .filter(({ confidence }) => isShown(confidence, settings));
    if (findings.length === 0) return null;
    const facts = await planner.facts(uri, document.languageId);
    const given = { document: pasted, findings: findings.map((each) => planner.fixFinding(each)), project: facts };
    const plan = planFixMany({ documents: [given] });
    if (plan.moved < findings.length || !canApply(plan.files, support) || document.getText() !== before) return null;
    const others = plan.files.map((file) => file.uri).filter((other) => other !== uri);
    return (await planner.obstacle(others)) === undefined ? { names: plan.names } : null;
  }
}
