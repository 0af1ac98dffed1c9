import * as vscode from 'vscode';
import {
  type CancellationToken,
  type Disposable,
  l10n,
  type Position,
  type Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { WorkspaceEdit as ProtocolEdit } from 'vscode-languageclient';
import {
  type PlanPasteParams,
  type PlanPasteResult,
  planPaste,
  type ResolvePasteResult,
  resolvePaste,
} from '../../server/src/protocol.ts';
import type { AfterFix } from './after-fix.ts';
import { type PasteApi, type PasteEdit, type PasteProvider, pasteApi } from './paste-api.ts';
import { everyDocument, isEnabled, isRelevant } from './relevance.ts';
import type { ServerHost } from './server-host.ts';

/** No key is shorter, in characters without a space between them. */
const KEY_LIKE = /[^\s'"`<>()[\]{},;]{16}/;
const MAX_PASTE = 100_000;

/** Offers "Paste as environment variable" when pasted text holds a key. Undefined where VS Code is too old for it. */
export function registerPasteGuard(host: ServerHost, afterFix: AfterFix): Disposable | undefined {
  const api = pasteApi(vscode);
  if (api === undefined) return undefined;
  const kind = api.Kind.Empty.append('keylift', 'env');
  return api.register(everyDocument, new PasteGuard(api, host, afterFix), {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: ['text/plain'],
  });
}

class PasteGuard implements PasteProvider {
  private readonly api: PasteApi;
  private readonly host: ServerHost;
  private readonly afterFix: AfterFix;
  /** What an offered edit was made for. */
  private readonly origins = new WeakMap<
    PasteEdit,
    { readonly document: TextDocument; readonly params: PlanPasteParams }
  >();

  constructor(api: PasteApi, host: ServerHost, afterFix: AfterFix) {
    this.api = api;
    this.host = host;
    this.afterFix = afterFix;
  }

  async provideDocumentPasteEdits(
    document: TextDocument,
    ranges: readonly Range[],
    dataTransfer: vscode.DataTransfer,
    _context: unknown,
    token: CancellationToken,
  ): Promise<PasteEdit[] | undefined> {
    const [range] = ranges;
    const mode = workspace.getConfiguration('keylift', document).get<string>('fix.onPaste', 'offer');
    if (range === undefined || ranges.length !== 1 || mode === 'off') return undefined;
    if (this.host.state !== 'running' || !isRelevant(document) || !isEnabled(document)) return undefined;
    const text = await dataTransfer.get('text/plain')?.asString();
    if (text === undefined || text.length > MAX_PASTE || !KEY_LIKE.test(text)) return undefined;
    const between = { start: plain(range.start), end: plain(range.end) };
    const params: PlanPasteParams = { uri: document.uri.toString(), range: between, text };
    const client = await this.host.client();
    const plan = await client.sendRequest<PlanPasteResult>(planPaste, params, token);
    if (plan === null || token.isCancellationRequested) return undefined;
    const kind = this.api.Kind.Empty.append('keylift', 'env');
    // Empty from the start: VS Code does not take back a text when the edit is completed.
    const edit = new this.api.PasteEdit('', l10n.t('Paste as environment variable {0}', plan.names.join(', ')), kind);
    // Behind the paste as it is, which stays what happens unless the user chooses otherwise.
    if (mode !== 'prefer') edit.yieldTo = [this.api.Kind.Text];
    this.origins.set(edit, { document, params });
    return [edit];
  }

  /**
   * Called when the edit is about to be applied. The whole of it is in the additional edit, the paste included: VS Code takes
   * text to insert for a snippet, whose neighbourhood must not change in the same step. What can no longer be moved is pasted
   * as it is.
   */
  async resolveDocumentPasteEdit(edit: PasteEdit, token: CancellationToken): Promise<PasteEdit> {
    const origin = this.origins.get(edit);
    if (origin === undefined) return edit;
    const { document, params } = origin;
    const { version } = document;
    const client = await this.host.client();
    const resolved = await client.sendRequest<ResolvePasteResult>(resolvePaste, params, token);
    const additional = await client.protocol2CodeConverter.asWorkspaceEdit(resolved?.edit as ProtocolEdit | undefined);
    if (
      token.isCancellationRequested ||
      resolved === null ||
      additional === undefined ||
      document.version !== version
    ) {
      edit.insertText = params.text;
      return edit;
    }
    edit.additionalEdit = additional;
    this.afterFix.runWhenApplied(...resolved.fixes);
    return edit;
  }
}

function plain({ line, character }: Position): { line: number; character: number } {
  return { line, character };
}
