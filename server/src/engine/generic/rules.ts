import type { RuleInfo } from '../engine.ts';

/** The rules without a row in the table: keys known by their name and place. */
export const genericRules: readonly RuleInfo[] = [
  { id: 'generic-api-key', provider: '', what: 'API key', env: 'API_KEY', confidence: 'likely' },
  { id: 'generic-token', provider: '', what: 'token', env: 'AUTH_TOKEN', confidence: 'likely' },
  { id: 'generic-secret', provider: '', what: 'secret', env: 'APP_SECRET', confidence: 'likely' },
  { id: 'generic-password', provider: '', what: 'password', env: 'PASSWORD', confidence: 'likely' },
  {
    id: 'database-url-password',
    provider: '',
    what: 'database password in a URL',
    env: 'DATABASE_PASSWORD',
    confidence: 'likely',
  },
  { id: 'url-password', provider: '', what: 'password in a URL', env: 'URL_PASSWORD', confidence: 'likely' },
  { id: 'http-basic-auth', provider: '', what: 'HTTP Basic credentials', env: 'BASIC_AUTH', confidence: 'likely' },
  {
    id: 'command-line-password',
    provider: '',
    what: 'password on a command line',
    env: 'PASSWORD',
    confidence: 'likely',
  },
  { id: 'wallet-seed-phrase', provider: '', what: 'wallet seed phrase', env: 'MNEMONIC', confidence: 'likely' },
];
