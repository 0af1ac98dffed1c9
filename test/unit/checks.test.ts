import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32 as zlibCrc32 } from 'node:zlib';
import { bech32Sum, isBech32 } from '../../server/src/engine/checks/bech32.ts';
import {
  bytesOf,
  crc32,
  fromBase32,
  fromBase64,
  fromStandardBase64,
  inBase,
  toBase32,
  toBase64Url,
} from '../../server/src/engine/checks/encodings.ts';
import { checks } from '../../server/src/engine/checks/index.ts';
import { marvin32 } from '../../server/src/engine/checks/marvin32.ts';
import { sha256 } from '../../server/src/engine/checks/sha256.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { generate } from '../support/generate.ts';
import { seeded } from '../support/random.ts';

const random = seeded(20_26);
const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => Math.floor(random() * 256));

describe('sums and encodings', () => {
  it('SHA-256 equals that of Node, around the limits of its blocks', () => {
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
      const message = bytes(length);
      assert.equal(Buffer.from(sha256(message)).toString('hex'), createHash('sha256').update(message).digest('hex'));
    }
  });

  it('CRC-32 equals that of Node', () => {
    for (const length of [0, 1, 9, 40, 1000]) {
      const message = bytes(length);
      assert.equal(crc32(message), zlibCrc32(message));
    }
  });

  it('base64 is decoded as `atob` does it, and undefined is what it throws at', () => {
    const signs = 'AZaz09+/=';
    for (let i = 0; i < 20_000; i++) {
      const body = Array.from({ length: Math.floor(random() * 9) }, () => signs[Math.floor(random() * signs.length)]);
      const text = body.join('') + '='.repeat(Math.floor(random() * 4));
      let expected: string | undefined;
      try {
        expected = atob(text);
      } catch {}
      assert.equal(fromStandardBase64(text), expected, text);
    }
  });

  it('Marvin32 equals the published vectors of .NET', () => {
    // dotnet/runtime, MarvinTests: the seed 004FB61A001BDBCC; the two halves of the 64-bit results are combined here
    const seed = String.fromCharCode(0x00, 0x4f, 0xb6, 0x1a, 0x00, 0x1b, 0xdb, 0xcc);
    const vectors: ReadonlyArray<[input: string, first: number, second: number]> = [
      ['', 0x30ed35c1, 0x00cd3c7d],
      ['af', 0x48e73fc7, 0x7d75ddc1],
      ['e70f', 0xb5f6e1fc, 0x485dbff8],
      ['37f495', 0xf0b07c78, 0x9b8cf7e8],
    ];
    for (const [input, first, second] of vectors)
      assert.equal(marvin32(Uint8Array.from(Buffer.from(input, 'hex')), seed), (first ^ second) >>> 0, input);
  });

  it('base32 and base64 come back as they were', () => {
    for (let length = 0; length < 40; length++) {
      const message = bytes(length);
      assert.deepEqual(fromBase32(toBase32(message)), message);
      assert.deepEqual(fromBase64(toBase64Url(message)), message);
    }
    assert.equal(fromBase32('A1'), undefined, '1 is no digit of base32');
    assert.equal(fromBase64('A'), undefined, 'one digit is no byte');
    assert.equal(fromBase64('A!=='), undefined);
  });

  it('numbers are padded to their width', () => {
    assert.equal(inBase(0, '01', 4), '0000');
    assert.equal(inBase(5, '01', 4), '0101');
  });

  it('bech32 accepts the valid strings of BIP 173 and no changed one', () => {
    assert.ok(isBech32('a12uel5l'));
    assert.ok(isBech32('abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw'));
    assert.ok(!isBech32('a12uel5m'));
    assert.equal(bech32Sum('a', ''), '2uel5l');
    assert.equal(bech32Sum('a', 'b'), undefined, 'b is no digit of bech32');
  });
});

/** Rules with a check that can be valid, and a key for each of their examples. */
const checked = rules.flatMap((rule) => {
  const check = rule.match.check === undefined ? undefined : checks[rule.match.check];
  if (!check) return [];
  return generate(rule, 7).map(({ text, start, end }) => ({ rule, check, key: text.slice(start, end) }));
});

describe('checks', () => {
  it('never call a completed key invalid', () => {
    for (const { rule, check, key } of checked) assert.notEqual(check.verify(key), 'invalid', rule.id);
  });

  it('call every key with a sum valid, and one with a character changed not', () => {
    const sums = checked.filter(({ check, key }) => check.kind === 'checksum' && check.verify(key) !== 'unknown');
    assert.ok(new Set(sums.map(({ check }) => check)).size >= 10, 'ten kinds of sums');
    for (const { rule, check, key } of sums) {
      assert.equal(check.verify(key), 'valid', rule.id);
      const at = Math.floor(key.length / 2);
      const other = key[at] === '2' ? '3' : '2';
      assert.notEqual(check.verify(key.slice(0, at) + other + key.slice(at + 1)), 'valid', `${rule.id}, changed`);
    }
  });

  it('bear with any text', () => {
    const texts = ['', 'x', '.', '..', '=', 'eyJ', 'a'.repeat(300), '\u{1f511}'.repeat(40), '-----BEGIN'];
    for (const [name, check] of Object.entries(checks))
      for (const text of texts) {
        assert.match(check.verify(text), /^(?:valid|invalid|unknown)$/, name);
        assert.ok(Array.isArray(check.details?.(text) ?? []), name);
        check.doubt?.(text, 0);
      }
  });

  it('tell nothing secret: no detail holds eight characters of the random part', () => {
    for (const { rule, check, key } of checked) {
      const told = (check.details?.(key) ?? []).map(([, value]) => value);
      const parts = told.filter((value) => value.length >= 8 && key.includes(value) && !/^[\d-]+$/.test(value));
      assert.deepEqual(parts, [], rule.id);
    }
  });
});

describe('what keys tell', () => {
  const jwt = (payload: object): string =>
    [{ alg: 'HS256', typ: 'JWT' }, payload].map((part) => toBase64Url(bytesOf(JSON.stringify(part)))).join('.') +
    `.${toBase64Url(bytes(32))}`;
  const details = (check: string, key: string): Record<string, string> =>
    Object.fromEntries(checks[check]?.details?.(key) ?? []);

  it('a JSON Web Token: issuer, role, expiry; the past is a doubt, and so is a role for everybody', () => {
    const key = jwt({ iss: 'supabase', role: 'service_role', iat: 1_700_000_000, exp: 1_800_000_000 });
    assert.deepEqual(details('jwt', key), {
      Algorithm: 'HS256',
      Issuer: 'supabase',
      Role: 'service_role',
      Issued: '2023-11-14',
      Expires: '2027-01-15',
    });
    const check = checks['jwt'];
    assert.equal(check?.doubt?.(key, 1_799_999_999_000), undefined);
    assert.equal(check?.doubt?.(key, 1_800_000_001_000), 'expired');
    assert.equal(check?.doubt?.(jwt({ role: 'anon' }), 0), 'public');
    assert.equal(check?.doubt?.(jwt({ sub: '1234567890', name: 'John Doe' }), 0), 'example');
    assert.equal(check?.doubt?.(jwt({ some: 'payload' }), 0), 'example');
    assert.equal(check?.doubt?.(jwt({ some: 'payload', sub: 'u-1' }), 0), undefined);
  });

  it('an AWS key id: the account', () => {
    // From the article that described the encoding; the id has long been disabled.
    const id = ['ASIA', 'QNZGKIQY', '56JQ7WML'].join('');
    assert.equal(details('aws-key-id', id)['Account'], '029608264753');
  });

  it('an annotated Azure key: month of issue and service', () => {
    const key = `${'a'.repeat(52)}JQQJ99BKACAAAAAAAAAAAAAAACOGabcd`.slice(0, 84);
    assert.equal(details('azure-annotated', key)['Issued'], '2025-11');
  });

  it('a routable GitLab token: the numbers of its organization and user', () => {
    const payload = toBase64Url(bytesOf(`o:a\nu:1z\n${'x'.repeat(20)}`));
    assert.deepEqual(details('gitlab-routable', `glpat-${payload}.01.121234567`), {
      'Organization id': '10',
      'User id': '71',
    });
  });

  it('a private key: its format and whether a password protects it', () => {
    const block = (kind: string, headers: string): string =>
      `-----BEGIN ${kind}PRIVATE KEY-----\n${headers}${Buffer.from(bytes(200)).toString('base64')}\n-----END ${kind}PRIVATE KEY-----`;
    assert.deepEqual(details('pem', block('RSA ', '')), { Format: 'RSA', 'Protected by a password': 'no' });
    assert.equal(details('pem', block('ENCRYPTED ', ''))['Protected by a password'], 'yes');
    const headers = 'Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,0011223344556677\n\n';
    assert.equal(details('pem', block('RSA ', headers))['Protected by a password'], 'yes');
  });
});
