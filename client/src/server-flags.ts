/**
 * How the server's process differs from any Node process, so that it holds less while nothing is to do. Figures from
 * `npm run bench:startup`.
 */

/**
 * Flags of V8. The young generation may grow to 3 MiB instead of 48: an idle server holds 5 MiB less, first diagnostics come
 * as soon, and a scan takes about 6 % more processor time.
 */
export const serverFlags = ['--max-semi-space-size=1'];

/**
 * Environment. The GNU C library lets threads allocate from heaps of their own: with a single one the server holds 1.5 MiB
 * less, and a scan takes no longer. Elsewhere it means nothing.
 */
export const serverEnvironment = { MALLOC_ARENA_MAX: '1' };
