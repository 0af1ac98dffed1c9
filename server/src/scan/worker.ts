/** Entry of a scanning thread: batches of paths come in, results go out. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine } from '../engine/index.ts';
import { type Batch, scanBatch } from './batch.ts';
import { FileScanner } from './file-scanner.ts';
import type { WorkerSetup } from './pool.ts';

/** Niceness of a background scan: low enough that an editor never waits for it. */
const BACKGROUND = 10;

const setup = workerData as WorkerSetup;
// On Linux a thread has a niceness of its own; elsewhere this would slow down the whole process.
if (setup.background && process.platform === 'linux') setPriority(0, BACKGROUND);
let made: FileScanner | undefined;
const scanner = (): FileScanner => {
  made ??= new FileScanner(createEngine(setup.engine), setup);
  return made;
};
parentPort?.on('message', (batch: Batch) => parentPort?.postMessage(scanBatch(scanner, batch)));
