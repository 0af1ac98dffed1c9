import type { ScanFinding } from '../scan/types.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import type { Translate } from './l10n.ts';
import type { Publisher } from './publisher.ts';
import type { Settings } from './settings.ts';
import { isShown, type Shown, toDiagnostics } from './to-diagnostic.ts';

export interface ScanResultsParts {
  readonly configuration: Configuration;
  readonly engine: EngineHolder;
  readonly exclusions: Exclusions;
  readonly publisher: Publisher;
  readonly isOpen: (uri: string) => boolean;
  readonly t: Translate;
}

/**
 * What scans found in files, and the diagnostics of those that are not open. An open document has its own diagnostics,
 * from the text in the editor; when it is closed the file's come back.
 */
export class ScanResults {
  private readonly parts: ScanResultsParts;
  private readonly byFile = new Map<string, readonly ScanFinding[]>();
  /** Folders and files that were scanned to the end. */
  private readonly scanned = new Set<string>();

  constructor(parts: ScanResultsParts) {
    this.parts = parts;
  }

  has(uri: string): boolean {
    return this.byFile.has(uri);
  }

  /** Whether a scan has looked at the place of this file. */
  covers(uri: string): boolean {
    for (const root of this.scanned) if (isWithin(uri, root)) return true;
    return false;
  }

  get isEmpty(): boolean {
    return this.byFile.size === 0;
  }

  files(): readonly string[] {
    return [...this.byFile.keys()];
  }

  /** Takes in what a file holds now. No findings: it is forgotten. */
  async set(uri: string, findings: readonly ScanFinding[]): Promise<void> {
    if (findings.length > 0) this.byFile.set(uri, findings);
    else this.byFile.delete(uri);
    await this.show(uri);
  }

  /** To be called when a scan of `root` is complete: files below it that it did not report have no findings any more. */
  async complete(root: string, reported: ReadonlySet<string>): Promise<void> {
    this.scanned.add(root);
    for (const uri of this.files()) {
      if (isWithin(uri, root) && !reported.has(uri)) await this.set(uri, []);
    }
  }

  /** Forgets a file that is gone, or all files of a folder that is gone. */
  async forget(uri: string): Promise<void> {
    for (const file of this.files()) if (isWithin(file, uri)) await this.set(file, []);
  }

  /** Shows all results anew, when settings have changed. */
  async refresh(): Promise<void> {
    for (const uri of this.files()) await this.show(uri);
  }

  async clear(): Promise<void> {
    this.scanned.clear();
    for (const uri of this.files()) await this.set(uri, []);
  }

  /** How many findings of a file the settings let show. */
  async countShown(uri: string, findings: readonly ScanFinding[]): Promise<number> {
    return this.shown(uri, findings, await this.parts.configuration.of(uri)).length;
  }

  /** Publishes what is known of a file that is not open. */
  async show(uri: string): Promise<void> {
    const settings = await this.parts.configuration.of(uri);
    // Opened in the meantime: the document's own diagnostics are newer.
    if (this.parts.isOpen(uri)) return;
    const findings = this.shown(uri, this.byFile.get(uri) ?? [], settings);
    const at = (index: number): Shown => asShown(findings[index]!);
    this.parts.publisher.publish(uri, toDiagnostics(findings.length, at, settings, this.parts.t));
  }

  private shown(uri: string, findings: readonly ScanFinding[], settings: Settings): readonly ScanFinding[] {
    if (this.parts.exclusions.excludes(uri, settings)) return [];
    const engine = this.parts.engine.current;
    return findings.filter(
      ({ confidence, ruleId }) => isShown(confidence, settings) && engine.rule(ruleId) !== undefined,
    );
  }
}

function asShown({ ruleId, confidence, message, ...at }: ScanFinding): Shown {
  const range = {
    start: { line: at.startLine, character: at.startCharacter },
    end: { line: at.endLine, character: at.endCharacter },
  };
  return { ruleId, confidence, message, range };
}

function isWithin(uri: string, root: string): boolean {
  return uri === root || uri.startsWith(`${root}/`);
}
