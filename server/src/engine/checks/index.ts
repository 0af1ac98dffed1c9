import { azureAnnotated, azureKey, entraSecret } from './azure.ts';
import { base58Check } from './base58.ts';
import type { Check } from './check.ts';
import {
  awsBedrock,
  azureDevOpsPat,
  basicAuth,
  dataCenter,
  discordBot,
  grafanaCloud,
  grafanaLegacy,
  jfrogApiKey,
  jfrogReferenceToken,
  mapbox,
  onepasswordServiceAccount,
  sentryOrg,
} from './encoded.ts';
import { pem } from './pem.ts';
import { awsKeyId, githubStateless, jwt, pypiMacaroon, slackToken, supabaseJwt } from './structures.ts';
import {
  age,
  atlassian,
  bech32,
  cloudflare,
  crc32Base62,
  githubFineGrained,
  gitlabRoutable,
  grafanaServiceAccount,
  zuplo,
} from './sums.ts';

export type { Check, Verdict } from './check.ts';

/** The checks that rows of the rule table name in `match.check`. */
export const checks: Readonly<Record<string, Check>> = {
  age,
  atlassian,
  'aws-bedrock': awsBedrock,
  'aws-key-id': awsKeyId,
  'azure-annotated': azureAnnotated,
  'azure-devops-pat': azureDevOpsPat,
  'azure-key': azureKey,
  'base58-check': base58Check,
  'basic-auth': basicAuth,
  bech32,
  'bitbucket-data-center': dataCenter,
  cloudflare,
  'crc32-base62': crc32Base62,
  'discord-bot': discordBot,
  'entra-secret': entraSecret,
  'github-fine-grained': githubFineGrained,
  'github-stateless': githubStateless,
  'gitlab-routable': gitlabRoutable,
  'grafana-cloud': grafanaCloud,
  'grafana-legacy': grafanaLegacy,
  'grafana-service-account': grafanaServiceAccount,
  'jfrog-api-key': jfrogApiKey,
  'jfrog-reference-token': jfrogReferenceToken,
  jwt,
  mapbox,
  'onepassword-service-account': onepasswordServiceAccount,
  pem,
  'pypi-macaroon': pypiMacaroon,
  'sentry-org': sentryOrg,
  'slack-token': slackToken,
  'supabase-jwt': supabaseJwt,
  zuplo,
};
