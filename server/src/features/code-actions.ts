import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextDocuments,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding } from '../engine/types.ts';
import { planIgnore } from '../fix/ignore.ts';
import { type AppliedFix, clientCommands, type FindOccurrencesParams } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { Exclusions } from './exclusions.ts';
import { type FixPlanner, fixDocument, isSameFinding, type PlannedFix, textsOf } from './fix-planner.ts';
import type { Translate } from './l10n.ts';
import type { MoveKeys } from './move-keys.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';
import { type EditSupport, toWorkspaceEdit } from './workspace-edit.ts';

/** How many findings of a selection get actions: with more, a list of actions helps nobody. */
const MAX_FINDINGS = 5;

/** Moves code, as editors sort refactorings. */
const REFACTOR_MOVE = 'refactor.move';

/** The actions in the order in which they are offered: those of each finding, then those that are about more than one. */
const ofFinding = ['move', 'ignore'] as const;
const ofMore = ['moveAll', 'moveOccurrences'] as const;
type ActionName = (typeof ofFinding)[number] | (typeof ofMore)[number];

const kinds: Readonly<Record<ActionName, CodeActionKind>> = {
  move: CodeActionKind.QuickFix,
  ignore: CodeActionKind.QuickFix,
  moveAll: CodeActionKind.QuickFix,
  moveOccurrences: REFACTOR_MOVE,
};

/** The kinds of action there are, for the server's capabilities. */
export const codeActionKinds = [...new Set(Object.values(kinds))];

/** What travels with an action until it is chosen: where the finding was, nothing of the text. */
interface ActionData {
  readonly action: ActionName;
  readonly uri: string;
  readonly ruleId: string;
  readonly start: number;
  readonly end: number;
}

export interface CodeActionParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly configuration: Configuration;
  readonly exclusions: Exclusions;
  readonly planner: FixPlanner;
  readonly moveKeys: MoveKeys;
  readonly support: EditSupport;
  /** Whether the client has Keylift's commands and shows `disabled` actions. */
  readonly client: { readonly hasCommands: boolean; readonly showsDisabled: boolean };
  readonly t: Translate;
}

/** Quick fixes. Planned when offered, to know the name and whether it can be done; built only when one is chosen. */
export class CodeActions {
  private readonly parts: CodeActionParts;

  constructor(parts: CodeActionParts) {
    this.parts = parts;
  }

  async provide(params: CodeActionParams, token: CancellationToken): Promise<CodeAction[]> {
    const { documents, configuration, exclusions } = this.parts;
    const { only } = params.context;
    const document = documents.get(params.textDocument.uri);
    if (document === undefined) return [];
    const settings = await configuration.of(document.uri);
    if (token.isCancellationRequested || exclusions.excludes(document.uri, settings)) return [];
    const start = document.offsetAt(params.range.start);
    const end = document.offsetAt(params.range.end);
    const shown = document.findings().filter((finding) => isShown(finding.confidence, settings));
    const findings = shown.filter((finding) => finding.start <= end && finding.end >= start).slice(0, MAX_FINDINGS);
    const actions: CodeAction[] = [];
    let isMovable = true;
    for (const finding of findings) {
      const diagnostics = matching(params.context.diagnostics, finding, document);
      for (const name of ofFinding) {
        if (token.isCancellationRequested) return [];
        if (!isWanted(kinds[name], only)) continue;
        const action = await (name === 'move'
          ? this.offerMove(document, finding)
          : this.offerIgnore(document, finding));
        if (action !== undefined) actions.push({ ...action, diagnostics });
        if (name === 'move') isMovable &&= action?.disabled === undefined && action !== undefined;
      }
    }
    const [first] = findings;
    if (first === undefined || !isMovable) return actions;
    for (const name of ofMore) {
      if (!isWanted(kinds[name], only)) continue;
      const action = name === 'moveAll' ? this.offerAll(document, shown) : this.offerOccurrences(document, first);
      if (action !== undefined) actions.push(action);
    }
    return actions;
  }

  /** Completes a chosen action from the text as it is now; an action whose finding is gone gets no edit. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = action.data as ActionData | undefined;
    const document = data === undefined ? undefined : this.parts.documents.get(data.uri);
    if (data?.action === 'moveAll' && document !== undefined) return this.resolveAll(action, document);
    const finding = document?.findings().find((other) => isSameFinding(other, data as ActionData));
    if (data === undefined || document === undefined || finding === undefined) return this.stale(action);
    return data.action === 'move'
      ? this.resolveMove(action, document, finding)
      : this.resolveIgnore(action, document, finding);
  }

  private async offerMove(document: OpenDocument, finding: Finding): Promise<CodeAction | undefined> {
    const { planner, t, client } = this.parts;
    const { plan } = await planner.plan(document, finding);
    const title =
      plan.name === '' ? t('Move to environment variable') : t('Move to environment variable {0}', plan.name);
    const action: CodeAction = { title, kind: kinds.move, data: dataOf('move', document, finding) };
    if (plan.kind === 'edit') return { ...action, isPreferred: true };
    return client.showsDisabled ? { ...action, disabled: { reason: plan.reason } } : undefined;
  }

  private async offerIgnore(document: OpenDocument, finding: Finding): Promise<CodeAction | undefined> {
    if (planIgnore(fixDocument(document), finding, finding.ruleId) === undefined) return undefined;
    const title = this.parts.t('Ignore this finding with a comment');
    return { title, kind: kinds.ignore, data: dataOf('ignore', document, finding) };
  }

  private offerAll(document: OpenDocument, findings: readonly Finding[]): CodeAction | undefined {
    const [first] = findings;
    if (first === undefined || findings.length < 2) return undefined;
    const title = this.parts.t('Move all keys in this file to environment variables');
    return { title, kind: kinds.moveAll, data: dataOf('moveAll', document, first) };
  }

  /** Needs files that are not open: the client's command does it, with a preview. */
  private offerOccurrences(document: OpenDocument, finding: Finding): CodeAction | undefined {
    if (!this.parts.client.hasCommands) return undefined;
    const title = this.parts.t('Move every occurrence of this key in the workspace');
    const at: FindOccurrencesParams = { uri: document.uri, position: document.rangeOf(finding).start };
    const command = { title, command: clientCommands.moveOccurrences, arguments: [at] };
    return { title, kind: kinds.moveOccurrences, command };
  }

  private async resolveAll(action: CodeAction, document: OpenDocument): Promise<CodeAction> {
    const { edit, fixes, refused, cancelled } = await this.parts.moveKeys.move({ uris: [document.uri] });
    if (cancelled === true) return action;
    if (edit === undefined) return this.stale(action, refused[0]?.reason);
    const resolved = { ...action, edit: edit as WorkspaceEdit };
    if (!this.parts.client.hasCommands) return resolved;
    return { ...resolved, command: { title: '', command: clientCommands.afterFix, arguments: [...fixes] } };
  }

  private async resolveMove(action: CodeAction, document: OpenDocument, finding: Finding): Promise<CodeAction> {
    const { planner, support, client, documents } = this.parts;
    let planned = await planner.plan(document, finding);
    if (writesTied(planned)) {
      if (!(await planner.settleEnv(planned.facts))) return action;
      planned = await planner.plan(document, finding);
    }
    if (planned.plan.kind === 'refused') return this.stale(action, planned.plan.reason);
    const texts = textsOf([{ document, facts: planned.facts }], documents);
    const edit = toWorkspaceEdit(planned.plan.files, texts, support);
    if (!client.hasCommands) return { ...action, edit };
    const argument = appliedFix(document.uri, planned);
    return { ...action, edit, command: { title: '', command: clientCommands.afterFix, arguments: [argument] } };
  }

  private resolveIgnore(action: CodeAction, document: OpenDocument, finding: Finding): CodeAction {
    const changes = planIgnore(fixDocument(document), finding, finding.ruleId);
    if (changes === undefined) return this.stale(action);
    const text = { text: document.getText(), version: document.version };
    const files = [{ uri: document.uri, create: false, changes }];
    return { ...action, edit: toWorkspaceEdit(files, () => text, this.parts.support) };
  }

  private stale(action: CodeAction, reason?: string): CodeAction {
    if (!this.parts.client.hasCommands) return action;
    const why = reason ?? this.parts.t('The text has changed since the key was found.');
    return { ...action, command: { title: '', command: clientCommands.staleFix, arguments: [why] } };
  }
}

/** Whether the client asks for a kind of action, itself or by a kind above it. */
function isWanted(kind: CodeActionKind, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((each) => each === '' || each === kind || kind.startsWith(`${each}.`));
}

function dataOf(action: ActionName, document: OpenDocument, { ruleId, start, end }: Finding): ActionData {
  return { action, uri: document.uri, ruleId, start, end };
}

/** The diagnostics of the request that stand for the finding, so that the client puts the action beside them. */
function matching(diagnostics: readonly Diagnostic[], finding: Finding, document: OpenDocument): Diagnostic[] {
  const range = document.rangeOf(finding);
  return diagnostics.filter(
    (diagnostic) =>
      diagnostic.source === 'keylift' && diagnostic.code === finding.ruleId && isSameRange(diagnostic.range, range),
  );
}

function isSameRange(a: Range, b: Range): boolean {
  return (
    a.start.line === b.start.line &&
    a.start.character === b.start.character &&
    a.end.line === b.end.line &&
    a.end.character === b.end.character
  );
}

/** Whether the plan writes to a `.env` file that others are as right as. */
function writesTied({ plan, facts }: PlannedFix): boolean {
  const uri = facts.tiedEnv === undefined ? undefined : facts.env?.uri;
  return plan.kind === 'edit' && plan.files.some((file) => file.uri === uri);
}

/** What the client is told after the edit: files and codes, nothing of the value. */
function appliedFix(source: string, { plan, facts }: PlannedFix): AppliedFix {
  const others = plan.kind === 'edit' ? plan.files.filter(({ uri }) => uri !== source) : [];
  const files = others.map(({ uri }) => uri);
  return {
    source,
    env: facts.env?.uri !== undefined && files.includes(facts.env.uri) ? facts.env.uri : undefined,
    files,
    created: others.filter(({ create }) => create).map(({ uri }) => uri),
    name: plan.name,
    loader: facts.loader,
    afterwards: plan.kind === 'edit' ? plan.afterwards : undefined,
  };
}
