import type { Log } from './log.ts';

/**
 * A handler that cannot fail: what goes wrong is told to the log without content, and the answer is `fallback`. A request
 * that is rejected would carry the error's message, which may quote a document, to the client and into its log.
 */
export function guarded<P extends readonly unknown[], R>(
  log: Log,
  doing: string,
  fallback: R,
  handler: (...params: P) => Promise<R>,
): (...params: P) => Promise<R> {
  return async (...params) => {
    try {
      return await handler(...params);
    } catch (error) {
      log.failure(doing, error);
      return fallback;
    }
  };
}
