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
  ['a.js', "const apiKey = 'acme-live-abc123abc123abc123abc123-B64';"],
  ['a.js', "const apiKey = 'acme_your_api_key_HEX32';"],
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
  ['a.json', '"password": "Contraseña"'],
  ['a.json', '"wrong_token": "認証トークンが無効です、もう一度お試しください"'],
  ['a.json', '"password": "\\u041f\\u0430\\u0440\\u043e\\u043b\\u044c1"'],
  ['translations/de.json', '"password": "Zugangswort"'],
  ['a.json', '"Password": {"shape": "PasswordType"}'],
  ['a.py', "CONF_PASSWORD = 'viewer_password'"],
  ['a.go', 'const opSetGuestPassword = "SetSMBGuestPassword"'],
  ['a.py', "'dot1x_password': 'dot1xPassword'"],
  ['a.py', 'V3Password = v3.Password'],
  ['a.go', 'authPassword = *opts.MirrorPassword'],
  ['a.js', 'label("Password:")}),name:"password"'],
  ['a.sql', "password: '*EE0D72C1085C46C5278932678FBE2C6A782821B4'"],
  ['a.yaml', 'password: md59543f1d82624df2b31672ec0f7050460'],
  ['a.json', '"password": "pbkdf2_sha256$10000$HEX32"'],
  ['a.yaml', 'pwd: U2FsdGVkX1B64'],
  ['Dockerfile', 'ENV GPG_KEY E3FF2839C048B25C084DEBE9B26995E310250568'],
  ['a.json', '{"auth": "dXNlcjpwYXNzd29yZA=="}'],
  ['a.yaml', 'api_key: ZXhhbXBsZS1lbmNvZGVk'],
  ['a.http', 'Sec-WebSocket-Key: s65VsgHigh7v/Jcf4nXHnA=='],
  ['a.ini', 'password = @DB_PASSWORD@'],
  ['a.js', 'const SECRET_KEYS = "password|passwd|secret|api[_-]?key|access[_-]?token";'],
  ['a.js', '/(?<username>[^:@]*)(?::(?<password>[^@]*))?@/'],
  ['a.php', "'password1' => 'required|string|min8',"],
  ['a.php', "$meta['admin_password'] = array('password','_caution' => 'danger');"],
  ['a.js', "if ('text' === type || 'password' === type || 'textarea1' === tag) {"],
  ['a.c', ' * Events with a source are identified by L1_Hit_Indication'],
  ['a.ts', '  googleCredentials: OAuth2Client\n'],
  ['README.md', '![x](https://codecov.io/gh/a/b/graph/badge.svg?token=B64)'],
  ['README.md', 'Release GPG key: F3EF5F62A87FC27A22E643F714CE4FF5015AA242'],
  ['a.go', 'const KeyVaultSecretAccessKey = "AzureServiceUnauthorizedToAccessKeyVault"'],
  ['a.php', "$cp1252Password = iconv('UTF-8', 'WINDOWS-1252//TRANSLIT', $password);"],
  ['a.c', 'byte first_pass = "A8/A10";'],
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

test('a password that any sample has is less sure than a chosen one', () => {
  const confidence = (password: string): string | undefined =>
    engine.scan(`password = "${password}"`, { path: 'a.py' })[0]?.confidence;
  for (const weak of ['Passw0rd123', 'test12345', 'mySecretPassword1', 'Admin@1234'])
    assert.equal(confidence(weak), 'possible', weak);
  for (const own of chosen) assert.equal(confidence(own), 'likely', own);
});

test('takes a password in a URL up to the last at sign', () => {
  const password = ['Tig', 'er', '@72!x'].join('');
  const text = `redis://ann:${password}@cache.host.tld:6379/0`;
  assert.deepEqual(
    engine.scan(text).map(({ start, end }) => text.slice(start, end)),
    [password],
  );
});

test('finds a token in the place of the user of a URL, but not the public key of an error tracker', () => {
  const token = draw(alphabets[0]?.[1] as string, 40, 3);
  assert.equal(engine.scan(`git clone https://${token}@git.host.tld/x.git`).length, 1);
  assert.deepEqual(engine.scan(`dsn: https://${draw('0123456789abcdef', 32, 4)}@o12345.ingest.sentry.io/9`), []);
});

test('finds passwords drawn from all the signs of a keyboard, though they look like expressions', () => {
  const body = draw(alphabets[0]?.[1] as string, 12, 9);
  for (const signs of [
    ['&&', '(', '->'],
    ['%s', '!', '?'],
    ['||', '{', ')'],
    ['=>', '^', '{}'],
  ]) {
    const password = `k7${signs.map((sign, i) => body.slice(4 * i, 4 * i + 4) + sign).join('')}Z9;`;
    assert.equal(engine.scan(`password = "${password}"`, { path: 'a.py' })[0]?.confidence, 'likely', signs.join(' '));
  }
});

test('finds base64 with its padding in YAML', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const value = `${draw('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', 43, seed)}=`;
    for (const end of ['\n', ' \n', ' # x\n', '']) {
      const found = engine.scan(`data:\n  token: ${value}${end}`, { path: 'a.yaml' });
      assert.deepEqual(
        found.map(({ start, end }) => [start, end]),
        [[15, 15 + value.length]],
        `seed ${seed}`,
      );
    }
  }
});

test('takes the word before `key` into account', () => {
  const value = draw('0123456789ABCDEF', 32, 6);
  assert.equal(engine.scan(`Secret Key: ${value}`, { path: 'a.txt' }).length, 1);
  assert.deepEqual(engine.scan(`Public Key: ${value}`, { path: 'a.txt' }), []);
});

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
