/** Running other programs, with deadlines and with what they said when they fail. */
import { spawn } from 'node:child_process';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Milliseconds after which the program is ended and the call fails. */
  readonly deadline: number;
  /** Also show what it prints, as it prints it. */
  readonly show?: boolean;
}

export interface CommandResult {
  readonly status: number | null;
  readonly output: string;
}

/** Runs a program to its end. Never throws for a status; a program that cannot be started has status `null`. */
export function run(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: options.deadline,
      killSignal: 'SIGKILL',
      // npm is a script there, which only a shell starts.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
        if (options.show) process.stdout.write(chunk);
      });
    }
    child.on('error', (error) => resolve({ status: null, output: `${output}${error.message}` }));
    child.on('close', (status) => resolve({ status, output }));
  });
}

/**
 * As `run`, again after a failure.
 * @throws when the last attempt fails, with the end of what it printed.
 */
export async function runOrThrow(
  command: string,
  args: readonly string[],
  options: CommandOptions & { readonly attempts?: number },
): Promise<string> {
  let last: CommandResult = { status: null, output: '' };
  for (let attempt = 0; attempt < (options.attempts ?? 1); attempt++) {
    last = await run(command, args, options);
    if (last.status === 0) return last.output;
  }
  const said = last.output.trim().split('\n').slice(-15).join('\n');
  throw new Error(`\`${command} ${args.join(' ')}\` failed (status ${last.status ?? 'none'}):\n${said}`);
}
