import { azureAnnotated, azureKey, entraSecret } from './azure.ts';
import type { Check } from './check.ts';
import { pem } from './pem.ts';
import { awsKeyId, githubStateless, jwt, pypiMacaroon, slackToken, supabaseJwt } from './structures.ts';
import {
  age,
  atlassian,
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
  'aws-key-id': awsKeyId,
  'azure-annotated': azureAnnotated,
  'azure-key': azureKey,
  cloudflare,
  'crc32-base62': crc32Base62,
  'entra-secret': entraSecret,
  'github-fine-grained': githubFineGrained,
  'github-stateless': githubStateless,
  'gitlab-routable': gitlabRoutable,
  'grafana-service-account': grafanaServiceAccount,
  jwt,
  pem,
  'pypi-macaroon': pypiMacaroon,
  'slack-token': slackToken,
  'supabase-jwt': supabaseJwt,
  zuplo,
};
