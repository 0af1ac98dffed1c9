import type { Rule } from '../types.ts';
import { token } from './row.ts';

const portal = 'https://portal.azure.com';

/** Keys in connection strings and addresses of Azure. */
export const azureConnectionRules: readonly Rule[] = [
  token('azure-storage-account-key', 'Azure', 'storage account key', {
    anchors: ['AccountKey='],
    ignoreCase: true,
    shape: 'AccountKey=(?<key>[A-Za-z0-9+/]{86}==)',
    edge: 'A-Za-z0-9+/=',
    check: 'azure-key',
    env: 'AZURE_STORAGE_KEY',
    revoke: portal,
    source: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
    examples: ['AccountKey=[A-Za-z0-9+/]{86}=='],
    nearMisses: ['AccountKey=[A-Za-z0-9+/]{40}==', 'AccountKey=<your-account-key>'],
  }),
  token('azure-shared-access-key', 'Azure', 'shared access key', {
    anchors: ['SharedAccessKey='],
    ignoreCase: true,
    shape: 'SharedAccessKey=(?<key>[A-Za-z0-9+/]{43}=)',
    edge: 'A-Za-z0-9+/=',
    check: 'azure-key',
    env: 'AZURE_SHARED_ACCESS_KEY',
    revoke: 'https://portal.azure.com',
    source: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    examples: ['SharedAccessKey=[A-Za-z0-9+/]{43}='],
    nearMisses: ['SharedAccessKey=[A-Za-z0-9+/]{21}=', 'SharedAccessKey=<your-key>'],
  }),
  token('azure-sas-signature', 'Azure', 'shared access signature', {
    confidence: 'likely',
    anchors: ['&sig=', '?sig='],
    shape: '[?&]sig=(?<key>[A-Za-z0-9%]{43,66}(?:%3D|=)|[A-Za-z0-9+/]{43}=)',
    left: '',
    edge: 'A-Za-z0-9%+/=',
    entropy: 3.8,
    env: 'AZURE_SAS_TOKEN',
    revoke: 'https://portal.azure.com',
    source: 'https://learn.microsoft.com/azure/storage/common/storage-sas-overview',
    examples: ['&sig=[A-Za-z0-9]{20}%2B[A-Za-z0-9]{22}%3D', '[?]sig=[A-Za-z0-9]{43}%3D'],
    nearMisses: ['&sig=[A-Za-z0-9]{20}%2B[A-Za-z0-9]{11}%3D', '&sig=[0-9a-f]{20}'],
  }),
  token('azure-app-configuration-secret', 'Azure', 'App Configuration secret', {
    confidence: 'likely',
    anchors: [';Secret='],
    shape: ';Secret=(?<key>[A-Za-z0-9+/]{36,90}={0,2})',
    left: '',
    edge: 'A-Za-z0-9+/=_',
    near: ['azconfig.io'],
    env: 'AZURE_APPCONFIG_SECRET',
    revoke: 'https://portal.azure.com',
    source: 'https://learn.microsoft.com/azure/azure-app-configuration/',
    examples: [';Secret=[A-Za-z0-9+/]{43}=', ';Secret=[A-Za-z0-9]{80}'],
    nearMisses: [';Secret=[A-Za-z0-9+/]{12}='],
  }),
];
