/** What a program costs from its start to its end. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export interface Cost {
  /** Seconds. */
  readonly wall: number;
  /** Seconds of processor time of all threads, user and system. */
  readonly cpu: number;
  /** Most resident memory, in megabytes. */
  readonly memory: number;
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The first 20 million characters. */
  readonly out: string;
  readonly err: string;
}

export interface MeasureOptions {
  readonly cwd?: string;
  /** The program is ended after this many seconds. */
  readonly deadline?: number;
}

const MOST_OUTPUT = 20_000_000;
const CLOCK_TICKS = 100;
/** How often the kernel's account of the program is read, in milliseconds; what happens after the last time is not seen. */
const INTERVAL = 5;

/** Runs a program to its end. Processor time and memory are read from `/proc`, so they are 0 where there is none. */
export async function measure(command: string, args: readonly string[], options: MeasureOptions = {}): Promise<Cost> {
  const started = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (out.length < MOST_OUTPUT) out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (err.length < MOST_OUTPUT) err += text;
  });
  let account = { cpu: 0, memory: 0 };
  const look = setInterval(() => {
    account = accountOf(child.pid) ?? account;
  }, INTERVAL);
  const end = options.deadline && setTimeout(() => child.kill('SIGKILL'), options.deadline * 1000);
  let wall = 0;
  const [status, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      wall = (performance.now() - started) / 1000;
    });
    child.on('close', (...result) => resolve(result));
  });
  clearInterval(look);
  if (end) clearTimeout(end);
  return { wall, ...account, status, signal, out, err };
}

function accountOf(pid: number | undefined): { cpu: number; memory: number } | undefined {
  try {
    const memory = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // Fields 14 and 15, counted behind the name, which may hold spaces.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    if (memory === undefined) return undefined;
    return { cpu: (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS, memory: Number(memory) / 1000 };
  } catch {
    return undefined;
  }
}
