/** The sample project of `npm start`: keys in several languages, all drawn when it is made, none of them live. */
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function letters(length: number, alphabet = ALPHABET): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join('');
}

/** Made of pieces, so that this file itself holds nothing that looks like a key. */
const keys = {
  openai: (): string => `sk-${letters(20)}${'T3Blbk'}${'FJ'}${letters(20)}`,
  anthropic: (): string => `sk-ant-${'api03'}-${letters(93)}AA`,
  aws: (): string => `AK${'IA'}${letters(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`,
  awsSecret: (): string => letters(40),
  stripe: (): string => `sk_${'live'}_${letters(24)}`,
  sendgrid: (): string => `S${'G'}.${letters(22)}.${letters(43)}`,
  slack: (): string => `xo${'xb'}-${letters(12, '0123456789')}-${letters(13, '0123456789')}-${letters(24)}`,
  password: (): string => letters(18),
} as const;

/** The files by their paths. */
function files(): Readonly<Record<string, string>> {
  return {
    'README.md': '# Sample\n\nOpen a file, put the cursor on an underlined key, and press Ctrl+. (Cmd+. on macOS).\n',
    'package.json': `${JSON.stringify({ name: 'sample', private: true, type: 'module', dependencies: { dotenv: '^17.0.0' } }, null, 2)}\n`,
    '.gitignore': 'node_modules/\n',
    '.env': '# What the project needs to run\nPORT=8080\nGREETING="Hello, you"\n',
    'src/chat.ts': [
      "import OpenAI from 'openai';",
      '',
      `const client = new OpenAI({ apiKey: '${keys.openai()}' });`,
      `const headers = { Authorization: 'Bearer ${keys.anthropic()}' };`,
      '',
      'export { client, headers };',
      '',
    ].join('\n'),
    'src/App.jsx': `export const Pay = () => <Checkout secretKey="${keys.stripe()}" />;\n`,
    'server/mail.py': `"""Sends mail."""\n\nclient = Client("${keys.sendgrid()}")\n`,
    'server/store.go': `package server\n\nvar (\n\tid     = "${keys.aws()}"\n\tsecret = "${keys.awsSecret()}" // aws_secret_access_key\n)\n`,
    'server/notify.rb': `client = Slack::Client.new(token: "${keys.slack()}")\n`,
    'config/database.yml': `production:\n  url: postgres://app:${keys.password()}@db.internal:5432/app\n`,
    'scripts/deploy.sh': `#!/bin/sh\ncurl -H "Authorization: Bearer ${keys.openai()}" https://api.example.com/v1\n`,
  };
}

/** Makes the sample anew in a folder. */
export async function makeSample(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(files())) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
