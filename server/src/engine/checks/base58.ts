import type { Check } from './check.ts';
import { base58Digits } from './encodings.ts';
import { sha256 } from './sha256.ts';

/** Bitcoin's base58 with a sum: the last four bytes are the first of the SHA-256 of the SHA-256 of those before. */
export const base58Check: Check = {
  kind: 'checksum',
  verify: (key) => {
    const bytes = fromBase58(key);
    if (!bytes || bytes.length < 5) return 'invalid';
    const sum = sumOf(bytes.subarray(0, -4));
    return sum.every((byte, index) => byte === bytes[bytes.length - 4 + index]) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const bytes = fromBase58(draft);
    if (!bytes) return draft;
    bytes.set(sumOf(bytes.subarray(0, -4)), bytes.length - 4);
    return toBase58(bytes);
  },
};

function sumOf(bytes: Uint8Array): Uint8Array {
  return sha256(sha256(bytes)).subarray(0, 4);
}

/** The bytes of a base58 text, without leading zeros; undefined where a character is not of its alphabet. */
export function fromBase58(text: string): Uint8Array | undefined {
  let value = 0n;
  for (const character of text) {
    const digit = base58Digits.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16);
  const even = hex.length % 2 === 0 ? hex : `0${hex}`;
  return Uint8Array.from(even.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

function toBase58(bytes: Uint8Array): string {
  let value = 0n;
  for (const byte of bytes) value = value * 256n + BigInt(byte);
  let text = '';
  for (; value > 0n; value /= 58n) text = (base58Digits[Number(value % 58n)] as string) + text;
  return text;
}
