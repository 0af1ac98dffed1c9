import { isAscii, isUtf8 } from 'node:buffer';

export type Encoding = 'ascii' | 'utf8' | 'latin1' | 'utf16le' | 'utf16be';

/** How bytes without a byte order mark are read: as UTF-8 where they are valid, else as Latin-1, which takes any bytes. */
export function encodingOf(bytes: Buffer): Encoding {
  if (isAscii(bytes)) return 'ascii';
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}

/**
 * Text of bytes, without byte order mark. The number of UTF-16 code units before a key is thus what VS Code counts in UTF-8
 * and UTF-16 files.
 */
export function decode(bytes: Buffer, encoding: Encoding): string {
  switch (encoding) {
    case 'utf8':
      return bytes.toString('utf8');
    case 'utf16le':
      return bytes.toString('utf16le');
    case 'utf16be':
      return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2)))
        .swap16()
        .toString('utf16le');
    default:
      return bytes.toString('latin1');
  }
}

export function isUtf16(encoding: Encoding): boolean {
  return encoding === 'utf16le' || encoding === 'utf16be';
}

/** How many UTF-16 code units bytes become. */
export function unitsOf(bytes: Buffer, encoding: Encoding): number {
  if (encoding === 'utf8') return bytes.toString('utf8').length;
  return isUtf16(encoding) ? Math.floor(bytes.length / 2) : bytes.length;
}

/** Length in bytes of a byte order mark of UTF-8 at the beginning. */
export function markLength(bytes: Buffer): number {
  return bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}
