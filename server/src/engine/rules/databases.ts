import type { Rule } from '../types.ts';
import { token } from './row.ts';

/** Databases and data platforms. */
export const databaseRules: readonly Rule[] = [
  token('supabase-secret-key', 'Supabase', 'secret key', {
    anchors: ['sb_secret_'],
    shape: 'sb_secret_[\\w-]{31,36}',
    env: 'SUPABASE_SECRET_KEY',
    revoke: 'https://supabase.com/dashboard/project/_/settings/api-keys',
    source: 'https://supabase.com/docs/guides/api/api-keys',
    examples: ['sb_secret_[A-Za-z0-9_-]{30}[A-Za-z0-9]'],
    nearMisses: ['sb_publishable_[A-Za-z0-9]{31}', 'sb_secret_[A-Za-z0-9]{16}', 'sb_secret_key'],
  }),
  token('supabase-access-token', 'Supabase', 'personal access token', {
    anchors: ['sbp_'],
    shape: 'sbp_[0-9a-f]{40}',
    env: 'SUPABASE_ACCESS_TOKEN',
    revoke: 'https://supabase.com/dashboard/account/tokens',
    source: 'https://supabase.com/docs/guides/cli/getting-started',
    examples: ['sbp_[0-9a-f]{40}'],
    nearMisses: ['sbp_[0-9a-f]{20}', 'sbp_[a-z]{10}'],
  }),
  token('databricks-token', 'Databricks', 'access token', {
    anchors: ['dapi'],
    shape: 'dapi[0-9a-f]{32}(?:-\\d)?',
    env: 'DATABRICKS_TOKEN',
    revoke: 'https://docs.databricks.com/dev-tools/auth/pat.html',
    source: 'https://docs.databricks.com/dev-tools/auth/pat.html',
    examples: ['dapi[0-9a-f]{32}', 'dapi[0-9a-f]{32}-[23]'],
    nearMisses: ['dapi[0-9a-f]{16}', 'dapi[a-z]{6}'],
  }),
];
