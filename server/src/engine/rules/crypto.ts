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
  token('pgp-private-key', '', 'PGP private key', {
    anchors: ['-----BEGIN PGP PRIVATE'],
    shape: `-----BEGIN PGP PRIVATE KEY BLOCK-----${body}-----END PGP PRIVATE KEY BLOCK-----`,
    env: 'PGP_PRIVATE_KEY',
    source: 'https://www.rfc-editor.org/rfc/rfc9580',
    examples: [
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n([A-Za-z0-9+/]{64}\n){20}[A-Za-z0-9+/]{20}\n=[A-Za-z0-9+/]{4}\n-----END PGP PRIVATE KEY BLOCK-----',
    ],
    nearMisses: [
      '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n([A-Za-z0-9+/]{64}\n){9}\n-----END PGP PUBLIC KEY BLOCK-----',
      '-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n\\.\\.\\.\n-----END PGP PRIVATE KEY BLOCK-----',
    ],
  }),
  token('putty-private-key', '', 'PuTTY private key', {
    anchors: ['PuTTY-User-Key-File-'],
    shape:
      'PuTTY-User-Key-File-[23]: [a-z0-9-]{4,40}\\r?\\n(?:[A-Z][A-Za-z0-9-]{3,24}: [^\\n]{0,100}\\n|[A-Za-z0-9+/=]{1,76}\\r?\\n){4,90}Private-MAC: [0-9a-f]{40,64}',
    env: 'SSH_PRIVATE_KEY',
    source: 'https://the.earth.li/~sgtatham/putty/latest/htmldoc/AppendixC.html',
    examples: [
      'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nComment: deploy\nPublic-Lines: 2\n[A-Za-z0-9+/]{64}\n[A-Za-z0-9+/]{16}\nPrivate-Lines: 1\n[A-Za-z0-9+/]{47}=\nPrivate-MAC: [0-9a-f]{64}',
      'PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\nComment: deploy\nPublic-Lines: 4\n([A-Za-z0-9+/]{64}\n){4}Private-Lines: 8\n([A-Za-z0-9+/]{64}\n){8}Private-MAC: [0-9a-f]{40}',
    ],
    nearMisses: ['PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n'],
  }),
  token('age-secret-key', 'age', 'secret key', {
    anchors: ['AGE-SECRET-KEY-1'],
    shape: 'AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
    check: 'age',
    env: 'AGE_SECRET_KEY',
    source: 'https://age-encryption.org/v1',
    examples: ['AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'],
    nearMisses: ['AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{30}', 'AGE-SECRET-KEY-1[A-Z0-9]{20}'],
  }),
  token('age-post-quantum-secret-key', 'age', 'post-quantum secret key', {
    anchors: ['AGE-SECRET-KEY-PQ-1'],
    shape: 'AGE-SECRET-KEY-PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}',
    check: 'age',
    env: 'AGE_SECRET_KEY',
    source: 'https://age-encryption.org/v1',
    examples: ['AGE-SECRET-KEY-PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}'],
    nearMisses: ['AGE-SECRET-KEY-PQ-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{30}'],
  }),
  token('wireguard-private-key', 'WireGuard', 'private key', {
    anchors: ['PrivateKey'],
    shape: 'PrivateKey[ ]{0,8}=[ ]{0,8}(?<key>[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=)',
    edge: 'A-Za-z0-9+/=',
    env: 'WIREGUARD_PRIVATE_KEY',
    source: 'https://www.wireguard.com/quickstart/',
    examples: ['PrivateKey = [A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]='],
    nearMisses: ['PrivateKey = [A-Za-z0-9+/]{20}=', 'PrivateKey = <your-private-key>'],
  }),
  token('prefixed-api-key', '', 'API key', {
    // Many providers follow the style of Stripe: a name, what the key is for, and a random part without underscores.
    confidence: 'likely',
    anchors: ['_live_', '_prod_', '_pat_', '_secret_', '_sk_'],
    lead: 22,
    weak: true,
    shape:
      '(?!pk_)[a-z][a-z0-9]{1,11}(?:_[a-z]{2,8})?_(?:live|prod|pat|secret|sk)_(?=[A-Za-z]{0,40}[0-9])(?=[0-9]{0,40}[A-Za-z])[A-Za-z0-9]{24,120}',
    entropy: 3.7,
    env: 'API_KEY',
    source: 'observed: the style of prefixes that new services follow',
    examples: ['acme_live_[A-Za-z0-9]{32}', 'acme_api_sk_[0-9a-f]{48}', 'acme_pat_[a-z0-9]{40}'],
    nearMisses: [
      'acme_live_[a-z]{30}',
      'acme_live_[A-Za-z0-9]{12}',
      'acme_secret_manager_client_factory_bean',
      'pk_live_[A-Za-z0-9]{24}',
    ],
  }),
  token('private-key-base64', '', 'private key in base64', {
    anchors: ['LS0tLS1CRUdJTi'],
    shape:
      'LS0tLS1CRUdJTi(?:BSU0EgUFJJVkFURSBLRVkt|BQUklWQVRFIEtFWS0t|BFQyBQUklWQVRFIEtFWS0t|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRVkt|BEU0EgUFJJVkFURSBLRVkt)[A-Za-z0-9+/]{80,12000}={0,2}',
    edge: 'A-Za-z0-9+/=_',
    env: 'PRIVATE_KEY',
    source: 'https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/',
    examples: [
      'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt[A-Za-z0-9+/]{900}',
      'LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0t[A-Za-z0-9+/]{900}=',
      'LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZ[A-Za-z0-9+/]{500}',
    ],
    nearMisses: [
      'LS0tLS1CRUdJTiBSU0EgUFJJVkFURSBLRVkt[A-Za-z0-9+/]{20}',
      'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0t[A-Za-z0-9+/]{300}',
    ],
  }),
  token('settlemint-access-token', 'SettleMint', 'access token', {
    anchors: ['sm_aat_', 'sm_pat_', 'sm_sat_'],
    shape: 'sm_[aps]at_[A-Za-z0-9]{16}',
    entropy: 3.2,
    env: 'SETTLEMINT_TOKEN',
    source:
      'https://console.settlemint.com/documentation/platform-components/security-and-authentication/personal-access-tokens',
    examples: ['sm_[aps]at_[A-Za-z0-9]{16}'],
    nearMisses: ['sm_aat_[A-Za-z0-9]{8}'],
  }),
];
