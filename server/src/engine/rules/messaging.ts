import type { Rule } from '../types.ts';
import { token } from './row.ts';

const slackApps = 'https://api.slack.com/apps';
const slackSource = 'https://api.slack.com/concepts/token-types';

/** Chat, mail, telephony. */
export const messagingRules: readonly Rule[] = [
  token('slack-bot-token', 'Slack', 'bot token', {
    anchors: ['xoxb-'],
    shape: 'xoxb-(?:\\d{9,14}-){1,2}[A-Za-z0-9]{24,34}',
    check: 'slack-token',
    env: 'SLACK_BOT_TOKEN',
    revoke: slackApps,
    source: slackSource,
    examples: ['xoxb-[1-9][0-9]{10,12}-[1-9][0-9]{12}-[A-Za-z0-9]{24}', 'xoxb-[1-9][0-9]{11}-[A-Za-z0-9]{24}'],
    nearMisses: ['xoxb-your-slack-bot-token', 'xoxb-[1-9][0-9]{11}-[A-Za-z0-9]{10}', 'xoxb-not-a-real-token'],
  }),
  token('slack-user-token', 'Slack', 'user token', {
    anchors: ['xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-'],
    shape: 'xox[pasro]-(?:\\d-)?(?:\\d{9,14}-){1,3}[A-Za-z0-9]{24,64}',
    check: 'slack-token',
    env: 'SLACK_USER_TOKEN',
    revoke: slackApps,
    source: slackSource,
    examples: [
      'xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{32}',
      'xoxa-2-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{11}-[0-9a-f]{32}',
      'xoxr-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{11}-[0-9a-f]{32}',
    ],
    nearMisses: ['xoxp-your-slack-user-token', 'xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}'],
  }),
  token('slack-app-token', 'Slack', 'app-level token', {
    anchors: ['xapp-'],
    shape: 'xapp-\\d-A[A-Z0-9]{8,12}-\\d{9,14}-[0-9a-f]{64}',
    env: 'SLACK_APP_TOKEN',
    revoke: slackApps,
    source: slackSource,
    examples: ['xapp-1-A[A-Z0-9]{10}-[1-9][0-9]{12}-[0-9a-f]{64}'],
    nearMisses: ['xapp-1-A[A-Z0-9]{10}-[1-9][0-9]{12}-[0-9a-f]{20}', 'xapp-your-app-token'],
  }),
  token('slack-webhook', 'Slack', 'webhook URL', {
    anchors: ['hooks.slack.com'],
    lead: 10, // `https:\/\/`
    shape:
      'https?:(?:\\\\?/){2}hooks\\.slack\\.com\\\\?/(?:services\\\\?/T[A-Z0-9]{7,12}\\\\?/B[A-Z0-9]{7,12}\\\\?/[A-Za-z0-9]{23,25}|(?:workflows|triggers)\\\\?/[TE][A-Z0-9]{7,12}\\\\?/[A-Za-z0-9]{8,20}\\\\?/[A-Za-z0-9]{16,40}(?:\\\\?/[A-Za-z0-9]{16,40})?)',
    env: 'SLACK_WEBHOOK_URL',
    revoke: slackApps,
    source: 'https://api.slack.com/messaging/webhooks',
    examples: [
      'https://hooks\\.slack\\.com/services/T[A-Z0-9]{8,10}/B[A-Z0-9]{8,10}/[A-Za-z0-9]{24}',
      'https://hooks\\.slack\\.com/triggers/T[A-Z0-9]{8}/[1-9][0-9]{12}/[0-9a-f]{32}',
    ],
    nearMisses: [
      'https://hooks\\.slack\\.com/services/',
      'https://hooks\\.slack\\.com/services/T[A-Z0-9]{8}/B[A-Z0-9]{8}',
    ],
  }),
  token('sendgrid-api-key', 'SendGrid', 'API key', {
    anchors: ['SG.'],
    shape: 'SG\\.[\\w-]{22}\\.[\\w-]{43}',
    env: 'SENDGRID_API_KEY',
    revoke: 'https://app.sendgrid.com/settings/api_keys',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    examples: ['SG\\.[A-Za-z0-9_-]{22}\\.[A-Za-z0-9_-]{42}[A-Za-z0-9]'],
    nearMisses: ['SG\\.[A-Za-z0-9]{22}', 'SG\\.[A-Za-z0-9]{22}\\.[A-Za-z0-9]{20}'],
  }),
];
