import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

const iam = 'https://console.aws.amazon.com/iam/home#/security_credentials';

/** Amazon Web Services and Amazon. */
export const awsRules: readonly Rule[] = [
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
  token('aws-bedrock-api-key', 'AWS', 'Bedrock API key', {
    anchors: ['ABSKQmVkcm9ja0FQSUtleS1'],
    shape: 'ABSKQmVkcm9ja0FQSUtleS1[A-Za-z0-9+/]{86,250}={0,2}',
    edge: 'A-Za-z0-9_+/=',
    env: 'AWS_BEARER_TOKEN_BEDROCK',
    revoke: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    examples: ['ABSKQmVkcm9ja0FQSUtleS1[A-Za-z0-9+/]{109}', 'ABSKQmVkcm9ja0FQSUtleS1[A-Za-z0-9+/]{107}=='],
    nearMisses: ['ABSKQmVkcm9ja0FQSUtleS1[A-Za-z0-9+/]{54}', 'ABSK[A-Za-z0-9]{12}'],
  }),
  token('aws-bedrock-short-lived-key', 'AWS', 'short-lived Bedrock API key', {
    anchors: ['bedrock-api-key-'],
    shape: 'bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{20,4000}={0,2}',
    edge: 'A-Za-z0-9_+/=',
    env: 'AWS_BEARER_TOKEN_BEDROCK',
    revoke: 'https://console.aws.amazon.com/bedrock/home#/api-keys',
    source: 'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    examples: ['bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{900}'],
    nearMisses: ['bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t[A-Za-z0-9+/]{10}', 'bedrock-api-key-rotation-schedule'],
  }),
  token('aws-mws-token', 'AWS', 'Marketplace Web Service token', {
    anchors: ['amzn.mws.'],
    shape: 'amzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    env: 'AMAZON_MWS_AUTH_TOKEN',
    revoke: 'https://sellercentral.amazon.com',
    source: 'https://developer-docs.amazon.com/sp-api',
    examples: ['amzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'],
    nearMisses: ['amzn\\.mws\\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{6}'],
  }),
  token('aws-appsync-api-key', 'AWS', 'AppSync API key', {
    confidence: 'likely',
    anchors: ['da2-'],
    shape: 'da2-[0-9a-z]{26}',
    entropy: 3.2,
    env: 'APPSYNC_API_KEY',
    revoke: 'https://console.aws.amazon.com/appsync/home',
    source: 'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    examples: ['da2-[0-9a-z]{26}'],
    nearMisses: ['da2-[0-9a-z]{13}', 'da2-something-[a-z]{10}'],
  }),
  named('aws-session-token', 'AWS', 'session token', {
    names: ['aws_session_token', 'aws_security_token', 'aws_token'],
    shape: '[A-Za-z0-9+/]{100,2000}={0,2}',
    pair: 'ASIA[A-Z2-7]{16}',
    entropy: 4,
    env: 'AWS_SESSION_TOKEN',
    revoke: 'https://console.aws.amazon.com/iam/home#/security_credentials',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html',
    examples: ['[A-Za-z0-9+/]{355}A=', 'FwoGZXIvYXdz[A-Za-z0-9+/]{200}'],
    nearMisses: ['[A-Za-z0-9+/]{60}A='],
  }),
  token('amazon-oauth-client-secret', 'Amazon', 'Login with Amazon client secret', {
    anchors: ['amzn1.oa2-cs.v1.'],
    shape: 'amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{64}',
    env: 'AMAZON_CLIENT_SECRET',
    revoke: 'https://developer.amazon.com/loginwithamazon/console/site/lwa/overview.html',
    source: 'https://developer.amazon.com/docs/login-with-amazon/documentation-overview.html',
    examples: ['amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{64}'],
    nearMisses: ['amzn1\\.oa2-cs\\.v1\\.[0-9a-f]{32}'],
  }),
];
