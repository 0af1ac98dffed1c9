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
import { type PlanPasteParams, type PlanPasteResult, planPaste } from '../../server/src/protocol.ts';
import type { MoveKeysCommands } from './move-keys.ts';
import { type PasteApi, type PasteEdit, type PasteProvider, pasteApi } from './paste-api.ts';
import { everyDocument, isEnabled, isRelevant } from './relevance.ts';
import type { ServerHost } from './server-host.ts';

/** No key is shorter, in characters without a space between them. */
const KEY_LIKE = /[^\s'"`<>()[\]{},;]{16}/;
const MAX_PASTE = 100_000;
/** How long an edit that was chosen may take to be applied, in milliseconds. */
const PASTE_DEADLINE = 10_000;

/** Offers "Paste as environment variable" when pasted text holds a key. Undefined where VS Code is too old for it. */
export function registerPasteGuard(host: ServerHost, move: MoveKeysCommands): Disposable | undefined {
  const api = pasteApi(vscode);
  if (api === undefined) return undefined;
  const kind = api.Kind.Empty.append('keylift', 'env');
  return api.register(everyDocument, new PasteGuard(api, host, move), {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: ['text/plain'],
  });
}

class PasteGuard implements PasteProvider {
  private readonly api: PasteApi;
  private readonly host: ServerHost;
  private readonly move: MoveKeysCommands;
  /** What an offered edit was made for. */
  private readonly origins = new WeakMap<PasteEdit, TextDocument>();

  constructor(api: PasteApi, host: ServerHost, move: MoveKeysCommands) {
    this.api = api;
    this.host = host;
    this.move = move;
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
    const edit = new this.api.PasteEdit(text, l10n.t('Paste as environment variable {0}', plan.names.join(', ')), kind);
    // Behind the paste as it is, which stays what happens unless the user chooses otherwise.
    if (mode !== 'prefer') edit.yieldTo = [this.api.Kind.Text];
    this.origins.set(edit, document);
    return [edit];
  }

  /**
   * Called when the edit is about to be applied. It pastes the text as it is; the keys in it are moved when it is there, as a
   * step of its own: VS Code applies the parts of a paste one after the other, so that an edit around the pasted text would
   * hit the wrong place.
   */
  async resolveDocumentPasteEdit(edit: PasteEdit): Promise<PasteEdit> {
    const document = this.origins.get(edit);
    if (document !== undefined) this.moveWhenPasted(document, edit.insertText);
    return edit;
  }

  private moveWhenPasted(document: TextDocument, text: string): void {
    const pasted = text.replaceAll('\r\n', '\n');
    const subscription = workspace.onDidChangeTextDocument((event) => {
      if (event.document !== document) return;
      const change = event.contentChanges.find((each) => each.text.replaceAll('\r\n', '\n') === pasted);
      if (change === undefined) return;
      stop();
      const { start } = change.range;
      const end = document.positionAt(document.offsetAt(start) + change.text.length);
      const range = { start: plain(start), end: plain(end) };
      // After the change has reached everybody, the server included.
      setTimeout(() => void this.move.inRange(document.uri.toString(), range), 0);
    });
    const timer = setTimeout(() => subscription.dispose(), PASTE_DEADLINE);
    const stop = (): void => {
      clearTimeout(timer);
      subscription.dispose();
    };
  }
}

function plain({ line, character }: Position): { line: number; character: number } {
  return { line, character };
}
