import type { Rule } from '../types.ts';
import { token } from './row.ts';

const github = 'https://github.com/settings/tokens';
const githubSource =
  'https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/';

/** GitHub. */
export const githubRules: readonly Rule[] = [
  token('github-pat', 'GitHub', 'personal access token', {
    anchors: ['ghp_'],
    shape: 'ghp_[A-Za-z0-9]{36}',
    check: 'crc32-base62',
    env: 'GITHUB_TOKEN',
    revoke: github,
    source: githubSource,
    examples: ['ghp_[A-Za-z0-9]{36}'],
    nearMisses: ['ghp_[A-Za-z0-9]{20}', 'ghp_x{36}'],
  }),
  token('github-fine-grained-pat', 'GitHub', 'fine-grained personal access token', {
    anchors: ['github_pat_'],
    shape: 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}',
    check: 'github-fine-grained',
    env: 'GITHUB_TOKEN',
    revoke: 'https://github.com/settings/personal-access-tokens',
    source: githubSource,
    examples: ['github_pat_[A-Z0-9]{22}_[A-Za-z0-9]{59}'],
    nearMisses: ['github_pat_[A-Za-z0-9]{22}', 'github_pat_[A-Z0-9]{22}_[A-Za-z0-9]{40}'],
  }),
  token('github-oauth-token', 'GitHub', 'OAuth access token', {
    anchors: ['gho_'],
    shape: 'gho_[A-Za-z0-9]{36}',
    check: 'crc32-base62',
    env: 'GITHUB_TOKEN',
    revoke: 'https://github.com/settings/applications',
    source: githubSource,
    examples: ['gho_[A-Za-z0-9]{36}'],
    nearMisses: ['gho_[A-Za-z0-9]{20}'],
  }),
  token('github-app-user-token', 'GitHub', 'app user token', {
    anchors: ['ghu_'],
    shape: 'ghu_[A-Za-z0-9]{36}',
    check: 'crc32-base62',
    env: 'GITHUB_TOKEN',
    revoke: 'https://github.com/settings/apps/authorizations',
    source: githubSource,
    examples: ['ghu_[A-Za-z0-9]{36}'],
    nearMisses: ['ghu_[A-Za-z0-9]{20}'],
  }),
  token('github-app-installation-token', 'GitHub', 'app installation token', {
    anchors: ['ghs_'],
    shape: 'ghs_[A-Za-z0-9]{36}',
    check: 'crc32-base62',
    env: 'GITHUB_TOKEN',
    revoke: 'https://github.com/settings/apps',
    source: githubSource,
    examples: ['ghs_[A-Za-z0-9]{36}'],
    nearMisses: ['ghs_[A-Za-z0-9]{20}'],
  }),
  token('github-app-stateless-token', 'GitHub', 'app installation token', {
    anchors: ['ghs_'],
    shape: 'ghs_\\d{1,20}_eyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{20,1400}',
    check: 'github-stateless',
    env: 'GITHUB_TOKEN',
    revoke: 'https://github.com/settings/apps',
    source: 'https://github.blog/changelog/',
    examples: ['ghs_[1-9][0-9]{5,8}_eyJ[A-Za-z0-9]{33}\\.eyJ[A-Za-z0-9]{120}\\.[A-Za-z0-9_-]{85}[A-Za-z0-9]'],
    nearMisses: ['ghs_[1-9][0-9]{6}_eyJ[A-Za-z0-9]{33}', 'ghs_[1-9][0-9]{6}_[A-Za-z0-9]{20}'],
  }),
  token('github-refresh-token', 'GitHub', 'refresh token', {
    anchors: ['ghr_'],
    shape: 'ghr_(?:[A-Za-z0-9]{76}|[A-Za-z0-9]{36})',
    check: 'crc32-base62',
    env: 'GITHUB_REFRESH_TOKEN',
    revoke: 'https://github.com/settings/apps/authorizations',
    source: githubSource,
    examples: ['ghr_[A-Za-z0-9]{76}'],
    nearMisses: ['ghr_[A-Za-z0-9]{20}', 'ghr_[A-Za-z0-9]{50}'],
  }),
];
