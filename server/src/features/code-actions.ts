import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type Range,
  type TextDocuments,
} from 'vscode-languageserver';
import type { Finding } from '../engine/types.ts';
import { planIgnore } from '../fix/ignore.ts';
import { type AppliedFix, clientCommands } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { Exclusions } from './exclusions.ts';
import { type FixPlanner, fixDocument, isSameFinding, type PlannedFix } from './fix-planner.ts';
import type { Translate } from './l10n.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';
import { type EditSupport, toWorkspaceEdit } from './workspace-edit.ts';

/** How many findings of a selection get actions: with more, a list of actions helps nobody. */
const MAX_FINDINGS = 5;

/** The actions of a finding in the order in which they are offered. */
const actionOrder = ['move', 'ignore'] as const;
type ActionName = (typeof actionOrder)[number];

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
    const document = documents.get(params.textDocument.uri);
    if (document === undefined || !wants(params.context.only)) return [];
    const settings = await configuration.of(document.uri);
    if (token.isCancellationRequested || exclusions.excludes(document.uri, settings)) return [];
    const start = document.offsetAt(params.range.start);
    const end = document.offsetAt(params.range.end);
    const findings = document
      .findings()
      .filter((finding) => finding.start <= end && finding.end >= start && isShown(finding.confidence, settings))
      .slice(0, MAX_FINDINGS);
    const actions: CodeAction[] = [];
    for (const finding of findings) {
      if (token.isCancellationRequested) return [];
      const diagnostics = matching(params.context.diagnostics, finding, document);
      for (const name of actionOrder) {
        const action = await this.offer(name, document, finding);
        if (action !== undefined) actions.push({ ...action, diagnostics });
      }
    }
    return actions;
  }

  /** Completes a chosen action from the text as it is now; an action whose finding is gone gets no edit. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = action.data as ActionData | undefined;
    const document = data === undefined ? undefined : this.parts.documents.get(data.uri);
    const finding = document?.findings().find((other) => isSameFinding(other, data as ActionData));
    if (data === undefined || document === undefined || finding === undefined) return this.stale(action);
    return data.action === 'move'
      ? this.resolveMove(action, document, finding)
      : this.resolveIgnore(action, document, finding);
  }

  private async offer(name: ActionName, document: OpenDocument, finding: Finding): Promise<CodeAction | undefined> {
    return name === 'move' ? this.offerMove(document, finding) : this.offerIgnore(document, finding);
  }

  private async offerMove(document: OpenDocument, finding: Finding): Promise<CodeAction | undefined> {
    const { planner, t, client } = this.parts;
    const { plan } = await planner.plan(document, finding);
    const title =
      plan.name === '' ? t('Move to environment variable') : t('Move to environment variable {0}', plan.name);
    const action: CodeAction = { title, kind: CodeActionKind.QuickFix, data: dataOf('move', document, finding) };
    if (plan.kind === 'edit') return { ...action, isPreferred: true };
    return client.showsDisabled ? { ...action, disabled: { reason: plan.reason } } : undefined;
  }

  private async offerIgnore(document: OpenDocument, finding: Finding): Promise<CodeAction | undefined> {
    if (planIgnore(fixDocument(document), finding, finding.ruleId) === undefined) return undefined;
    const title = this.parts.t('Ignore this finding with a comment');
    return { title, kind: CodeActionKind.QuickFix, data: dataOf('ignore', document, finding) };
  }

  private async resolveMove(action: CodeAction, document: OpenDocument, finding: Finding): Promise<CodeAction> {
    const { planner, support, client, documents } = this.parts;
    const planned = await planner.plan(document, finding);
    if (planned.plan.kind === 'refused') return this.stale(action, planned.plan.reason);
    const texts = textsOf(document, planned, documents);
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

/** Whether the client asks for quick fixes. */
function wants(only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((kind) => kind === '' || kind === CodeActionKind.QuickFix);
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

/** The texts that the changes of a plan are relative to. */
export function textsOf(
  document: OpenDocument,
  { facts }: PlannedFix,
  documents: TextDocuments<OpenDocument>,
): (uri: string) => { text: string; version: number | null } {
  const files = [facts.env, facts.gitignore, facts.envExample, facts.dockerignore, ...(facts.otherEnv ?? [])];
  return (uri) => {
    if (uri === document.uri) return { text: document.getText(), version: document.version };
    const text = files.find((file) => file?.uri === uri)?.text ?? '';
    return { text, version: documents.get(uri)?.version ?? null };
  };
}

/** What the client is told after the edit: files and codes, nothing of the value. */
function appliedFix(source: string, { plan, facts }: PlannedFix): AppliedFix {
  const files = plan.kind === 'edit' ? plan.files.map((file) => file.uri).filter((uri) => uri !== source) : [];
  return {
    source,
    env: facts.env?.uri !== undefined && files.includes(facts.env.uri) ? facts.env.uri : undefined,
    files,
    name: plan.name,
    loader: facts.loader,
    afterwards: plan.kind === 'edit' ? plan.afterwards : undefined,
  };
}
