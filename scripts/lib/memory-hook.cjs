/** Loaded into a measured process: answers each message with its memory after a garbage collection. */
process.on('message', () => {
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed });
});
process.channel?.unref();
