import type { Check } from './check.ts';
import { bytesOf, fromBase64, littleEndian, toBase64 } from './encodings.ts';
import { marvin32 } from './marvin32.ts';

/**
 * The signatures of Microsoft's identifiable keys, the service, and the seeds its sums are made with
 * (IdentifiableMetadata in microsoft/security-utilities).
 */
const signatures: Readonly<Record<string, readonly [service: string, ...seeds: string[]]>> = {
  '+ASt': ['Storage', 'Default0'],
  ACDb: ['Cosmos DB', 'MastRO00', 'MastRW00', 'SystRO00', 'SystRW00', 'SysAll00', 'Resour00', 'Encryp00'],
  '+ABa': ['Batch', 'AbAcct00'],
  APIM: ['API Management', 'Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'],
  AzFu: ['Functions', 'Functi00', 'Master00', 'System00'],
  AzSe: ['AI Search', 'Query000', 'PAdmin00'],
  AzCa: ['Cache for Redis', 'Access00'],
  AIoT: ['IoT', 'IoTHub00', 'DpsKey00', 'Device00'],
  '+ASb': ['Service Bus', 'Send0000', 'Listen00', 'Manage00', 'System00', 'Unknown0'],
  '+AEh': ['Event Hubs', 'Send0000', 'Listen00', 'Manage00', 'System00', 'Unknown0'],
  '+ARm': ['Relay', 'Send0000', 'Listen00', 'Manage00', 'System00', 'Unknown0'],
  '+ACR': ['Container Registry', 'ACRDflt0'],
  '+AMC': ['Machine Learning', 'Classic0'],
};

/** The signature is the four digits before the last six, not counting padding. */
function signatureOf(key: string): readonly [service: string, ...seeds: string[]] | undefined {
  return signatures[key.replace(/=+$/, '').slice(-10, -6)];
}

/** Identifiable keys: base64 whose last four bytes are the Marvin32 sum of those before. */
export const azureKey: Check = {
  kind: 'checksum',
  verify: (key) => {
    const found = signatureOf(key);
    const bytes = found && fromBase64(key);
    if (!found || !bytes) return 'unknown';
    const [, ...seeds] = found;
    return seeds.some((seed) => sumMatches(bytes, seed)) ? 'valid' : 'invalid';
  },
  complete: (draft) => {
    const found = signatureOf(draft);
    const bytes = found && fromBase64(draft);
    if (!found || !bytes) return draft;
    bytes.set(littleEndian(marvin32(bytes.subarray(0, -4), found[1] as string)), bytes.length - 4);
    const full = toBase64(bytes);
    const text = /[-_]/.test(draft) ? full.replace(/\+/g, '-').replace(/\//g, '_') : full;
    return text.slice(0, draft.length);
  },
  details: (key) => {
    const found = signatureOf(key);
    return found ? [['Service', `Azure ${found[0]}`]] : [];
  },
};

function sumMatches(bytes: Uint8Array, seed: string): boolean {
  const sum = littleEndian(marvin32(bytes.subarray(0, -4), seed));
  return sum.every((byte, index) => byte === bytes[bytes.length - 4 + index]);
}

/** Services behind the signatures of the common annotated keys (CASK) that are met most. */
const annotated: Readonly<Record<string, string>> = {
  AZDO: 'DevOps',
  ACOG: 'AI services',
  AZEG: 'Event Grid',
  AZMP: 'Maps',
  AZSE: 'AI Search',
};

/** Common annotated keys: year and month of issue at 58 (`A` is 2024 and January), the service at 76. */
export const azureAnnotated: Check = {
  kind: 'structure',
  verify: () => 'unknown',
  complete: (draft) => draft,
  details: (key) => {
    const year = 2024 + key.charCodeAt(58) - 65;
    const month = String(key.charCodeAt(59) - 64).padStart(2, '0');
    const service = annotated[key.slice(76, 80)];
    return [['Issued', `${year}-${month}`], ...(service ? [['Service', `Azure ${service}`] as [string, string]] : [])];
  },
};

const entraDigits = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~';

/** Entra client secrets of the 8Q~ generation: the last three characters are the first of the Marvin32 sum. */
export const entraSecret: Check = {
  kind: 'checksum',
  verify: (key) => {
    if (key.slice(3, 6) !== '8Q~') return 'unknown';
    return entraSum(key.slice(0, -3)) === key.slice(-3) ? 'valid' : 'invalid';
  },
  complete: (draft) => (draft.slice(3, 6) === '8Q~' ? draft.slice(0, -3) + entraSum(draft.slice(0, -3)) : draft),
};

function entraSum(text: string): string {
  let value = marvin32(bytesOf(text), 'AadPwd00');
  let digits = '';
  for (; value > 0; value = Math.floor(value / entraDigits.length)) {
    digits = entraDigits[value % entraDigits.length] + digits;
  }
  return digits.slice(0, 3);
}
