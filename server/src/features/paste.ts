import type { TextDocuments } from 'vscode-languageserver';
import { changesOf, draftOf, revise } from '../fix/draft.ts';
import { planFixMany } from '../fix/plan.ts';
import type { FileChange, FixDocument, FixManyPlan, ProjectFacts } from '../fix/types.ts';
import type { PlanPasteParams, PlanPasteResult, ResolvePasteResult } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import { type FixPlanner, textsOf } from './fix-planner.ts';
import type { Folders } from './folders.ts';
import { appliedFixes } from './move-keys.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';
import { canApply, type EditSupport, toWorkspaceEdit } from './workspace-edit.ts';

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

/** What a paste leads to when the keys in it go to the environment. */
interface Planned {
  readonly document: OpenDocument;
  readonly facts: ProjectFacts;
  readonly plan: FixManyPlan;
  /** All changes, those of the document relative to its text before the paste. */
  readonly files: readonly FileChange[];
}

/**
 * Plans pastes of text that holds keys: the paste and the move are one edit of the text as it is before, so that one undo
 * takes both back, and the key never stands in the document.
 */
export class PastePlanner {
  private readonly parts: PastePlannerParts;

  constructor(parts: PastePlannerParts) {
    this.parts = parts;
  }

  /** The names of the variables; null where there is no key in the text, or one that cannot be moved. */
  async plan(params: PlanPasteParams): Promise<PlanPasteResult> {
    const planned = await this.planned(params);
    return planned === null ? null : { names: planned.plan.names };
  }

  /** The edit that pastes; null when the text has changed in the meantime, or the user has cancelled. */
  async resolve(params: PlanPasteParams): Promise<ResolvePasteResult> {
    const { documents, planner, support } = this.parts;
    let planned = await this.planned(params);
    if (planned?.facts.tiedEnv !== undefined) {
      planned = (await planner.settleEnv(planned.facts)) ? await this.planned(params) : null;
    }
    if (planned === null) return null;
    const part = { document: planned.document, facts: planned.facts };
    const edit = toWorkspaceEdit(planned.files, textsOf([part], documents), support);
    return { edit, fixes: appliedFixes([part], planned.plan) };
  }

  private async planned({ uri, range, text }: PlanPasteParams): Promise<Planned | null> {
    const { documents, configuration, exclusions, engine, folders, planner, support } = this.parts;
    const settings = await configuration.of(uri);
    const document = documents.get(uri);
    if (document === undefined || text.length > MAX_PASTE || exclusions.excludes(uri, settings)) return null;
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const before = document.getText();
    const draft = revise(draftOf(before), [{ start, end, newText: text }]);
    const pasted: FixDocument = { uri, languageId: document.languageId, text: draft.text };
    const findings = engine.current
      .scan(pasted.text, { path: folders.relativePath(uri), languageId: document.languageId })
      .filter((each) => each.start >= start && each.end <= start + text.length)
      .filter(({ confidence }) => isShown(confidence, settings));
    if (findings.length === 0) return null;
    const facts = await planner.facts(uri, document.languageId);
    const given = { document: pasted, findings: findings.map((each) => planner.fixFinding(each)), project: facts };
    const plan = planFixMany({ documents: [given] });
    if (plan.moved < findings.length || !canApply(plan.files, support)) return null;
    const files = plan.files.map((file) =>
      file.uri === uri ? { ...file, changes: changesOf(revise(draft, file.changes)) } : file,
    );
    const others = files.map((file) => file.uri).filter((other) => other !== uri);
    if ((await planner.obstacle(others)) !== undefined || document.getText() !== before) return null;
    return { document, facts, plan, files };
  }
}
