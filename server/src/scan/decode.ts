import { isAscii, isUtf8 } from 'node:buffer';
import { hasUtf16Mark } from './binary.ts';

/**
 * Text of a file's bytes: UTF-16 and UTF-8 by their byte order marks (which are not part of the text, as in an editor),
 * else UTF-8, else Latin-1, which takes any bytes. The number of UTF-16 code units before a key is thus what VS Code
 * counts for UTF-8 and UTF-16 files.
 */
export function decode(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (hasUtf16Mark(bytes)) return decodeUtf16(bytes);
  const mark = markLength(bytes);
  return bytes.toString(isUtf8(bytes) ? 'utf8' : 'latin1', mark);
}

/** Length in bytes of a byte order mark of UTF-8 at the beginning. */
export function markLength(bytes: Buffer): number {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

function decodeUtf16(bytes: Buffer): string {
  const whole = bytes.length - (bytes.length % 2);
  if (bytes[0] === 0xff) return bytes.toString('utf16le', 2, whole);
  return Buffer.from(bytes.subarray(2, whole)).swap16().toString('utf16le');
}
