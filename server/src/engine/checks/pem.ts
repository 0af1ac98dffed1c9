import type { Check } from './check.ts';
import { bytesOf, fromBase64, latin1, toBase64 } from './encodings.ts';

const marker = /-----(BEGIN|END) (?:([A-Z]{2,10}) )?PRIVATE KEY-----/;

/** What stands between the marker lines: headers as `Proc-Type: 4,ENCRYPTED`, and the base64 without anything else. */
function read(block: string): { readonly kind: string; readonly headers: string; readonly base64: string } {
  const kind = marker.exec(block)?.[2] ?? '';
  const inner = block.replace(new RegExp(marker, 'g'), '');
  const headers = [...inner.matchAll(/(?:Proc-Type|DEK-Info): ?[\w,-]{1,80}/g)].map((found) => found[0]).join(' ');
  const text = inner
    .replace(/(?:Proc-Type|DEK-Info): ?[\w,-]{1,80}/g, '')
    .replace(/\\u000[aAdD]|\\[nrt]|&#x?[0-9aAdD]{1,2};/g, '');
  return { kind, headers, base64: text.replace(/[^A-Za-z0-9+/=]/g, '') };
}

/** The first bytes tell: OpenSSH's magic word, or an ASN.1 sequence as long as what follows. */
function isKey(bytes: Uint8Array): boolean {
  if (latin1(bytes.subarray(0, 15)) === 'openssh-key-v1\0') return true;
  if (bytes[0] !== 0x30 || bytes[1] === undefined) return false;
  if (bytes[1] < 128) return bytes[1] + 2 === bytes.length;
  const digits = bytes[1] - 128;
  let length = 0;
  for (const byte of bytes.subarray(2, 2 + digits)) length = length * 256 + byte;
  return length + 2 + digits === bytes.length;
}

function isEncrypted(block: string, bytes: Uint8Array | undefined): boolean {
  const { kind, headers } = read(block);
  if (kind === 'ENCRYPTED' || headers.includes('ENCRYPTED')) return true;
  const cipher = bytes && latin1(bytes.subarray(0, 64));
  return cipher?.startsWith('openssh-key-v1') === true && !cipher.includes('\0\0\0\x04none');
}

/** Private keys between marker lines (RFC 7468 and OpenSSH's format). Encrypted ones need a password beside. */
export const pem: Check = {
  kind: 'structure',
  verify: (key) => {
    const { base64, headers } = read(key);
    if (headers !== '') return 'unknown';
    const bytes = fromBase64(base64);
    return bytes !== undefined && isKey(bytes) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const end = draft.indexOf('KEY-----') + 8;
    const first = end + (/^(?:\\[nrt]|[\s"'+])*/.exec(draft.slice(end))?.[0].length ?? 0);
    const bytes = fromBase64(read(draft).base64);
    if (!bytes) return draft;
    const head = draft.includes('OPENSSH')
      ? bytesOf('openssh-key-v1\0\0\0\0\x04none')
      : bytes.length < 130
        ? Uint8Array.of(0x30, bytes.length - 2)
        : Uint8Array.of(0x30, 0x82, (bytes.length - 4) >> 8, (bytes.length - 4) & 255, 2, 1);
    const covered = Math.ceil(head.length / 3) * 3;
    const start = bytes.slice(0, covered);
    start.set(head);
    const text = toBase64(start);
    return draft.slice(0, first) + text + draft.slice(first + text.length);
  },
  details: (key) => {
    const { kind, base64 } = read(key);
    const names: Record<string, string> = { '': 'PKCS#8', OPENSSH: 'OpenSSH', ENCRYPTED: 'PKCS#8' };
    const encrypted = isEncrypted(key, fromBase64(base64));
    return [
      ['Format', names[kind] ?? kind],
      ['Protected by a password', encrypted ? 'yes' : 'no'],
    ];
  },
};
