import type { Rule } from '../types.ts';
import { token } from './row.ts';

/**
 * What stands between the marker lines. Not only base64: keys are pasted with escaped line ends, in quotes that are
 * concatenated, behind comment marks. 16,000 characters are more than twice an 8,192-bit RSA key.
 */
const body = '(?=[\\s\\S]{1,300}?[A-Za-z0-9+/]{32})(?:[^-]|-(?!---)){64,16000}';

/** Formats of cryptography, of no provider. */
export const cryptoRules: readonly Rule[] = [
  token('private-key', '', 'private key', {
    anchors: ['-----BEGIN'],
    shape: `-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY-----${body}-----END (?:[A-Z]{2,10} )?PRIVATE KEY-----`,
    check: 'pem',
    env: 'PRIVATE_KEY',
    source: 'https://www.rfc-editor.org/rfc/rfc7468',
    examples: [
      '-----BEGIN PRIVATE KEY-----\n([A-Za-z0-9+/]{64}\n){25}[A-Za-z0-9+/]{24}\n-----END PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----\n([A-Za-z0-9+/]{64}\n){25}[A-Za-z0-9+/]{20}\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN EC PRIVATE KEY-----\n([A-Za-z0-9+/]{64}\n){2}[A-Za-z0-9+/]{32}\n-----END EC PRIVATE KEY-----',
      '-----BEGIN OPENSSH PRIVATE KEY-----\n([A-Za-z0-9+/]{70}\n){5}[A-Za-z0-9+/]{18}\n-----END OPENSSH PRIVATE KEY-----',
    ],
    nearMisses: [
      '-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/]{64}\n){6}-----END PUBLIC KEY-----',
      '-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/]{64}\n){6}-----END CERTIFICATE-----',
      '-----BEGIN PRIVATE KEY-----\n\\.\\.\\.\n-----END PRIVATE KEY-----',
    ],
  }),
  token('jwt', '', 'JSON Web Token', {
    confidence: 'likely',
    anchors: ['eyJ'],
    shape: 'eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{4,8000}\\.[\\w-]{20,1400}', // a signature of RS512 with 8,192 bits has 1,366
    check: 'jwt',
    env: 'JWT',
    source: 'https://www.rfc-editor.org/rfc/rfc7519',
    examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9\\.eyJ[A-Za-z0-9]{77}\\.[A-Za-z0-9_-]{42}[A-Za-z0-9]'],
    nearMisses: ['eyJ[A-Za-z0-9]{33}\\.eyJ[A-Za-z0-9]{40}', 'eyJ[A-Za-z0-9]{33}\\.[A-Za-z0-9]{40}\\.[A-Za-z0-9]{43}'],
  }),
];
