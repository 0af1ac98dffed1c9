import type { CancellationToken, TextDocuments } from 'vscode-languageserver';
import type { Finding } from '../engine/types.ts';
import type { FileAccess } from '../fix/types.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Folders } from './folders.ts';
import type { OpenDocument } from './open-document.ts';
import type { ScanResults } from './scan-results.ts';
import type { WorkspaceScan } from './workspace-scan.ts';

export interface OccurrencesParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly engine: EngineHolder;
  readonly folders: Folders;
  readonly files: FileAccess;
  readonly results: ScanResults;
  readonly scan: WorkspaceScan;
}

/** Finds the files in which the value of a key stands. The value is compared here and goes nowhere. */
export class Occurrences {
  private readonly parts: OccurrencesParts;

  constructor(parts: OccurrencesParts) {
    this.parts = parts;
  }

  /** The document itself first, then the others in which a finding has the same value. */
  async find(uri: string, finding: Finding, token: CancellationToken): Promise<string[]> {
    const { documents, results, scan, files } = this.parts;
    const value = documents.get(uri)?.slice(finding.start, finding.end);
    if (value === undefined) return [];
    await scan.scan({}, token);
    const found = [uri];
    const open = documents.all().filter((document) => document.uri !== uri);
    for (const document of open) {
      if (document.findings().some(({ start, end }) => document.slice(start, end) === value)) found.push(document.uri);
    }
    for (const file of results.files()) {
      if (token.isCancellationRequested) return found;
      if (file === uri || documents.get(file) !== undefined) continue;
      const text = await files.readFile(file);
      if (text !== undefined && this.holds(file, text, value)) found.push(file);
    }
    return found;
  }

  private holds(file: string, text: string, value: string): boolean {
    if (!text.includes(value)) return false;
    const findings = this.parts.engine.current.scan(text, { path: this.parts.folders.relativePath(file) });
    return findings.some(({ start, end }) => text.slice(start, end) === value);
  }
}
