import type { Rule } from '../types.ts';
import { token } from './row.ts';

/** Package registries. */
export const packageRules: readonly Rule[] = [
  token('npm-access-token', 'npm', 'access token', {
    anchors: ['npm_'],
    shape: 'npm_[A-Za-z0-9]{36}',
    check: 'crc32-base62',
    entropy: 3.3,
    env: 'NPM_TOKEN',
    revoke: 'https://www.npmjs.com/settings/~/tokens',
    source: 'https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/',
    examples: ['npm_[A-Za-z0-9]{36}'],
    nearMisses: ['npm_config_registry', 'npm_[A-Za-z0-9]{20}', 'npm_lifecycle_script', 'npm_package_[a-z]{28}'],
  }),
  token('pypi-upload-token', 'PyPI', 'API token', {
    anchors: ['pypi-AgEIcHlwaS5vcmc'],
    shape: 'pypi-AgEIcHlwaS5vcmc[\\w-]{50,1000}',
    check: 'pypi-macaroon',
    env: 'PYPI_TOKEN',
    revoke: 'https://pypi.org/manage/account/token/',
    source: 'https://pypi.org/help/#apitoken',
    examples: ['pypi-AgEIcHlwaS5vcmcCJ[A-Za-z0-9_-]{140,160}[A-Za-z0-9]'],
    nearMisses: ['pypi-AgEIcHlwaS5vcmc[A-Za-z0-9]{20}', 'pypi-AgEIc'],
  }),
  token('testpypi-upload-token', 'TestPyPI', 'API token', {
    confidence: 'likely',
    note: 'test-key',
    anchors: ['pypi-AgENdGVzdC5weXBpLm9yZw'],
    shape: 'pypi-AgENdGVzdC5weXBpLm9yZw[\\w-]{50,1000}',
    check: 'pypi-macaroon',
    env: 'TEST_PYPI_TOKEN',
    revoke: 'https://test.pypi.org/manage/account/token/',
    source: 'https://test.pypi.org/help/#apitoken',
    examples: ['pypi-AgENdGVzdC5weXBpLm9yZwIkN[A-Za-z0-9_-]{140,160}[A-Za-z0-9]'],
    nearMisses: ['pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9]{20}'],
  }),
];
