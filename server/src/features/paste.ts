import type { TextDocuments } from 'vscode-languageserver';
import { planFixMany } from '../fix/plan.ts';
import type { FileChange, FixDocument, TextChange } from '../fix/types.ts';
import type { PlanPasteParams, PlanPasteResult } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import { type FixPlanner, textsOf } from './fix-planner.ts';
import type { Folders } from './folders.ts';
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

/** Plans a paste with its keys moved: as if the text were pasted and the fix applied, told as one step from the text before. */
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
    const others = plan.files.filter((file) => file.uri !== uri);
    if ((await planner.obstacle(others.map((file) => file.uri))) !== undefined) return null;
    const own = plan.files.find((file) => file.uri === uri)?.changes ?? [];
    const split = splitAt(own, start, text, end);
    const imports: FileChange[] = split.outside.length === 0 ? [] : [{ uri, create: false, changes: split.outside }];
    const edit = toWorkspaceEdit([...others, ...imports], textsOf([{ document, facts }], documents), support);
    const env =
      facts.env !== undefined && others.some((file) => file.uri === facts.env?.uri) ? facts.env.uri : undefined;
    return {
      text: split.pasted,
      edit,
      fix: {
        source: uri,
        env,
        files: others.map((file) => file.uri),
        name: plan.names[0] ?? '',
        loader: facts.loader,
        afterwards: plan.afterwards.length === 0 ? undefined : plan.afterwards.join(' '),
      },
    };
  }
}

/**
 * Tells changes of the text with the paste in it apart. Those within the paste change what is pasted; the others are moved
 * to where they belong in the text without it. One that crosses the border (the quotes around a pasted key go with it)
 * becomes both: new text in the paste, and a deletion beside it.
 */
export function splitAt(
  changes: readonly TextChange[],
  start: number,
  text: string,
  end: number,
): { pasted: string; outside: TextChange[] } {
  const stop = start + text.length;
  const delta = text.length - (end - start);
  const outside: TextChange[] = [];
  let pasted = '';
  let at = start;
  for (const change of changes) {
    const isBefore = change.end < start || (change.end === start && change.start < start);
    const isAfter = change.start > stop || (change.start === stop && change.end > stop);
    if (isBefore) outside.push(change);
    else if (isAfter) outside.push({ ...change, start: change.start - delta, end: change.end - delta });
    else {
      const from = Math.max(change.start, start);
      if (change.start < start) outside.push({ start: change.start, end: start, newText: '' });
      if (change.end > stop) outside.push({ start: end, end: change.end - delta, newText: '' });
      pasted += text.slice(at - start, from - start) + change.newText;
      at = Math.min(change.end, stop);
    }
  }
  return { pasted: pasted + text.slice(at - start), outside };
}
