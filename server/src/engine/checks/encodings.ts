/**
 * Encodings and sums that token formats are built of, without Node's built-ins: the engine also runs in browsers.
 * Texts are ASCII unless said otherwise.
 */

export const base62Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
export const base58Digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** The low byte of each code unit. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** What a byte does to a CRC-32. */
const remainders = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** CRC-32 of ISO 3309, the one of zip and PNG, as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) {
    crc = (crc >>> 8) ^ (remainders[(crc ^ (bytes[i] as number)) & 255] as number);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Digits of a non-negative number in the base of the alphabet, padded on the left to `width` with its zero. */
export function inBase(value: number, digits: string, width: number): string {
  let text = '';
  for (let rest = value; rest > 0; rest = Math.floor(rest / digits.length)) text = digits[rest % digits.length] + text;
  return text.padStart(width, digits[0]);
}

/** RFC 4648 base32 without padding. */
export function toBase32(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let value = 0;
  for (const byte of bytes) {
    value = (value << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += base32Digits[(value >>> (bits - 5)) & 31];
    value &= 255;
  }
  return bits === 0 ? text : text + base32Digits[(value << (5 - bits)) & 31];
}

/** The bytes of an RFC 4648 base32 text; undefined where a character is not of its alphabet. */
export function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let bits = 0;
  let value = 0;
  for (const character of text) {
    const digit = base32Digits.indexOf(character);
    if (digit < 0) return undefined;
    value = ((value << 5) | digit) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >>> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

/** The bytes of base64 or base64url, padded or not; undefined where it is neither. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = toStandard(text);
  const binary = /^[A-Za-z0-9+/]*$/.test(plain) ? fromStandardBase64(plain) : undefined;
  return binary === undefined ? undefined : bytesOf(binary);
}

/** Base64url, or base64, as base64 without padding. */
export function toStandard(text: string): string {
  return text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
}

/**
 * What `atob` makes of a text of base64's characters, with padding or without; undefined where it would throw, which takes
 * longer than decoding.
 */
export function fromStandardBase64(text: string): string | undefined {
  const padding = text.length % 4 !== 0 ? 0 : text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const length = text.length - padding;
  const sign = text.indexOf('=');
  return length % 4 === 1 || (sign >= 0 && sign < length) ? undefined : atob(text);
}

/** Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** Base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return toBase64(bytes).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** One character a byte, so that structures can be looked at with regular expressions. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

/** `}`, space, tab, line feed, carriage return. */
const mayEndObject = new Set([125, 32, 9, 10, 13]);

/** The object that a base64 or base64url text holds as JSON; undefined where it holds none. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const bytes = fromBase64(text);
  // Most of what only looks like a token does not end on `}`, or white space (RFC 8259): parsing it takes longer to fail.
  if (!bytes || !mayEndObject.has(bytes.at(-1) ?? 0)) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Eight lower-case hexadecimal digits, most significant first. */
export function hex32(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0');
}

/** The bytes of a 32-bit number, least significant first. */
export function littleEndian(value: number): Uint8Array {
  return Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, (value >>> 24) & 255);
}
