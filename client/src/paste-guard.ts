import * as vscode from 'vscode';
import { type CancellationToken, type Disposable, l10n, type Range, type TextDocument, workspace } from 'vscode';
import type { WorkspaceEdit as ProtocolEdit } from 'vscode-languageclient';
import { type PlanPasteParams, type PlanPasteResult, planPaste } from '../../server/src/protocol.ts';
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
  /** What an offered edit was made from, to make it anew when it is chosen. */
  private readonly origins = new WeakMap<PasteEdit, PlanPasteParams>();

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
    const { start, end } = range;
    const params: PlanPasteParams = {
      uri: document.uri.toString(),
      range: {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      },
      text,
    };
    const plan = await this.plan(params, token);
    if (plan === null || token.isCancellationRequested) return undefined;
    const kind = this.api.Kind.Empty.append('keylift', 'env');
    const edit = new this.api.PasteEdit(plan.text, l10n.t('Paste as environment variable {0}', plan.fix.name), kind);
    // Behind the paste as it is, which stays what happens unless the user chooses otherwise.
    if (mode !== 'prefer') edit.yieldTo = [this.api.Kind.Text];
    this.origins.set(edit, params);
    return [edit];
  }

  /** Fills in `.env`, from the files as they are now. Where that fails nothing is pasted: the clipboard still has the key. */
  async resolveDocumentPasteEdit(edit: PasteEdit, token: CancellationToken): Promise<PasteEdit> {
    const params = this.origins.get(edit);
    const plan = params === undefined ? null : await this.plan(params, token);
    if (plan === null || plan.text !== edit.insertText) {
      throw new Error(l10n.t('The text or the .env file has changed since. Paste again.'));
    }
    const client = await this.host.client();
    edit.additionalEdit = await client.protocol2CodeConverter.asWorkspaceEdit(plan.edit as ProtocolEdit);
    this.afterFix.expectPaste(plan.fix);
    return edit;
  }

  private async plan(params: PlanPasteParams, token: CancellationToken): Promise<PlanPasteResult> {
    const client = await this.host.client();
    return client.sendRequest<PlanPasteResult>(planPaste, params, token);
  }
}
