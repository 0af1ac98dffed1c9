/**
 * Marvin32, the sum in Microsoft's identifiable keys.
 * @param seed eight ASCII characters; the first is the most significant byte of the 64-bit seed.
 */
export function marvin32(bytes: Uint8Array, seed: string): number {
  let [p0, p1] = [word(seed.slice(4)), word(seed.slice(0, 4))];
  const mix = (): void => {
    p1 ^= p0;
    p0 = (rotate(p0, 20) + p1) | 0;
    p1 = rotate(p1, 9) ^ p0;
    p0 = (rotate(p0, 27) + p1) | 0;
    p1 = rotate(p1, 19);
  };
  const whole = bytes.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    p0 = (p0 + tail(bytes, i, i + 4)) | 0;
    mix();
  }
  p0 = (p0 + (tail(bytes, whole, bytes.length) | (0x80 << (8 * (bytes.length - whole))))) | 0;
  mix();
  mix();
  return (p0 ^ p1) >>> 0;
}

/** The bytes from `start` to `end`, least significant first. */
function tail(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = end - 1; i >= start; i--) value = (value << 8) | (bytes[i] as number);
  return value;
}

function word(text: string): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value = (value << 8) | text.charCodeAt(i);
  return value;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
