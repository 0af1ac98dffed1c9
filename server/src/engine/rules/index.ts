import type { Rule } from '../types.ts';
import { aiRules } from './ai.ts';
import { aiServiceRules } from './ai-services.ts';
import { azureRules } from './azure.ts';
import { azureServiceRules } from './azure-services.ts';
import { ciRules } from './ci.ts';
import { cloudRules } from './cloud.ts';
import { cloudPlatformRules } from './cloud-platforms.ts';
import { commerceRules } from './commerce.ts';
import { communicationRules } from './communication.ts';
import { discordRules } from './communication-discord.ts';
import { cryptoRules } from './crypto.ts';
import { dataRules } from './data.ts';
import { databaseRules } from './databases.ts';
import { googleRules } from './google.ts';
import { identityRules } from './identity.ts';
import { infrastructureRules } from './infrastructure.ts';
import { messagingRules } from './messaging.ts';
import { observabilityRules } from './observability.ts';
import { packageRules } from './packages.ts';
import { paymentRules } from './payments.ts';
import { publicRules } from './public.ts';
import { registryRules } from './registries.ts';
import { saasRules } from './saas.ts';
import { vcsRules } from './vcs.ts';

/** Every key whose form is known, one row each. The order has no meaning. */
export const rules: readonly Rule[] = [
  ...aiRules,
  ...publicRules,
  ...aiServiceRules,
  ...azureRules,
  ...azureServiceRules,
  ...ciRules,
  ...cloudRules,
  ...cloudPlatformRules,
  ...commerceRules,
  ...communicationRules,
  ...discordRules,
  ...cryptoRules,
  ...dataRules,
  ...databaseRules,
  ...googleRules,
  ...identityRules,
  ...infrastructureRules,
  ...messagingRules,
  ...observabilityRules,
  ...packageRules,
  ...paymentRules,
  ...registryRules,
  ...saasRules,
  ...vcsRules,
];
