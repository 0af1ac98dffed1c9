import type { Rule } from '../types.ts';
import { aiRules } from './ai.ts';
import { azureRules } from './azure.ts';
import { cloudRules } from './cloud.ts';
import { cryptoRules } from './crypto.ts';
import { databaseRules } from './databases.ts';
import { googleRules } from './google.ts';
import { messagingRules } from './messaging.ts';
import { packageRules } from './packages.ts';
import { paymentRules } from './payments.ts';
import { vcsRules } from './vcs.ts';

/** Every key whose form is known, one row each. The order has no meaning. */
export const rules: readonly Rule[] = [
  ...aiRules,
  ...azureRules,
  ...cloudRules,
  ...cryptoRules,
  ...databaseRules,
  ...googleRules,
  ...messagingRules,
  ...packageRules,
  ...paymentRules,
  ...vcsRules,
];
