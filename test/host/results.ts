/** What suites report to the runner. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
}

/** One test of a suite that runs inside VS Code, as it is written to the results file, one line each. */
export interface TestRecord {
  readonly title: string;
  readonly state: 'passed' | 'failed' | 'skipped';
  readonly milliseconds: number;
  /** Why it failed. */
  readonly error?: string;
}

/** Names of the variables that the runner sets for suites in other processes. */
export const variables = {
  /** Folder below which everything of this run is written. */
  run: 'KEYLIFT_TEST_RUN',
  /** See `keys.ts`. */
  seed: 'KEYLIFT_TEST_SEED',
  /** File that takes a suite's `TestRecord`s. */
  results: 'KEYLIFT_TEST_RESULTS',
} as const;
