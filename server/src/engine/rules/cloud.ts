import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

const iam = 'https://console.aws.amazon.com/iam/home#/security_credentials';

/** Cloud platforms except Google and Azure. */
export const cloudRules: readonly Rule[] = [
  token('aws-access-key-id', 'AWS', 'access key id', {
    confidence: 'likely', // without its secret it opens nothing
    anchors: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T'],
    shape: '(?:AKIA|ASIA|ABIA|ACCA|A3T[A-Z0-9])[A-Z2-7]{16}',
    check: 'aws-key-id',
    entropy: 2.9,
    // 40 characters of base64 of both cases and a digit, quoted, assigned or listed
    pair: '(?:^|[^A-Za-z0-9/+])(?=[a-z0-9/+]{0,39}[A-Z])(?=[A-Z0-9/+]{0,39}[a-z])(?=[A-Za-z/+]{0,39}[0-9])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])',
    env: 'AWS_ACCESS_KEY_ID',
    revoke: iam,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    examples: ['AKIA[A-Z2-7]{16}', 'ASIA[A-Z2-7]{16}', 'ABIA[A-Z2-7]{16}'],
    nearMisses: ['AKIA[A-Z2-7]{10}', 'AKIA[A-Z2-7]{24}', 'AKIAXXXXXXXXXXXXXXXX', 'ASIAPACIFICREGIONNAME'],
  }),
  named('aws-secret-access-key', 'AWS', 'secret access key', {
    names: ['aws_secret', 'secret_access_key', 'aws_sk', 'aws_key', 's3_secret', 'amazon_secret', 'ses_secret'],
    shape: '[A-Za-z0-9/+]{40}',
    entropy: 3.8, // 40 hexadecimal digits (a hash) reach at most 3.9 and usually 3.7
    pair: '(?:AKIA|ASIA)[A-Z2-7]{16}',
    env: 'AWS_SECRET_ACCESS_KEY',
    revoke: iam,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    examples: ['[A-Za-z0-9/+]{39}[A-Za-z0-9]'],
    nearMisses: ['[A-Za-z0-9]{30}', '[A-Za-z0-9]{48}'],
  }),
  token('aws-secret-beside-id', 'AWS', 'secret access key', {
    anchors: ['AKIA', 'ASIA'],
    shape: '(?:AKIA|ASIA)[A-Z2-7]{16}["\'`\\s,:;|]{1,12}(?<key>[A-Za-z0-9/+]{40})',
    edge: 'A-Za-z0-9/+=_',
    entropy: 3.8,
    env: 'AWS_SECRET_ACCESS_KEY',
    revoke: iam,
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
    examples: ['AKIA[A-Z2-7]{16},[A-Za-z0-9/+]{39}[A-Za-z0-9]', "AKIA[A-Z2-7]{16}', '[A-Za-z0-9/+]{39}[A-Za-z0-9]"],
    nearMisses: ['AKIA[A-Z2-7]{16},[A-Za-z0-9]{20}'],
  }),
  token('digitalocean-personal-token', 'DigitalOcean', 'personal access token', {
    anchors: ['dop_v1_'],
    shape: 'dop_v1_[0-9a-f]{64}',
    env: 'DIGITALOCEAN_TOKEN',
    revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    examples: ['dop_v1_[0-9a-f]{64}'],
    nearMisses: ['dop_v1_[0-9a-f]{32}', 'dop_v1_your_token'],
  }),
  token('digitalocean-oauth-token', 'DigitalOcean', 'OAuth token', {
    anchors: ['doo_v1_'],
    shape: 'doo_v1_[0-9a-f]{64}',
    env: 'DIGITALOCEAN_TOKEN',
    revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    source: 'https://docs.digitalocean.com/reference/api/oauth/',
    examples: ['doo_v1_[0-9a-f]{64}'],
    nearMisses: ['doo_v1_[0-9a-f]{32}'],
  }),
  token('digitalocean-refresh-token', 'DigitalOcean', 'OAuth refresh token', {
    anchors: ['dor_v1_'],
    shape: 'dor_v1_[0-9a-f]{64}',
    env: 'DIGITALOCEAN_REFRESH_TOKEN',
    revoke: 'https://cloud.digitalocean.com/account/api/tokens',
    source: 'https://docs.digitalocean.com/reference/api/oauth/',
    examples: ['dor_v1_[0-9a-f]{64}'],
    nearMisses: ['dor_v1_[0-9a-f]{32}'],
  }),
];
