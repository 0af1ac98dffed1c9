import { Worker } from 'node:worker_threads';
import type { EngineOptions } from '../engine/engine.ts';
import type { Confidence } from '../engine/types.ts';
import type { Batch, BatchResult } from './batch.ts';

/** What a thread is told when it starts. */
export interface WorkerSetup {
  readonly engine: EngineOptions;
  readonly minConfidence: Confidence;
  readonly fingerprints: boolean;
  readonly background: boolean;
}

/** Batches a thread has at a time: one to work on and one so that it need not wait. */
const IN_FLIGHT = 2;
/**
 * Size of a thread's young generation in megabytes. Texts live for a moment: in a small one they stay in the processor's
 * cache, and memory stays small.
 */
const YOUNG = 12;
/** Threads that may die (of memory, say) before the rest of the scan is given up. */
const DEATHS = 8;

/** Hands batches to threads. A thread that dies takes its batches with it, not the scan. */
export class Pool {
  private readonly workers = new Map<Worker, Map<number, Batch>>();
  private readonly next: () => Batch | undefined;
  private readonly onResult: (batch: Batch, result: BatchResult | undefined) => void;
  private readonly start: () => Worker;
  private deaths = 0;
  /** Whether any thread has finished a batch: if not, it is not the files that end them. */
  private works = false;
  private settle: () => void = () => {};
  private giveUp: (error: Error) => void = () => {};

  /**
   * @param next the next batch, undefined when there is none.
   * @param onResult called for each batch; without a result when its thread died.
   */
  constructor(
    setup: WorkerSetup,
    next: () => Batch | undefined,
    onResult: (batch: Batch, result: BatchResult | undefined) => void,
  ) {
    this.next = next;
    this.onResult = onResult;
    this.start = () =>
      new Worker(workerFile(), { workerData: setup, resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  }

  /**
   * Runs until there are no batches left or `stop` is called.
   * @throws Error when thread after thread dies.
   */
  async run(threads: number): Promise<void> {
    const finished = new Promise<void>((resolve, reject) => {
      this.settle = resolve;
      this.giveUp = reject;
    });
    for (let i = 0; i < threads; i++) this.add();
    this.settleWhenIdle();
    try {
      await finished;
    } finally {
      await this.stop();
    }
  }

  /** Ends all threads at once. */
  async stop(): Promise<void> {
    const workers = [...this.workers.keys()];
    this.workers.clear();
    this.settle();
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  private add(): void {
    const worker = this.start();
    const batches = new Map<number, Batch>();
    this.workers.set(worker, batches);
    worker.on('message', (result: BatchResult) => this.receive(worker, batches, result));
    worker.on('error', (error) => this.bury(worker, batches, error));
    for (let i = 0; i < IN_FLIGHT; i++) this.feed(worker, batches);
  }

  private feed(worker: Worker, batches: Map<number, Batch>): void {
    const batch = this.next();
    if (!batch) return;
    batches.set(batch.id, batch);
    worker.postMessage(batch);
  }

  private receive(worker: Worker, batches: Map<number, Batch>, result: BatchResult): void {
    const batch = batches.get(result.id);
    if (!batch || !this.workers.has(worker)) return;
    batches.delete(result.id);
    this.works = true;
    try {
      this.feed(worker, batches);
      this.onResult(batch, result);
    } catch (error) {
      this.giveUp(error as Error);
    }
    this.settleWhenIdle();
  }

  private bury(worker: Worker, batches: Map<number, Batch>, error: unknown): void {
    if (!this.workers.delete(worker)) return;
    try {
      for (const batch of batches.values()) this.onResult(batch, undefined);
    } catch (thrown) {
      this.giveUp(thrown as Error);
    }
    if (++this.deaths > (this.works ? DEATHS : 1)) {
      // Its name only: a message could quote a file.
      this.giveUp(
        new Error(`the scanning threads keep ending (${error instanceof Error ? error.name : 'unknown error'})`),
      );
      return;
    }
    this.add();
    this.settleWhenIdle();
  }

  private settleWhenIdle(): void {
    if ([...this.workers.values()].every((batches) => batches.size === 0)) this.settle();
  }
}

/** The thread's program: beside the bundle, or the source when nothing is bundled. */
function workerFile(): string | URL {
  if (typeof __dirname === 'string') return `${__dirname}/scan-worker.js`;
  return new URL('./worker.ts', import.meta.url);
}
