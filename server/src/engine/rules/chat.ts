import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

const slackApps = 'https://api.slack.com/apps';
const slackSource = 'https://api.slack.com/concepts/token-types';
const _github = 'https://github.com/settings/tokens';

/** Chat. */
export const chatRules: readonly Rule[] = [
  token('slack-config-token', 'Slack', 'app configuration token', {
    anchors: ['xoxe.xox'],
    shape: 'xoxe\\.xox[bp]-1-[A-Za-z0-9]{160,172}',
    env: 'SLACK_CONFIG_TOKEN',
    revoke: 'https://api.slack.com/apps',
    source: 'https://api.slack.com/authentication/config-tokens',
    examples: ['xoxe\\.xoxp-1-[A-Za-z0-9]{163}', 'xoxe\\.xoxb-1-[A-Za-z0-9]{166}'],
    nearMisses: ['xoxe\\.xoxp-1-[A-Za-z0-9]{81}'],
  }),
  token('slack-config-refresh-token', 'Slack', 'refresh token', {
    anchors: ['xoxe-'],
    shape: 'xoxe-\\d-[A-Za-z0-9]{140,150}',
    env: 'SLACK_REFRESH_TOKEN',
    revoke: 'https://api.slack.com/apps',
    source: 'https://api.slack.com/authentication/rotation',
    examples: ['xoxe-1-[A-Za-z0-9]{146}'],
    nearMisses: ['xoxe-1-[A-Za-z0-9]{73}'],
  }),
  token('slack-session-token', 'Slack', 'browser session token', {
    anchors: ['xoxc-'],
    shape: 'xoxc-(?:\\d{9,14}-){2,3}[0-9a-f]{64}',
    check: 'slack-token',
    env: 'SLACK_SESSION_TOKEN',
    revoke: 'https://slack.com/signout/all',
    source: 'observed: token of the web client',
    examples: ['xoxc-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{64}'],
    nearMisses: ['xoxc-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{32}'],
  }),
  token('slack-session-cookie', 'Slack', 'browser session cookie', {
    anchors: ['xoxd-'],
    shape: 'xoxd-[A-Za-z0-9%+/]{100,400}={0,2}',
    edge: 'A-Za-z0-9%+/=_',
    env: 'SLACK_SESSION_COOKIE',
    revoke: 'https://slack.com/signout/all',
    source: 'observed: cookie `d` of the web client',
    examples: ['xoxd-[A-Za-z0-9]{140}'],
    nearMisses: ['xoxd-[A-Za-z0-9]{70}'],
  }),
  token('discord-webhook', 'Discord', 'webhook URL', {
    anchors: ['discord.com', 'discordapp.com'],
    lead: 17,
    shape:
      'https?:(?:\\\\?/){2}(?:(?:ptb|canary)\\.)?discord(?:app)?\\.com\\\\?/api\\\\?/webhooks\\\\?/\\d{17,20}\\\\?/[\\w-]{60,72}',
    env: 'DISCORD_WEBHOOK_URL',
    revoke: 'https://discord.com',
    source: 'https://discord.com/developers/docs/resources/webhook',
    examples: [
      'https://discord\\.com/api/webhooks/[1-9][0-9]{17,18}/[A-Za-z0-9_-]{67}[A-Za-z0-9]',
      'https://discordapp\\.com/api/webhooks/[1-9][0-9]{17}/[A-Za-z0-9_-]{67}[A-Za-z0-9]',
    ],
    nearMisses: ['https://discord\\.com/api/webhooks/[1-9][0-9]{17,18}/[A-Za-z0-9_-]{33}[A-Za-z0-9]'],
  }),
  token('lark-webhook', 'Lark', 'webhook URL', {
    anchors: ['open.feishu.cn', 'open.larksuite.com'],
    lead: 10, // `https:\\/\\/`
    leastLead: 8,
    shape:
      'https:\\\\?/\\\\?/open\\.(?:feishu\\.cn|larksuite\\.com)\\\\?/open-apis\\\\?/bot\\\\?/v2\\\\?/hook\\\\?/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    env: 'LARK_WEBHOOK_URL',
    source: 'https://open.larksuite.com/document/client-docs/bot-v3/add-custom-bot',
    examples: [
      'https://open\\.(feishu\\.cn|larksuite\\.com)/open-apis/bot/v2/hook/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    ],
    nearMisses: ['https://open\\.feishu\\.cn/open-apis/bot/v2/hook/[0-9a-f]{8}-[0-9a-f]{4}'],
  }),
  token('wecom-webhook', 'WeCom', 'webhook URL', {
    anchors: ['qyapi.weixin.qq.com'],
    lead: 8,
    leastLead: 8,
    shape:
      'https://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    env: 'WECOM_WEBHOOK_URL',
    source: 'https://developer.work.weixin.qq.com/document/path/91770',
    examples: [
      'https://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    ],
    nearMisses: ['https://qyapi\\.weixin\\.qq\\.com/cgi-bin/webhook/send\\?key=[0-9a-f]{8}-[0-9a-f]{4}'],
  }),
  token('teams-webhook', 'Microsoft Teams', 'webhook URL', {
    anchors: ['.webhook.office.com/webhookb2/', '//outlook.office.com/webhook/', '//outlook.office365.com/webhook/'],
    lead: 71,
    shape:
      'https://(?:[a-z0-9-]{1,63}\\.webhook\\.office\\.com/webhookb2|outlook\\.office(?:365)?\\.com/webhook)/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[0-9a-zA-Z]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?:/[\\w-]{20,60})?',
    env: 'TEAMS_WEBHOOK_URL',
    revoke: 'https://teams.microsoft.com',
    source: 'https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook',
    examples: [
      'https://outlook\\.office\\.com/webhook/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
      'https://[a-z]{6,10}\\.webhook\\.office\\.com/webhookb2/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    ],
    nearMisses: [
      'https://[a-z]{6,10}\\.webhook\\.office\\.com/webhookb2/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}@[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/IncomingWebhook/[0-9a-f]{16}/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}',
    ],
  }),
  token('telegram-bot-token', 'Telegram', 'bot token', {
    anchors: [':AA'],
    lead: 13,
    shape: '(?:bot)?(?<key>\\d{8,10}:AA[\\w-]{33})',
    left: 'A-Za-z0-9_.:-',
    entropy: 3.6,
    env: 'TELEGRAM_BOT_TOKEN',
    revoke: 'https://t.me/BotFather',
    source: 'https://core.telegram.org/bots/features#botfather',
    examples: ['[1-9][0-9]{8,9}:AA[A-Za-z0-9_-]{32}[A-Za-z0-9]', 'bot[1-9][0-9]{9}:AA[A-Za-z0-9_-]{32}[A-Za-z0-9]'],
    nearMisses: ['[0-9]{8,10}:AA[A-Za-z0-9_-]{16}[A-Za-z0-9]', '[1-9][0-9]{8}:AA'],
  }),
  token('matrix-access-token', 'Matrix', 'access token', {
    anchors: ['syt_'],
    shape: 'syt_[A-Za-z0-9=_-]{4,120}_[A-Za-z]{20}_[A-Za-z0-9]{6}',
    entropy: 3.5,
    env: 'MATRIX_ACCESS_TOKEN',
    revoke: 'https://matrix.org/docs/',
    source: 'https://github.com/matrix-org/synapse',
    examples: ['syt_[A-Za-z0-9]{12}_[A-Za-z]{20}_[A-Za-z0-9]{6}'],
    nearMisses: ['syt_[A-Za-z0-9]{12}_[A-Za-z]{10}_[A-Za-z0-9]{6}'],
  }),
  named('mattermost-access-token', 'Mattermost', 'access token', {
    names: ['mattermost_key', 'mattermost_token', 'mattermost_secret'],
    shape: '[0-9a-z]{26}',
    entropy: 3.3,
    env: 'MATTERMOST_TOKEN',
    source: 'https://developers.mattermost.com/integrate/reference/personal-access-token/',
    examples: ['[0-9a-z]{26}'],
    nearMisses: ['[0-9a-z]{13}'],
  }),
  named('zulip-api-key', 'Zulip', 'API key', {
    names: ['zulip_key', 'zulip_token', 'zulip_secret'],
    shape: '[A-Za-z0-9]{32}',
    entropy: 3.5,
    env: 'ZULIP_API_KEY',
    source: 'https://zulip.com/api/api-keys',
    examples: ['[A-Za-z0-9]{32}'],
    nearMisses: ['[A-Za-z0-9]{16}'],
  }),
  named('line-channel-access-token', 'LINE', 'channel access token', {
    names: ['line_channel_token', 'line_access_token', 'channel_access_token'],
    shape: '[A-Za-z0-9+/]{150,180}={0,2}',
    entropy: 4,
    env: 'LINE_CHANNEL_ACCESS_TOKEN',
    revoke: 'https://developers.line.biz/console/',
    source: 'https://developers.line.biz/en/docs/messaging-api/channel-access-tokens/',
    examples: ['[A-Za-z0-9+/]{170}='],
    nearMisses: ['[A-Za-z0-9+/]{85}='],
  }),
  token('slack-bot-token', 'Slack', 'bot token', {
    anchors: ['xoxb-'],
    shape: 'xoxb-(?:\\d{8,14}-){1,2}[A-Za-z0-9]{18,34}',
    check: 'slack-token',
    env: 'SLACK_BOT_TOKEN',
    revoke: slackApps,
    source: slackSource,
    examples: ['xoxb-[1-9][0-9]{10,12}-[1-9][0-9]{12}-[A-Za-z0-9]{24}', 'xoxb-[1-9][0-9]{11}-[A-Za-z0-9]{24}'],
    nearMisses: ['xoxb-your-slack-bot-token', 'xoxb-[1-9][0-9]{11}-[A-Za-z0-9]{10}', 'xoxb-not-a-real-token'],
  }),
  token('slack-user-token', 'Slack', 'user token', {
    anchors: ['xoxp-', 'xoxa-', 'xoxr-', 'xoxs-', 'xoxo-'],
    shape:
      'xox[pasro]-(?:(?:\\d-)?(?:\\d{8,14}-){1,3}[A-Za-z0-9]{24,64}|2-[A-Za-z0-9]{30,64}|(?:\\d{8,14}-){3}[0-9a-f]{10})',
    check: 'slack-token',
    env: 'SLACK_USER_TOKEN',
    revoke: slackApps,
    source: slackSource,
    examples: [
      'xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{12}-[0-9a-f]{32}',
      'xoxa-2-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{11}-[0-9a-f]{32}',
      'xoxr-[1-9][0-9]{11}-[1-9][0-9]{11}-[1-9][0-9]{11}-[0-9a-f]{32}',
      'xoxs-[1-9][0-9]{10}-[1-9][0-9]{10}-[1-9][0-9]{11}-[0-9a-f]{10}',
    ],
    nearMisses: ['xoxp-your-slack-user-token', 'xoxp-[1-9][0-9]{11}-[1-9][0-9]{11}'],
  }),
  token('slack-app-token', 'Slack', 'app-level token', {
    anchors: ['xapp-'],
    shape: 'xapp-\\d-A[A-Z0-9]{8,12}-\\d{9,14}-[A-Za-z0-9]{64}',
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
  named('discord-bot-token', 'Discord', 'bot token', {
    names: ['token', 'discord_bot', 'discord_key', 'discord_secret', 'bot_key'],
    shape: '[MNO][A-Za-z0-9_-]{22,26}\\.[\\w-]{6}\\.[\\w-]{27,38}',
    check: 'discord-bot',
    entropy: 3.8,
    env: 'DISCORD_TOKEN',
    revoke: 'https://discord.com/developers/applications',
    source: 'https://discord.com/developers/docs/reference#authentication',
    examples: ['M[Tjz][AEIMQUYcgk][A-Za-z0-9]{21,23}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{37}[A-Za-z0-9]'],
    nearMisses: [
      'M[Tjz][AEIMQUYcgk][A-Za-z0-9]{21,23}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{18}[A-Za-z0-9]',
      '[A-Za-z0-9]{24}\\.[A-Za-z0-9]{6}',
    ],
  }),
  token('discord-bot-login', 'Discord', 'bot token', {
    anchors: ['login(', '.run(', 'Bot M', 'Bot N', 'Bot O'],
    shape: '(?:(?:login|\\.run)\\([ ]{0,2}["\'`]|Bot )(?<key>[MNO][A-Za-z0-9_-]{22,26}\\.[\\w-]{6}\\.[\\w-]{27,38})',
    check: 'discord-bot',
    entropy: 3.8,
    env: 'DISCORD_TOKEN',
    revoke: 'https://discord.com/developers/applications',
    source: 'https://discord.com/developers/docs/reference#authentication',
    examples: [
      'Bot M[Tjz][AEIMQUYcgk][A-Za-z0-9]{21,23}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{37}[A-Za-z0-9]',
      'login\\("M[Tjz][AEIMQUYcgk][A-Za-z0-9]{21,23}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{37}[A-Za-z0-9]',
    ],
    nearMisses: [
      'Bot M[Tjz][AEIMQUYcgk][A-Za-z0-9]{21,23}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{18}[A-Za-z0-9]',
      'login\\("[A-Za-z0-9]{24}',
      'Bot Management',
    ],
  }),
  named('discord-client-secret', 'Discord', 'OAuth client secret', {
    names: ['discord_secret', 'discord_client_secret'],
    shape: '[\\w-]{32}',
    entropy: 3.8,
    env: 'DISCORD_CLIENT_SECRET',
    revoke: 'https://discord.com/developers/applications',
    source: 'https://discord.com/developers/docs/topics/oauth2',
    examples: ['[A-Za-z0-9_-]{31}[A-Za-z0-9]'],
    nearMisses: ['[A-Za-z0-9_-]{15}[A-Za-z0-9]'],
  }),
];
