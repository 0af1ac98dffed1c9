/** A small seeded generator (mulberry32), so that a failing case can be run again. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The alphabets keys without a format are usually drawn from, with a usual length. */
export const alphabets: ReadonlyArray<readonly [name: string, alphabet: string, length: number]> = [
  ['base62', 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 32],
  ['hex', '0123456789abcdef', 40],
  ['base36', '0123456789abcdefghijklmnopqrstuvwxyz', 24],
];

/** A random text over `alphabet`, the same for the same seed. */
export function draw(alphabet: string, length: number, seed: number): string {
  const random = seeded(seed * 7919 + length);
  let text = '';
  for (let i = 0; i < length; i++) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
}
