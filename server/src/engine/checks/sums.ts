import { bech32Sum, isBech32 } from './bech32.ts';
import { type Check, checksum } from './check.ts';
import {
  base62Digits,
  bytesOf,
  crc32,
  fromBase64,
  hex32,
  inBase,
  littleEndian,
  toBase32,
  toBase64Url,
} from './encodings.ts';
import { sha256 } from './sha256.ts';

const base36Digits = '0123456789abcdefghijklmnopqrstuvwxyz';

/** GitHub, npm, Vercel: the last six digits are the CRC-32 in base62 of what stands between the prefix and them. */
export const crc32Base62 = checksum(
  (key) => [key.slice(key.indexOf('_') + 1, -6), key.slice(-6)],
  (body) => inBase(crc32(bytesOf(body)), base62Digits, 6),
);

/** GitHub's fine-grained tokens: 8 characters before the last 8 are the first of the SHA-256, in base32, of all before them. */
export const githubFineGrained: Check = {
  kind: 'checksum',
  verify: (key) => (sum256(key.slice(0, -16)) === key.slice(-16, -8).toUpperCase() ? 'valid' : 'invalid'),
  complete: (draft) => draft.slice(0, -16) + sum256(draft.slice(0, -16)) + draft.slice(-8),
};

function sum256(text: string): string {
  return toBase32(sha256(bytesOf(text))).slice(0, 8);
}

/** Cloudflare: the last eight digits are the CRC-32 of the 40 characters after the prefix. */
export const cloudflare = checksum(
  (key) => [key.slice(-48, -8), key.slice(-8)],
  (body) => hex32(crc32(bytesOf(body))),
);

/** Zuplo: the CRC-32 of what stands between the underscores. */
export const zuplo = checksum(
  (key) => [key.slice(-41, -9), key.slice(-8)],
  (body) => hex32(crc32(bytesOf(body))),
);

/** Grafana service accounts: the CRC-32 of prefix and body, least significant byte first. */
export const grafanaServiceAccount = checksum(
  (key) => [key.slice(0, -9), key.slice(-8)],
  (body) => [...littleEndian(crc32(bytesOf(body)))].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
);

/** Atlassian: the CRC-32 of everything before, in upper case. `=` may be escaped as `%3D` or `\=`. */
export const atlassian: Check = {
  kind: 'checksum',
  verify: (key) => {
    const plain = key.replace(/%3D/gi, '=').replace(/\\=/g, '=');
    const sum = plain.slice(-8);
    const before = plain.slice(0, -8);
    const bodies = [before, before.replace(/=$/, '')];
    return bodies.some((body) => hex32(crc32(bytesOf(body))).toUpperCase() === sum) ? 'valid' : 'invalid';
  },
  complete: (draft) => draft.slice(0, -8) + hex32(crc32(bytesOf(draft.slice(0, -8)))).toUpperCase(),
};

/**
 * GitLab's routable tokens: payload, `.`, optionally a version and `.`, the payload's length as two digits and the CRC-32
 * of everything before as seven, both in base36. The payload names the organization, group, project or user.
 */
export const gitlabRoutable: Check = {
  ...checksum(
    (key) => [key.slice(0, -7), key.slice(-7)],
    (body) => inBase(crc32(bytesOf(body)), base36Digits, 7),
  ),
  complete: (draft) => {
    const prefix = draft.slice(0, draft.indexOf('-') + 1);
    const [payload = '', ...rest] = draft.slice(prefix.length).split('.');
    const bytes = bytesOf(`o:1\nu:2\n${payload}`.slice(0, Math.floor((payload.length * 3) / 4)));
    const routed = toBase64Url(bytes).slice(0, payload.length).padEnd(payload.length, 'A');
    const version = rest.length > 1 ? `.${rest[0]}` : '';
    const body = `${prefix}${routed}${version}.${inBase(routed.length, base36Digits, 2)}`;
    return body + inBase(crc32(bytesOf(body)), base36Digits, 7);
  },
  details: (key) => {
    const payload = key.slice(key.indexOf('-') + 1, key.indexOf('.'));
    const text = String.fromCharCode(...(fromBase64(payload) ?? []));
    const labels: Record<string, string> = { o: 'Organization', g: 'Group', p: 'Project', u: 'User', c: 'Cell' };
    return [...text.matchAll(/(?:^|\n)([ogpuc]):([0-9a-z]{1,12})(?=\n)/g)].map(([, kind, id]) => [
      `${labels[kind as string]} id`,
      String(Number.parseInt(id as string, 36)),
    ]);
  },
};

/** age: bech32 in upper case, of 32 bytes. */
export const age: Check = {
  kind: 'checksum',
  verify: (key) => (isBech32(key.toLowerCase()) ? 'valid' : 'invalid'),
  complete: (draft) => {
    const split = draft.indexOf('-1') + 1;
    const [prefix, data] = [draft.slice(0, split).toLowerCase(), draft.slice(split + 1, -6).toLowerCase()];
    // 52 digits of five bits hold 256 bits and four zeros: the last digit is q or s.
    const padded = `${data.slice(0, -1)}${/[qpzry9x8gf2tvdw0]/.test(data.at(-1) ?? 'q') ? 'q' : 's'}`;
    return `${prefix}1${padded}${bech32Sum(prefix, padded) ?? ''}`.toUpperCase();
  },
};

/** Any other bech32 text, in lower case. */
export const bech32: Check = {
  kind: 'checksum',
  verify: (key) => (isBech32(key) ? 'valid' : 'invalid'),
  complete: (draft) => {
    const split = draft.lastIndexOf('1');
    const data = draft.slice(split + 1, -6);
    return `${draft.slice(0, split)}1${data}${bech32Sum(draft.slice(0, split), data) ?? ''}`;
  },
};
