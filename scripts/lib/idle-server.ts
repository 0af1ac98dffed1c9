/** The floor below any language server: it reads changes over the protocol and does nothing with them. */
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';

const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
connection.onInitialize(() => ({ capabilities: {} }));
// It answers the opening, for which the benchmark waits.
connection.onNotification('textDocument/didOpen', ({ textDocument: { uri, version } }) =>
  connection.sendNotification('textDocument/publishDiagnostics', { uri, version, diagnostics: [] }),
);
connection.onNotification('textDocument/didChange', () => {});
connection.listen();
