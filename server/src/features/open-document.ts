import type { Position, Range, TextDocumentContentChangeEvent } from 'vscode-languageserver';
import type { Engine, OpenText, TextContext } from '../engine/engine.ts';
import type { Finding } from '../engine/types.ts';

/**
 * A document that is open in the editor: its text and the findings in it, both kept up to date edit by edit. It is what
 * `TextDocuments` stores, and the one place where features get text and findings of open documents from.
 */
export class OpenDocument {
  readonly uri: string;
  readonly languageId: string;
  private readonly context: TextContext;
  private open: OpenText;
  private number: number;

  /** @param path below the workspace folder, for the engine. */
  constructor(engine: Engine, uri: string, languageId: string, version: number, text: string, path: string) {
    this.uri = uri;
    this.languageId = languageId;
    this.number = version;
    this.context = { path, languageId };
    this.open = engine.open(text, this.context);
  }

  get version(): number {
    return this.number;
  }

  get length(): number {
    return this.open.text.length;
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.number = version;
    this.open.update(changes);
  }

  /** Starts again with another engine, when the rules have changed. */
  reopen(engine: Engine): void {
    this.open = engine.open(this.open.text.toString(), this.context);
  }

  /** How much text edits left to evaluate, in UTF-16 code units. */
  get pending(): number {
    return this.open.pending;
  }

  /** Evaluates some milliseconds' worth of what edits left to do; returns whether all is done. */
  advance(): boolean {
    return this.open.advance();
  }

  /** Whether findings or their lines and columns may have changed since the last call. */
  takeChanged(): boolean {
    return this.open.takeChanged();
  }

  /** All findings of the text as it is now. */
  findings(): readonly Finding[] {
    return this.open.findings();
  }

  getText(): string {
    return this.open.text.toString();
  }

  /** The text between two UTF-16 offsets. */
  slice(start: number, end: number): string {
    return this.open.text.slice(start, end);
  }

  offsetAt(position: Position): number {
    return this.open.text.offsetAt(position);
  }

  rangeOf(span: { readonly start: number; readonly end: number }): Range {
    return { start: this.open.text.positionAt(span.start), end: this.open.text.positionAt(span.end) };
  }
}
