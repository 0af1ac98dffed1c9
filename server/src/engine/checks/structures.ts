import { type Check, dateOf, detail, informative } from './check.ts';
import { bytesOf, fromBase32, fromBase64, jsonObject, latin1, toBase64Url } from './encodings.ts';

/** AWS key ids hold the account's number in bits 1 to 40 of the first six bytes after the prefix. */
export const awsKeyId: Check = informative((key) => {
  const bytes = fromBase32(key.slice(4));
  if (!bytes || bytes.length < 6) return [];
  let value = 0;
  for (const byte of bytes.subarray(0, 6)) value = value * 256 + byte;
  const account = Math.floor((value % 2 ** 47) / 128);
  const kind = key.startsWith('ASIA') ? 'temporary' : 'long-term';
  return [
    ['Account', String(account).padStart(12, '0')],
    ['Kind', kind],
  ];
});

/** Slack tokens hold the numbers of workspace and user. */
export const slackToken: Check = informative((key) => {
  const [workspace, user] = [...key.matchAll(/-(\d{9,14})(?=-)/g)].map((found) => found[1] as string);
  return [...detail('Workspace number', workspace), ...detail('User or bot number', user)];
});

/** Text of a JSON value in base64url, for tests that need one that decodes. */
function encoded(value: object): string {
  return toBase64Url(bytesOf(JSON.stringify(value)));
}

interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The token that was read last: several questions are asked about each. */
let last: { readonly token: string; readonly jwt: Jwt | undefined } = { token: '', jwt: undefined };

function readJwt(token: string): Jwt | undefined {
  if (token !== last.token) last = { token, jwt: jwtOf(token) };
  return last.jwt;
}

function jwtOf(token: string): Jwt | undefined {
  const [first = '', second = ''] = token.split('.');
  const header = jsonObject(first);
  if (typeof header?.['alg'] !== 'string') return undefined;
  const payload = jsonObject(second);
  return payload && { header, payload };
}

/** What a JSON Web Token says in the open. */
function jwtDetails(token: string): Array<[string, string]> {
  const jwt = readJwt(token);
  if (!jwt) return [];
  const { header, payload } = jwt;
  return [
    ...detail('Algorithm', header['alg']),
    ...detail('Issuer', payload['iss']),
    ...detail('Role', payload['role']),
    ...detail('Project', payload['ref']),
    ...detail('Issued', dateOf(payload['iat'])),
    ...detail('Expires', dateOf(payload['exp'])),
  ];
}

const seconds = 1000;

/** A token that decodes is no proof that it opens anything, so the verdict only ever lowers. */
export const jwt: Check = {
  kind: 'structure',
  verify: (key) => (readJwt(key) ? 'unknown' : 'invalid'),
  complete: (draft) => {
    const [, payload = '', signature = ''] = draft.split('.');
    const body = { sub: payload.slice(3, 15), jti: payload.slice(15), iat: 1_767_225_600, exp: 4_070_908_800 };
    return `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(body)}.${signature}`;
  },
  details: jwtDetails,
  doubt: (key, now) => {
    const payload = readJwt(key)?.payload ?? {};
    if (isSample(payload)) return 'example';
    const expiry = payload['exp'];
    if (typeof expiry === 'number' && expiry * seconds < now) return 'expired';
    return payload['role'] === 'anon' ? 'public' : undefined;
  },
};

/** The payloads of jwt.io and of the documentation of libraries. */
function isSample(payload: Jwt['payload']): boolean {
  if (payload['sub'] === '1234567890' || payload['name'] === 'John Doe') return true;
  const entries = Object.entries(payload).map(([name, value]) => `${name}:${String(value)}`);
  return (
    entries.length === 1 && /^(?:some:payload|foo:bar|hello:world|a:b|test:test|data:test)$/.test(entries[0] as string)
  );
}

/** GitHub's app tokens since 2026: `ghs_`, the app's number, `_`, a JSON Web Token. */
export const githubStateless: Check = {
  kind: 'structure',
  verify: (key) => (readJwt(afterApp(key)) ? 'valid' : 'invalid'),
  complete: (draft) => draft.slice(0, draft.indexOf('eyJ')) + jwt.complete(afterApp(draft)),
  details: (key) => [...detail('App id', key.split('_')[1]), ...jwtDetails(afterApp(key))],
  doubt: (key, now) => jwt.doubt?.(afterApp(key), now),
};

function afterApp(key: string): string {
  return key.slice(key.indexOf('eyJ'));
}

/** Supabase's keys of the first generation are JSON Web Tokens that name project and role. */
export const supabaseJwt: Check = {
  kind: 'structure',
  verify: (key) => (typeof readJwt(key)?.payload['ref'] === 'string' ? 'valid' : 'invalid'),
  complete: (draft) => {
    const [, , signature = ''] = draft.split('.');
    const role = draft.includes('ImFub24i') ? 'anon' : 'service_role';
    const ref = draft
      .toLowerCase()
      .replace(/[^a-z]/g, 'x')
      .slice(-20);
    const payload = { iss: 'supabase', ref, role, iat: 1_767_225_600, exp: 4_070_908_800 };
    return `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(payload)}.${signature}`;
  },
  details: jwtDetails,
  doubt: (key, now) => jwt.doubt?.(key, now),
};

/** PyPI's tokens are macaroons: version 2, then the location `pypi.org`, which the anchor holds already. */
export const pypiMacaroon: Check = {
  kind: 'structure',
  verify: (key) => {
    const bytes = fromBase64(key.slice('pypi-'.length));
    if (!bytes) return 'unknown';
    return /^\x02\x01[\x08-\x0d](?:test\.)?pypi\.org\x02/.test(latin1(bytes)) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const bytes = fromBase64(draft.slice(5, 5 + Math.floor((draft.length - 5) / 4) * 4)) ?? new Uint8Array();
    const location = draft.startsWith('pypi-AgENd') ? 'test.pypi.org' : 'pypi.org';
    bytes.set(bytesOf(`\x02\x01${String.fromCharCode(location.length)}${location}\x02\x24`));
    return `pypi-${toBase64Url(bytes)}`;
  },
  details: (key) => [['Index', key.startsWith('pypi-AgENd') ? 'test.pypi.org' : 'pypi.org']],
};
