/**
 * Flags of V8 for the server's process. Its young generation may grow to 3 MiB instead of 48: an idle server holds 5 MiB less,
 * first diagnostics come as soon, and a scan takes about 6 % more processor time (`npm run bench:startup`).
 */
export const serverFlags = ['--max-semi-space-size=1'];
