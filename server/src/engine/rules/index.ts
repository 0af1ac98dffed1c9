import type { Rule } from '../types.ts';
import { aiRules } from './ai.ts';
import { aiMediaRules } from './ai-media.ts';
import { aiModelRules } from './ai-models.ts';
import { aiServiceRules } from './ai-services.ts';
import { aiToolRules } from './ai-tools.ts';
import { analyticsRules } from './analytics.ts';
import { awsRules } from './aws.ts';
import { azureRules } from './azure.ts';
import { azureConnectionRules } from './azure-connections.ts';
import { businessRules } from './business.ts';
import { chatRules } from './chat.ts';
import { ciRules } from './ci.ts';
import { cloudRules } from './cloud.ts';
import { containerRules } from './containers.ts';
import { cryptoRules } from './crypto.ts';
import { dataServiceRules } from './data-services.ts';
import { databaseRules } from './databases.ts';
import { forgeRules } from './forges.ts';
import { frameworkRules } from './frameworks.ts';
import { githubRules } from './github.ts';
import { gitlabRules } from './gitlab.ts';
import { googleRules } from './google.ts';
import { hostingRules } from './hosting.ts';
import { identityRules } from './identity.ts';
import { infrastructureRules } from './infrastructure.ts';
import { mailRules } from './mail.ts';
import { notificationRules } from './notifications.ts';
import { observabilityRules } from './observability.ts';
import { paymentRules } from './payments.ts';
import { productivityRules } from './productivity.ts';
import { publicRules } from './public.ts';
import { registryRules } from './registries.ts';
import { shopRules } from './shops.ts';
import { tradingRules } from './trading.ts';

/** Every key whose form is known, one row each. The order has no meaning. */
export const rules: readonly Rule[] = [
  ...aiRules,
  ...aiModelRules,
  ...aiServiceRules,
  ...awsRules,
  ...azureRules,
  ...businessRules,
  ...chatRules,
  ...ciRules,
  ...cloudRules,
  ...cryptoRules,
  ...dataServiceRules,
  ...databaseRules,
  ...forgeRules,
  ...frameworkRules,
  ...githubRules,
  ...gitlabRules,
  ...googleRules,
  ...hostingRules,
  ...identityRules,
  ...infrastructureRules,
  ...mailRules,
  ...notificationRules,
  ...observabilityRules,
  ...paymentRules,
  ...productivityRules,
  ...publicRules,
  ...registryRules,
  ...shopRules,
  ...tradingRules,
  ...analyticsRules,
  ...aiToolRules,
  ...aiMediaRules,
  ...containerRules,
  ...azureConnectionRules,
];
