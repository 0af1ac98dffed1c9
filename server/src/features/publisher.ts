import type { Connection, Diagnostic } from 'vscode-languageserver';

/** Sends diagnostics, and only when they differ from what the client has. */
export class Publisher {
  private readonly connection: Connection;
  /** What the client has, as JSON; files without diagnostics are not listed. */
  private readonly sent = new Map<string, string>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  /** @param version of the open document that the diagnostics belong to; absent for files that are not open. */
  publish(uri: string, diagnostics: Diagnostic[], version?: number): void {
    const json = diagnostics.length === 0 ? '' : JSON.stringify(diagnostics);
    if (json === (this.sent.get(uri) ?? '')) return;
    if (json === '') this.sent.delete(uri);
    else this.sent.set(uri, json);
    // Fails only when the connection is gone, and the process with it.
    void this.connection.sendDiagnostics({ uri, diagnostics, ...(version !== undefined && { version }) });
  }

  clear(uri: string): void {
    this.publish(uri, []);
  }
}
