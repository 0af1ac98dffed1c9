import { fromBase58 } from './base58.ts';
import { type Check, dateOf, detail } from './check.ts';
import {
  bytesOf,
  crc32,
  fromBase32,
  fromBase64,
  jsonObject,
  latin1,
  toBase32,
  toBase64,
  toBase64Url,
} from './encodings.ts';

/** A format that is a prefix and JSON in base64: the fields that must be there, and which of them the hover shows. */
interface JsonFormat {
  /** The part of the key that is base64. */
  part(key: string): string;
  readonly required: readonly string[];
  readonly shown: Readonly<Record<string, string>>;
  /** An object with the required fields, as long as the draft's part where that matters. */
  sample(filler: string): object;
}

function json({ part, required, shown, sample }: JsonFormat): Check {
  return {
    kind: 'structure',
    verify: (key) => {
      const value = jsonObject(part(key));
      return value && required.every((field) => field in value) ? 'valid' : 'invalid';
    },
    complete: (draft) => {
      const old = part(draft);
      const text = JSON.stringify(sample(old.slice(8).replace(/[^A-Za-z0-9]/g, 'x')));
      const start = draft.indexOf(old);
      const filled = toBase64(bytesOf(text.padEnd(Math.ceil(text.length / 3) * 3)));
      return draft.slice(0, start) + filled + draft.slice(start + old.length);
    },
    details: (key) => {
      const value = jsonObject(part(key)) ?? {};
      return Object.entries(shown).flatMap(([field, label]) =>
        detail(label, label === 'Issued' ? dateOf(value[field]) : value[field]),
      );
    },
  };
}

/** Sentry's organization tokens name their organization and server. */
export const sentryOrg = json({
  part: (key) => key.slice('sntrys_'.length, key.lastIndexOf('_')),
  required: ['iat', 'url', 'org'],
  shown: { org: 'Organization', url: 'Server', region_url: 'Region', iat: 'Issued' },
  sample: (filler) => ({
    iat: 1_767_225_600.5,
    url: 'https://sentry.io',
    region_url: 'https://us.sentry.io',
    org: filler.slice(0, 8).toLowerCase(),
  }),
});

/** Grafana Cloud's access policy tokens: organization, name, key, region. */
export const grafanaCloud = json({
  part: (key) => key.slice('glc_'.length),
  required: ['o', 'n', 'k'],
  shown: { o: 'Organization id', n: 'Name' },
  sample: (filler) => ({ o: '100001', n: 'deploy', k: filler.slice(0, 24), m: { r: 'us' } }),
});

/** Grafana's former API keys: key, name, organization. */
export const grafanaLegacy = json({
  part: (key) => key,
  required: ['k', 'n', 'id'],
  shown: { n: 'Name', id: 'Organization id' },
  sample: (filler) => ({ k: filler.slice(0, 32), n: 'deploy', id: 1 }),
});

/** 1Password's service accounts: address and credentials in one object. */
export const onepasswordServiceAccount = json({
  part: (key) => key.slice('ops_'.length),
  required: ['signInAddress', 'email'],
  shown: { signInAddress: 'Address' },
  sample: (filler) => ({
    signInAddress: 'my.1password.com',
    userAuth: { method: 'SRPg-4096', alg: 'PBES2g-HS256', iterations: 650000, salt: filler.slice(0, 22) },
    email: `${filler.slice(22, 35).toLowerCase()}@1passwordserviceaccounts.com`,
    srpX: filler.slice(35, 99),
    muk: {
      alg: 'A256GCM',
      ext: true,
      k: filler.slice(99, 142),
      key_ops: ['encrypt', 'decrypt'],
      kty: 'oct',
      kid: 'mp',
    },
  }),
});

/** Mapbox: the middle part is an object that names the account. */
export const mapbox = json({
  part: (key) => key.split('.')[1] ?? '',
  required: ['u', 'a'],
  shown: { u: 'Account' },
  sample: (filler) => ({ u: filler.slice(0, 9).toLowerCase(), a: filler.slice(9, 34).toLowerCase() }),
});

/** `user:password` in base64. */
export const basicAuth: Check = {
  kind: 'structure',
  verify: (key) => {
    const bytes = fromBase64(key);
    return bytes && /^[\x21-\x7e]{1,100}:[\x20-\x7e]{3,}$/.test(latin1(bytes)) ? 'valid' : 'invalid';
  },
  complete: (draft) =>
    btoa(`deploy:${draft.replace(/[^A-Za-z0-9]/g, 'x').slice(0, Math.ceil((draft.length * 3) / 4) - 10)}`),
  details: (key) => {
    const bytes = fromBase64(key);
    return detail('User', bytes && latin1(bytes).split(':')[0]);
  },
};

/** Discord: the first part is the bot's id in base64, the second the time of issue in seconds since 2011. */
export const discordBot: Check = {
  kind: 'structure',
  verify: (key) => (discordId(key) === undefined ? 'invalid' : 'valid'),
  complete: (draft) => {
    const [, ...rest] = draft.split('.');
    const digits = [...bytesOf(draft.slice(0, 18))].map((byte) => byte % 10).join('');
    return [toBase64Url(bytesOf(`1${digits.slice(1)}`)), ...rest].join('.');
  },
  details: (key) => detail('Bot id', discordId(key)),
};

function discordId(key: string): string | undefined {
  const bytes = fromBase64(key.split('.')[0] ?? '');
  const text = bytes && latin1(bytes);
  return text !== undefined && /^\d{17,20}$/.test(text) ? text : undefined;
}

/** Bitbucket and Jira Data Center: base64 of a number, a colon and random bytes. */
export const dataCenter: Check = {
  kind: 'structure',
  verify: (key) => {
    const bytes = fromBase64(key.replace(/^BBDC-/, ''));
    return bytes && /^\d{8,14}:/.test(latin1(bytes)) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const prefix = draft.startsWith('BBDC-') ? 'BBDC-' : '';
    const bytes = fromBase64(draft.slice(prefix.length)) ?? new Uint8Array();
    const digits = [...bytes.subarray(0, 11)].map((byte) => byte % 10).join('');
    bytes.set(bytesOf(`9${digits}:`));
    return prefix + toBase64(bytes);
  },
};

/** JFrog's API keys: base58 of 54 bytes. */
export const jfrogApiKey: Check = {
  kind: 'structure',
  verify: (key) => (fromBase58(key)?.length === 54 ? 'valid' : 'invalid'),
  complete: (draft) => draft,
};

/** JFrog's reference tokens: base64 of `reftkn:01:`, the time of expiry (0 for never), and random characters. */
export const jfrogReferenceToken: Check = {
  kind: 'structure',
  verify: (key) => {
    const bytes = fromBase64(key);
    return bytes && /^reftkn:\d\d:\d{10}:[\w-]{20,}$/.test(latin1(bytes)) ? 'valid' : 'invalid';
  },
  complete: (draft) =>
    btoa(
      `reftkn:01:0000000000:${draft
        .slice(-40)
        .replace(/[^A-Za-z0-9]/g, 'x')
        .slice(0, 27)}`,
    ),
  details: (key) => {
    const expiry = jfrogExpiry(key);
    return expiry === 0 ? [['Expires', 'never']] : detail('Expires', dateOf(expiry));
  },
  doubt: (key, now) => {
    const expiry = jfrogExpiry(key);
    return expiry > 0 && expiry * 1000 < now ? 'expired' : undefined;
  },
};

function jfrogExpiry(key: string): number {
  return Number(latin1(fromBase64(key) ?? new Uint8Array()).split(':')[2]);
}

/** What Azure DevOps puts on the CRC-32 of its tokens: one number for people, one for applications. */
const devOpsMasks = [0xe0b9692d, 0x1019f92e] as const;
/** Where among the 32 bytes of the token its CRC-32 is, most significant byte first. */
const devOpsSum = [2, 7, 8, 22] as const;

/** Azure DevOps' former tokens: 52 digits of base32, of which four bytes are a masked CRC-32 of the others. */
export const azureDevOpsPat: Check = {
  kind: 'checksum',
  verify: (key) => {
    const bytes = fromBase32(key.toUpperCase());
    if (!bytes) return 'unknown';
    const there = devOpsSum.reduce((sum, at) => (sum * 256 + (bytes[at] as number)) >>> 0, 0);
    return devOpsMasks.some((mask) => (devOpsCrc(bytes) ^ mask) >>> 0 === there) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const bytes = fromBase32(draft.toUpperCase());
    if (!bytes) return draft;
    const sum = (devOpsCrc(bytes) ^ devOpsMasks[0]) >>> 0;
    devOpsSum.forEach((at, index) => {
      bytes[at] = (sum >>> (24 - 8 * index)) & 255;
    });
    return toBase32(bytes).toLowerCase();
  },
};

function devOpsCrc(bytes: Uint8Array): number {
  return crc32(bytes.filter((_, index) => !devOpsSum.some((at) => at === index)));
}

/** Amazon Bedrock's long-lived keys: base64 of a name that begins with `BedrockAPIKey-`, a colon, and the secret. */
export const awsBedrock: Check = {
  kind: 'structure',
  verify: (key) => (key.startsWith('ABSKQmVkcm9ja0FQSUtleS1') ? 'valid' : 'invalid'),
  complete: (draft) => draft,
};
