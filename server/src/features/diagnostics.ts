import type { TextDocuments } from 'vscode-languageserver';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import type { Translate } from './l10n.ts';
import type { Log } from './log.ts';
import type { OpenDocument } from './open-document.ts';
import type { Publisher } from './publisher.ts';
import type { Settings } from './settings.ts';
import { isShown, type Shown, toDiagnostics } from './to-diagnostic.ts';

/** After a pass, edits of the next moments are gathered, in milliseconds: a burst becomes one pass and nobody waits. */
const GATHER = 8;

/** Most text that is evaluated before the next message is looked at, in UTF-16 code units: well under a millisecond of work. */
const AT_ONCE = 32_768;

/** A document's passes: which one is under way, and whether another has to follow. */
interface Pass {
  timer: ReturnType<typeof setTimeout> | undefined;
  running: boolean;
  again: boolean;
  /** Whether diagnostics are to be published even when the findings have not changed. */
  forced: boolean;
  finishedAt: number;
}

export interface DiagnosticsParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly engine: EngineHolder;
  readonly configuration: Configuration;
  readonly exclusions: Exclusions;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly t: Translate;
}

/** Publishes the diagnostics of open documents: after each change, for the newest version, when they changed. */
export class Diagnostics {
  private readonly parts: DiagnosticsParts;
  private readonly passes = new Map<OpenDocument, Pass>();

  constructor(parts: DiagnosticsParts) {
    this.parts = parts;
  }

  /** To be called after each change of a document, and when it is opened. */
  changed(document: OpenDocument): void {
    this.schedule(document, false);
  }

  /** To be called when settings have changed. */
  refreshAll(): void {
    for (const document of this.parts.documents.all()) this.schedule(document, true);
  }

  closed(document: OpenDocument): void {
    const pass = this.passes.get(document);
    if (pass?.timer !== undefined) clearTimeout(pass.timer);
    this.passes.delete(document);
  }

  private schedule(document: OpenDocument, forced: boolean): void {
    let pass = this.passes.get(document);
    if (pass === undefined) {
      pass = { timer: undefined, running: false, again: false, forced: true, finishedAt: 0 };
      this.passes.set(document, pass);
    }
    pass.forced ||= forced;
    if (pass.running) pass.again = true;
    else this.startSoon(document, pass);
  }

  private startSoon(document: OpenDocument, pass: Pass): void {
    if (pass.timer !== undefined) return;
    const wait = performance.now() - pass.finishedAt > GATHER ? 0 : GATHER;
    if (wait === 0 && this.runAtOnce(document, pass)) return;
    pass.timer = setTimeout(() => {
      pass.timer = undefined;
      void this.run(document, pass);
    }, wait);
  }

  /**
   * The pass of most edits: a few thousand characters are evaluated, which takes less time than to schedule it.
   * @returns false when there is more to do, or to wait for.
   */
  private runAtOnce(document: OpenDocument, pass: Pass): boolean {
    const settings = this.parts.configuration.known(document.uri);
    if (settings === undefined || !this.isOpen(document) || document.pending > AT_ONCE) return false;
    try {
      if (!document.advance()) return false;
      this.publish(document, pass, settings);
    } catch (error) {
      this.failed(document, error);
    }
    pass.finishedAt = performance.now();
    return true;
  }

  private failed(document: OpenDocument, error: unknown): void {
    this.parts.log.failure('finding keys in a document', error);
    this.parts.publisher.clear(document.uri);
  }

  /** One pass. What goes wrong in it concerns this document only: its diagnostics are cleared and the log is told. */
  private async run(document: OpenDocument, pass: Pass): Promise<void> {
    pass.running = true;
    try {
      await this.evaluate(document, pass);
    } catch (error) {
      this.failed(document, error);
    }
    pass.running = false;
    pass.finishedAt = performance.now();
    if (!pass.again || !this.isOpen(document)) return;
    pass.again = false;
    this.startSoon(document, pass);
  }

  private async evaluate(document: OpenDocument, pass: Pass): Promise<void> {
    const settings = await this.parts.configuration.of(document.uri);
    // An edit that comes in between joins this pass: the document keeps track of what is left to do.
    while (this.isOpen(document) && !document.advance()) await turn();
    if (this.isOpen(document)) this.publish(document, pass, settings);
  }

  private publish(document: OpenDocument, pass: Pass, settings: Settings): void {
    if (!document.takeChanged() && !pass.forced) return;
    pass.forced = false;
    const shown = this.parts.exclusions.excludes(document.uri, settings)
      ? []
      : document.findings().filter((finding) => isShown(finding.confidence, settings));
    const describe = (index: number): Shown => {
      const finding = shown[index]!;
      return { ...finding, range: document.rangeOf(finding), message: this.parts.engine.current.message(finding) };
    };
    const diagnostics = toDiagnostics(shown.length, describe, settings, this.parts.t);
    this.parts.publisher.publish(document.uri, diagnostics, document.version);
  }

  private isOpen(document: OpenDocument): boolean {
    return this.parts.documents.get(document.uri) === document;
  }
}

/** Lets messages that came in be handled. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
