import type { Rule } from '../types.ts';
import { named, token } from './row.ts';

/** Discord. */
export const discordRules: readonly Rule[] = [
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
