import type { Connection, Diagnostic, Position } from 'vscode-languageserver';

/** Sends diagnostics, and only when they differ from what the client has. */
export class Publisher {
  private readonly connection: Connection;
  /** What the client has; files without diagnostics are not listed. */
  private readonly sent = new Map<string, readonly Diagnostic[]>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /**
   * @param diagnostics not to be changed afterwards.
   * @param version of the open document that the diagnostics belong to; absent for files that are not open.
   */
  publish(uri: string, diagnostics: Diagnostic[], version?: number): void {
    if (isSame(diagnostics, this.sent.get(uri) ?? [])) return;
    if (diagnostics.length === 0) this.sent.delete(uri);
    else this.sent.set(uri, diagnostics);
    // Fails only when the connection is gone, and the process with it.
    void this.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  }

  clear(uri: string): void {
    this.publish(uri, []);
  }
}

function isSame(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  return some.length === others.length && some.every((one, i) => looksLike(one, others[i] as Diagnostic));
}

/** What is left out follows from the code and the message. */
function looksLike(one: Diagnostic, other: Diagnostic): boolean {
  return (
    one.code === other.code &&
    one.severity === other.severity &&
    isAt(one.range.start, other.range.start) &&
    isAt(one.range.end, other.range.end) &&
    one.message === other.message
  );
}

function isAt(one: Position, other: Position): boolean {
  return one.line === other.line && one.character === other.character;
}
