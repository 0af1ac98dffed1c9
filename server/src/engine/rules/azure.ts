import type { Rule } from '../types.ts';
import { token } from './row.ts';

const portal = 'https://portal.azure.com';

/** Microsoft Azure. */
export const azureRules: readonly Rule[] = [
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
  token('azure-storage-key', 'Azure', 'storage account key', {
    anchors: ['+ASt'],
    lead: 76,
    shape: '[A-Za-z0-9+/]{76}\\+ASt[A-Za-z0-9+/]{6}==',
    left: 'A-Za-z0-9+/_-',
    edge: 'A-Za-z0-9+/=',
    check: 'azure-key',
    env: 'AZURE_STORAGE_KEY',
    revoke: portal,
    source: 'https://learn.microsoft.com/purview/sit-defn-azure-storage-account-key',
    examples: ['[A-Za-z0-9][A-Za-z0-9+/]{75}\\+ASt[A-Za-z0-9+/]{5}[AQgw]=='],
    nearMisses: ['[A-Za-z0-9]{60}\\+ASt[A-Za-z0-9]{6}==', '[A-Za-z0-9]{86}=='],
  }),
];
