import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { alphabets, draw } from '../support/random.ts';

const engine = createEngine();

/** Where people put keys: `¤` stands for the value. One line an assignment form, with the file it is usual in. */
const forms: ReadonlyArray<readonly [path: string, text: string]> = [
  ['a.js', "const apiKey = '¤';"],
  ['a.js', 'let api_key = "¤"'],
  ['a.js', 'const apiKey = `¤`;'],
  ['a.js', "const config = { apiKey: '¤', region: 'eu' };"],
  ['a.js', "const config = { 'api-key': '¤' };"],
  ['a.js', "config['apiKey'] = '¤';"],
  ['a.js', "headers['X-Api-Key'] = '¤';"],
  ['a.js', "this.accessToken = '¤';"],
  ['a.js', "const token = process.env.TOKEN || '¤';"],
  ['a.js', "const token = process.env.TOKEN ?? '¤';"],
  ['a.js', 'var a=1;var secretKey="¤";f(a)'],
  ['a.js', "axios.defaults.headers.common['Authorization'] = 'Bearer ¤';"],
  ['a.js', 'fetch(u, { headers: { Authorization: `Bearer ¤` } })'],
  ['a.js', "client.setApiKey('¤');"],
  ['a.js', "if (token === '¤') {"],
  ['a.ts', "const apiKey: string = '¤';"],
  ['a.ts', "  private readonly authToken: string = '¤';"],
  ['a.tsx', '<Client apiKey="¤" />'],
  ['a.tsx', "<Client apiKey={'¤'} />"],
  ['a.py', 'API_KEY = "¤"'],
  ['a.py', "client = Client(api_key='¤', timeout=3)"],
  ['a.py', 'os.environ["API_KEY"] = "¤"'],
  ['a.py', 'token = os.environ.get("API_TOKEN", "¤")'],
  ['a.py', 'token = os.getenv("API_TOKEN") or "¤"'],
  ['a.py', 'api_key: str = "¤"'],
  ['a.py', 'secret_key = b"¤"'],
  ['a.py', 'SECRET_KEY = (\n    "¤"\n)'],
  ['a.py', "data = {'access_token': '¤'}"],
  ['a.go', 'const apiKey = "¤"'],
  ['a.go', 'apiKey := "¤"'],
  ['a.go', 'var apiKey string = "¤"'],
  ['a.go', 'const apiToken string = `¤`'],
  ['a.go', 'req.Header.Set("X-Api-Key", "¤")'],
  ['a.go', 'secret := []byte("¤")'],
  ['a.go', 'os.Setenv("API_TOKEN", "¤")'],
  ['A.java', 'private static final String API_KEY = "¤";'],
  ['A.java', 'builder.apiKey("¤").build();'],
  ['A.java', 'props.put("api.key", "¤");'],
  ['A.kt', 'val apiKey: String = "¤"'],
  ['A.kt', 'const val API_KEY = "¤"'],
  ['A.cs', 'private const string ApiKey = "¤";'],
  ['A.cs', 'var secretKey = @"¤";'],
  ['A.cs', '<add key="ApiKey" value="¤" />'],
  ['a.rb', "api_key = '¤'"],
  ['a.rb', "config.secret_key_base = '¤'"],
  ['a.rb', "{ :api_key => '¤' }"],
  ['a.rb', "ENV['API_TOKEN'] ||= '¤'"],
  ['a.php', "$apiKey = '¤';"],
  ['a.php', "define('AUTH_KEY', '¤');"],
  ['a.php', "'secret_key' => '¤',"],
  ['a.php', "'token' => env('API_TOKEN', '¤'),"],
  ['a.rs', 'let api_key = "¤";'],
  ['a.rs', 'const API_KEY: &str = "¤";'],
  ['a.rs', 'let token = String::from("¤");'],
  ['a.swift', 'let apiKey: String = "¤"'],
  ['a.m', 'NSString *const apiKey = @"¤";'],
  ['a.dart', "final String apiKey = '¤';"],
  ['a.c', 'static const char api_key[] = "¤";'],
  ['a.c', '#define API_KEY "¤"'],
  ['a.cpp', 'std::string apiKey{"¤"};'],
  ['a.scala', 'val apiKey = "¤"'],
  ['a.lua', 'local api_key = "¤"'],
  ['a.ex', 'config :app, secret_key_base: "¤"'],
  ['a.pl', "my $api_key = '¤';"],
  ['a.r', 'api_key <- "¤"'],
  ['a.sh', 'export API_KEY=¤'],
  ['a.sh', 'API_TOKEN="¤"'],
  ['a.sh', "curl -H 'X-Api-Key: ¤' https://api.host.tld/"],
  ['a.sh', 'curl -H "Authorization: Bearer ¤" https://api.host.tld/'],
  ['a.sh', 'tool --api-key ¤ --verbose'],
  ['a.sh', 'tool --token=¤'],
  ['a.sh', 'echo ${API_TOKEN:-¤}'],
  ['a.sh', "curl 'https://api.host.tld/v1?api_key=¤&x=1'"],
  ['a.fish', 'set -x API_TOKEN ¤'],
  ['a.ps1', '$env:API_KEY = "¤"'],
  ['a.ps1', "$apiKey = '¤'"],
  ['a.bat', 'set API_KEY=¤'],
  ['a.sql', "CREATE USER app WITH PASSWORD '¤';"],
  ['a.sql', "CREATE USER 'app'@'%' IDENTIFIED BY '¤';"],
  ['Dockerfile', 'ENV API_KEY ¤'],
  ['Dockerfile', 'ENV API_KEY=¤'],
  ['Dockerfile', 'ARG API_TOKEN="¤"'],
  ['a.json', '{"apiKey": "¤"}'],
  ['a.json', '{\n  "access_token" : "¤",\n  "x": 1\n}'],
  ['a.ipynb', '  "source": ["api_key = \\"¤\\"\\n"]'],
  ['a.yaml', 'api_key: ¤'],
  ['a.yaml', "  apiKey: '¤'"],
  ['a.yaml', '  - name: API_TOKEN\n    value: ¤'],
  ['a.yaml', '  - name: API_TOKEN\n    value: "¤"'],
  ['a.yaml', 'client_secret: >-\n  ¤'],
  ['a.toml', 'api_key = "¤"'],
  ['a.ini', 'secret_key=¤'],
  ['a.ini', 'secret_key = ¤'],
  ['a.properties', 'spring.datasource.token=¤'],
  ['a.xml', '<apiKey>¤</apiKey>'],
  ['a.xml', '<string name="api_key">¤</string>'],
  ['a.xml', '<property name="secretKey" value="¤"/>'],
  ['a.tf', '  secret_key = "¤"'],
  ['a.hcl', 'token = "¤"'],
  ['a.http', 'X-Auth-Token: ¤'],
  ['a.http', 'Authorization: Bearer ¤'],
  ['a.config', 'Endpoint=https://x.host.tld/;SharedAccessKey=¤;EntityPath=q'],
];

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

/** Passwords as people choose them. `¤` stands for the value. */
const passwordForms: ReadonlyArray<readonly [path: string, text: string]> = [
  ['a.py', "password = '¤'"],
  ['a.py', "db = connect(host='db.host.tld', password='¤')"],
  ['a.py', "DB_PASS = '¤'"],
  ['a.js', "const user = { login: 'ann', pass: '¤' };"],
  ['a.json', '{"userPassword": "¤"}'],
  ['a.java', 'user.setPassword("¤");'],
  ['a.xml', '<password>¤</password>'],
  ['a.yaml', 'password: ¤'],
  ['a.yaml', '  # smtp_password: ¤'],
  ['a.properties', 'spring.datasource.password=¤'],
  ['a.ini', 'pwd = ¤'],
  ['a.sh', 'export PGPASSWORD=¤'],
  ['a.cs', 'var s = "Server=db;User Id=sa;Password=¤;Encrypt=true";'],
  ['a.sql', "ALTER USER app PASSWORD '¤';"],
  ['a.sh', 'curl -u ann:¤ https://api.host.tld/'],
  ['a.sh', "mysqldump --password='¤' db"],
  ['a.txt', 'https://ann:¤@git.host.tld/repo.git'],
];
const chosen = [`Tig${'er'}-7291x`, `b1ue${'Skies'}42`, `Wel${'come'}2023!`, `hunt${'er'}_2_99`];

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
