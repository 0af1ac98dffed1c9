/**
 * What Keylift's server is measured against: a language server with the same engine that does not detect incrementally. For
 * each change it takes the whole text, scans it, builds all diagnostics and publishes them.
 */
import {
  createConnection,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createEngine } from '../../server/src/engine/index.ts';
import { readSettings } from '../../server/src/features/settings.ts';
import { toDiagnostics } from '../../server/src/features/to-diagnostic.ts';

const engine = createEngine();
const settings = readSettings(undefined);
const connection = createConnection(new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout));
const documents = new TextDocuments(TextDocument);
connection.onInitialize(() => ({ capabilities: { textDocumentSync: TextDocumentSyncKind.Incremental } }));
documents.onDidChangeContent(({ document }) => {
  const text = document.getText();
  const findings = engine.scan(text, { path: 'a.js', languageId: document.languageId });
  const shown = (index: number) => {
    const finding = findings[index]!;
    const range = { start: document.positionAt(finding.start), end: document.positionAt(finding.end) };
    return { ...finding, range, message: engine.describe(finding, text.slice(finding.start, finding.end)).message };
  };
  const diagnostics = toDiagnostics(findings.length, shown, settings, (message) => message);
  void connection.sendDiagnostics({ uri: document.uri, version: document.version, diagnostics });
});
documents.listen(connection);
connection.listen();
