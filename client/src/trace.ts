import { type Event, EventEmitter, LogLevel, type LogOutputChannel, type ViewColumn, workspace } from 'vscode';
import { namesOnly } from './trace-names.ts';

/**
 * Where the language client writes its trace. The client decides by this channel's level whether it traces, and by a setting of
 * its own how much; what it writes in its verbose form are the messages' parameters, which are the user's documents. This
 * channel lets only the names of messages through, whatever the settings say.
 *
 * It is on when `keylift.trace.server` is `messages`.
 */
export class TraceChannel implements LogOutputChannel {
  readonly name: string;
  private readonly channel: LogOutputChannel;
  private readonly levels = new EventEmitter<LogLevel>();
  private readonly subscription;

  constructor(channel: LogOutputChannel) {
    this.channel = channel;
    this.name = channel.name;
    this.subscription = workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('keylift.trace.server')) this.levels.fire(this.logLevel);
    });
  }

  get logLevel(): LogLevel {
    const wanted = workspace.getConfiguration('keylift').get<string>('trace.server');
    return wanted === undefined || wanted === 'off' ? LogLevel.Off : LogLevel.Trace;
  }

  get onDidChangeLogLevel(): Event<LogLevel> {
    return this.levels.event;
  }

  trace(message: string): void {
    const line = namesOnly(message);
    if (line !== undefined) this.channel.info(line);
  }

  debug(): void {}
  info(): void {}
  warn(): void {}
  error(): void {}
  append(): void {}
  appendLine(): void {}
  replace(): void {}
  clear(): void {}

  show(column?: ViewColumn | boolean, preserveFocus?: boolean): void {
    this.channel.show(typeof column === 'boolean' ? column : preserveFocus);
  }

  hide(): void {
    this.channel.hide();
  }

  dispose(): void {
    this.subscription.dispose();
    this.levels.dispose();
  }
}
