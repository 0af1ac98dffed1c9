import type { RemoteConsole } from 'vscode-languageserver';

/**
 * Writes to the output channel. Takes no text that could come from a document: messages are fixed texts, and of an error only
 * its kind and the places in Keylift's own code are told, because error messages like to quote what they choke on.
 */
export class Log {
  private readonly console: RemoteConsole;

  constructor(console: RemoteConsole) {
    this.console = console;
  }

  info(message: string): void {
    this.console.info(message);
  }

  /** @param doing what failed, as a fixed text: `finding keys in a document`. */
  failure(doing: string, error: unknown): void {
    this.console.error(`Failed: ${doing}. ${errorWithoutContent(error)}`);
  }
}

/** The class of an error, its code and the stack frames; never its message. */
export function errorWithoutContent(error: unknown): string {
  if (!(error instanceof Error)) return 'Not an error object.';
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const kind = typeof code === 'string' || typeof code === 'number' ? `${error.name} (${code})` : error.name;
  return [kind, ...frames.slice(0, 12)].join('\n');
}
