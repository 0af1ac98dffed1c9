import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { chosen, forms, passwordForms } from '../support/forms.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();

for (const [path, form] of forms) {
  test(`finds a random key in ${path}: ${form.replaceAll('\n', '⏎')}`, () => {
    for (const [name, alphabet, length] of alphabets) {
      for (let seed = 1; seed <= 12; seed++) {
        const key = draw(alphabet, length, seed);
        const text = `first line\n${form.replace('¤', () => key)}\nlast line\n`;
        const found = engine.scan(text, { path });
        assert.deepEqual(
          found.map(({ start, end }) => [start, end]),
          [[text.indexOf(key), text.indexOf(key) + key.length]],
          `${name}, seed ${seed}`,
        );
      }
    }
  });
}

/** Looks like the above and is no key. */
const harmless: ReadonlyArray<readonly [path: string, text: string]> = [
  ['a.js', "const monkey = 'HEX32';"],
  ['a.js', "const keyboard = 'HEX32';"],
  ['a.js', "const author = 'HEX32';"],
  ['a.js', "const tokenizer = 'HEX32';"],
  ['a.js', "const primaryKey = 'HEX32';"],
  ['a.js', "const public_key = 'HEX32';"],
  ['a.js', "const cache_key = 'HEX32';"],
  ['a.js', "const TOKEN_URL = 'HEX32';"],
  ['a.js', "const tokenFile = 'HEX32';"],
  ['a.js', "const passwordHash = 'HEX32';"],
  ['a.js', 'const apiKey = process.env.API_KEY;'],
  ['a.js', "const apiKey = getKey('production');"],
  ['a.js', "const apiKey = '<your-api-key>';"],
  ['a.js', "const apiKey = 'YOUR_API_KEY_HERE';"],
  ['a.js', "const apiKey = '${API_KEY}';"],
  ['a.js', "const apiKey = '{{ api_key }}';"],
  ['a.js', "const apiKey = 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx';"],
  ['a.js', "const apiKey = 'REDACTED';"],
  ['a.js', "const password = 'changeme';"],
  ['a.js', "const tokenLabel = t('login.token.label');"],
  ['a.js', "const accessToken = 'accessTokenFromResponse';"],
  ['a.js', "const password = 'Enter your password';"],
  ['a.js', "const secretKey = '0123456789abcdef0123456789abcdef';"],
  ['a.js', "const apiKey = 'abcdefghijklmnopqrstuvwxyz0123456789';"],
  ['a.js', "const apiKeyHeader = 'X-Api-Key';"],
  ['a.js', "const tokenEndpoint = 'https://login.host.tld/oauth2/v2.0/token';"],
  ['a.js', "const token = 'UUID';"],
  ['a.js', 'const key = event.key === "Enter";'],
  ['a.js', "integrity: 'sha512-B64'"],
  ['a.py', "password = os.environ['PASSWORD']"],
  ['a.py', 'password = getpass.getpass("Password: ")'],
  ['a.py', "SECRET_KEY = config('SECRET_KEY')"],
  ['a.yaml', 'password: ${{ secrets.PASSWORD }}'],
  ['a.yaml', 'password: !vault |'],
  ['a.yaml', 'password: ENC[AES256_GCM,data:B64,type:str]'],
  ['a.yaml', 'token: op://vault/item/field'],
  ['a.yaml', 'secretName: my-tls-certificate'],
  ['a.tf', 'password = var.db_password'],
  ['a.c', 'key = skb->hash;'],
  ['a.c', 'static const struct key_entry keymap[] = {'],
  ['a.go', 'token := strings.TrimSpace(raw)'],
  ['package-lock.json', '"integrity": "sha512-B64"'],
  ['a.sh', 'export TOKEN=$(cat token.txt)'],
  ['a.sh', 'PASSWORD=$1'],
];

for (const [path, form] of harmless) {
  test(`leaves alone in ${path}: ${form}`, () => {
    const text = form
      .replace('HEX32', draw('0123456789abcdef', 32, 5))
      .replace('B64', draw(alphabets[0]?.[1] as string, 86, 5))
      .replace('UUID', '6f9619ff-8b86-d011-b42d-00c04fc964ff');
    assert.deepEqual(engine.scan(`x\n${text}\ny\n`, { path }), []);
  });
}

for (const [path, form] of passwordForms) {
  test(`finds a chosen password in ${path}: ${form}`, () => {
    for (const password of chosen) {
      const text = `first line\n${form.replace('¤', () => password)}\nlast line\n`;
      const found = engine.scan(text, { path });
      assert.deepEqual(
        found.map(({ start, end }) => [start, end]),
        [[text.indexOf(password), text.indexOf(password) + password.length]],
        password,
      );
    }
  });
}

/** Twelve words that are drawn, not a phrase of BIP-39's list. */
const phrase = 'river candle ocean pilot garden velvet tiger magnet orbit cactus ladder saddle';

test('finds a wallet seed phrase and a wallet key by their names', () => {
  const text = `const mnemonic = "${phrase}";\nPRIVATE_KEY=0x${draw('0123456789abcdef', 64, 8)}\n`;
  const found = engine.scan(text, { path: 'hardhat.config.cfg' });
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end).length),
    [phrase.length, 66],
  );
  assert.deepEqual(engine.scan(`mnemonic: "${'test '.repeat(11)}junk"`), []);
});
