import { type Matcher, specificity } from '../matcher.ts';
import { isWordCode } from '../text.ts';
import { isPlaceholder, judgeValue } from './values.ts';

/** A place where a credential stands without a name: an argument of a known command or call. */
interface Place {
  /** Lower-case; the pattern is tried where it begins. */
  readonly anchor: string;
  /** From the anchor on, or up to it; the credential is the group `key`. Every quantifier is bounded. */
  readonly pattern: string;
  readonly ruleId: string;
  /** The credential stands before the anchor: the pattern must end there. */
  readonly isBefore?: boolean;
  /** Words do not count: the argument may well be something else. */
  readonly randomOnly?: boolean;
}

/** An argument, quoted or not. */
const argument = '["\']?(?<key>[^\\s"\'`$<>{}()]{5,128})';
/** Options in between, on the same line. */
const options = '(?:[ \\t]{1,4}[^\\s|;&"\']{1,80}){0,8}?[ \\t]{1,4}';
const literal = '[rbu@$]?["\'][^"\'\\n]{1,128}["\']';
const keyLiteral = '[rbu@$]?["\'](?<key>[^"\'\\n]{1,128})["\']';

/** An argument of a call that is not looked at. */
const other = '[ \\t\\n]{0,20}(?:[rbu@$]?"[^"\\n]{0,200}"|[rbu@$]?\'[^\'\\n]{0,200}\'|[\\w.$>:()-]{1,60})[ \\t]{0,4},';
const keyArgument = `[ \\t\\n]{0,20}${keyLiteral}`;
const echoed = 'echo[ \\t]{1,4}(?:-[ne]{1,2}[ \\t]{1,4})?["\']?';
const piped = '(?<key>[^\\s"\'`|$<>{}()]{5,128})["\']?[ \\t]{0,4}\\|[ \\t]{0,4}(?:sudo[ \\t]{1,4})?[\\w/]{0,20}';

/** Calls with a password behind so many other arguments. */
const passwordCalls: ReadonlyArray<readonly [anchor: string, before: number]> = [
  ['setbasicauth(', 1],
  ['plainauth(', 2],
  ['mysqli_connect(', 2],
  ['mysql_connect(', 2],
  ['mysql_pconnect(', 2],
  ['_real_connect(', 3],
  ['new mysqli(', 2],
  ['new pdo(', 2],
  ['mysqldb.connect(', 2],
  ['pymysql.connect(', 2],
  ['dbi->connect(', 2],
  ['new sequelize(', 2],
  ['wifi.begin(', 1],
];

/** The same for keys that something is signed or encrypted with. */
const secretCalls: ReadonlyArray<readonly [anchor: string, before: number, wrapper?: string]> = [
  ['createhmac(', 1],
  ['hmac.new(', 0],
  ['fernet(', 0],
  ['cookieparser(', 0],
  ['newcookiestore(', 0, '\\[\\]byte\\('],
  ['secretkeyspec(', 0],
  ['signwith(', 1],
  ['symmetricsecuritykey(', 0, '[\\w.]{1,40}\\('],
  ['awscredentials(', 1],
  ['basiccredentials.create(', 1],
  ['newstaticcredentials(', 1],
  ['newstaticcredentialsprovider(', 1],
];

const places: readonly Place[] = [
  ...passwordCalls.map(
    ([anchor, before]): Place => ({
      anchor,
      pattern: `${escaped(anchor)}${other.repeat(before)}${keyArgument}`,
      ruleId: 'generic-password',
    }),
  ),
  ...secretCalls.map(
    ([anchor, before, wrapper]): Place => ({
      anchor,
      pattern: `${escaped(anchor)}${other.repeat(before)}[ \\t\\n]{0,20}(?:${wrapper ?? 'new '})?${keyLiteral}`,
      ruleId: 'generic-secret',
      randomOnly: true,
    }),
  ),
  ...['jwt.sign(', 'jwt.verify(', 'jwt.encode(', 'jwt.decode(', 'jwt::encode(', 'jwt::decode('].map(
    (anchor): Place => ({
      anchor,
      pattern: `${escaped(anchor)}[^\\n]{1,200}?,[ \\t]{0,4}(?!["'](?:[HREP]S\\d|EdDSA))${keyLiteral}[ \\t]{0,4}[,)]`,
      ruleId: 'generic-secret',
    }),
  ),
  {
    anchor: 'login(',
    pattern: `login\\([ \\t]{0,4}["'][\\w.+-]{1,60}@[\\w.-]{1,60}["'][ \\t]{0,4},[ \\t]{0,4}${keyLiteral}`,
    ruleId: 'generic-password',
  },
  ...['setvalue(', 'addvalue(', 'setvalue:', 'addvalue:'].map(
    (anchor): Place => ({
      anchor,
      pattern: `${escaped(anchor)}@?"(?:Bearer |Token |Basic )?(?<key>[^"\\n]{8,300})"\\)?,?[ \\t]{1,4}forHTTPHeaderField:[ \\t]?@?"[\\w-]{0,30}(?:key|token|auth|secret)`,
      ruleId: 'generic-token',
      randomOnly: true,
    }),
  ),
  { anchor: 'basic_auth', pattern: `basic_auth[ (]{1,2}${literal},[ ]{0,4}${keyLiteral}`, ruleId: 'generic-password' },
  { anchor: 'chpasswd', pattern: `${echoed}[\\w.-]{1,40}:${piped}$`, ruleId: 'command-line-password', isBefore: true },
  { anchor: 'passwd --stdin', pattern: `${echoed}${piped}$`, ruleId: 'command-line-password', isBefore: true },
  { anchor: 'sudo -s', pattern: `${echoed}${piped}$`, ruleId: 'command-line-password', isBefore: true },
  {
    anchor: '@tcp(',
    pattern: '["\'`=][\\w.-]{1,64}:(?<key>[^\\s"\'`@:/$%{}]{3,128})$',
    ruleId: 'database-url-password',
    isBefore: true,
  },
  ...['mongo', 'mongosh', 'mongodump', 'mongorestore', 'mongoexport', 'mongoimport'].map(
    (anchor): Place => ({
      anchor: `${anchor} `,
      pattern: `${anchor}${options}-p[ \\t]{1,4}${argument}`,
      ruleId: 'command-line-password',
    }),
  ),
  { anchor: 'sqlcmd ', pattern: `sqlcmd${options}-P[ \\t]{0,4}${argument}`, ruleId: 'command-line-password' },
  {
    anchor: 'htpasswd ',
    pattern: `htpasswd[ \\t]{1,4}-\\w{0,3}b\\w{0,3}[ \\t]{1,4}\\S{1,80}[ \\t]{1,4}[\\w.@-]{1,60}[ \\t]{1,4}${argument}`,
    ruleId: 'command-line-password',
  },
  { anchor: 'ldapsearch ', pattern: `ldapsearch${options}-w[ \\t]{0,4}${argument}`, ruleId: 'command-line-password' },
  { anchor: 'ipmitool ', pattern: `ipmitool${options}-P[ \\t]{1,4}${argument}`, ruleId: 'command-line-password' },
  { anchor: 'az login ', pattern: `az login${options}-p[ \\t]{1,4}${argument}`, ruleId: 'command-line-password' },
  {
    anchor: 'smbclient ',
    pattern: `smbclient${options}-U[ \\t]{0,4}["']?[\\w.\\\\/-]{1,64}%(?<key>[^\\s"'$]{4,128})`,
    ruleId: 'command-line-password',
  },
  {
    anchor: 'sqlplus ',
    pattern: 'sqlplus[ \\t]{1,4}(?:-\\w{1,4}[ \\t]{1,4})?["\']?\\w{1,40}/(?<key>[^\\s"\'@/$]{4,64})@',
    ruleId: 'command-line-password',
  },
  {
    anchor: 'net user ',
    pattern: `net user[ \\t]{1,4}["']?[\\w.-]{1,40}["']?[ \\t]{1,4}${argument}(?=[ \\t]{1,4}/|["']?\\s*$)`,
    ruleId: 'command-line-password',
  },
  {
    anchor: '.tochararray()',
    pattern: '(?:load|getKey|PBEKeySpec|PasswordProtection|init)\\([^"\\n]{0,80}"(?<key>[^"\\n]{4,64})"$',
    ruleId: 'generic-password',
    isBefore: true,
  },
  { anchor: 'requirepass ', pattern: `requirepass[ \\t]{1,4}${argument}`, ruleId: 'generic-password' },
  { anchor: 'bindpw ', pattern: `bindpw[ \\t]{1,4}${argument}`, ruleId: 'generic-password' },
  { anchor: 'rootpw ', pattern: `rootpw[ \\t]{1,4}(?:--plaintext[ \\t]{1,4})?${argument}`, ruleId: 'generic-password' },
  {
    anchor: ':5432:',
    pattern: `:5432:[^:\\s"']{1,64}:[^:\\s"']{1,64}:(?<key>[^\\s:"']{5,128})(?=\\s|$)`,
    ruleId: 'generic-password',
  },
  { anchor: 'sshpass', pattern: `sshpass${options}-p[ \\t]{0,4}${argument}`, ruleId: 'command-line-password' },
  {
    anchor: 'docker login',
    pattern: `docker login${options}-p[ \\t]{1,4}${argument}`,
    ruleId: 'command-line-password',
  },
  { anchor: 'mysql', pattern: `mysql(?:dump|admin|import)?${options}-p${argument}`, ruleId: 'command-line-password' },
  { anchor: 'redis-cli', pattern: `redis-cli${options}-a[ \\t]{1,4}${argument}`, ruleId: 'command-line-password' },
  { anchor: '-passin', pattern: `-passin[ \\t]{1,4}["']?pass:${argument}`, ruleId: 'command-line-password' },
  { anchor: '-passout', pattern: `-passout[ \\t]{1,4}["']?pass:${argument}`, ruleId: 'command-line-password' },
  {
    anchor: 'convertto-securestring',
    pattern: `ConvertTo-SecureString(?:[ \\t]{1,4}-(?:AsPlainText|Force|String)){0,3}[ \\t]{1,4}${keyLiteral}`,
    ruleId: 'generic-password',
  },
  ...['networkcredential', 'usernamepasswordcredentials', 'passwordauthentication', 'httpbasicauth', 'basicauth'].map(
    (anchor): Place => ({
      anchor,
      pattern: `${anchor}\\([ \\t\\n]{0,20}${literal}[ \\t]{0,4},[ \\t\\n]{0,20}${keyLiteral}`,
      ruleId: 'generic-password',
    }),
  ),
  {
    anchor: 'auth=(',
    pattern: `auth=\\([ \\t]{0,4}${literal}[ \\t]{0,4},[ \\t]{0,4}${keyLiteral}[ \\t]{0,4}\\)`,
    ruleId: 'generic-password',
  },
  {
    anchor: 'getconnection(',
    pattern: `getConnection\\([^"'\\n;]{0,80}(?:"[^"\\n]{0,200}")?[^"'\\n;]{0,10},[ \\t]{0,4}"[^"\\n]{1,64}"[ \\t]{0,4},[ \\t]{0,4}"(?<key>[^"\\n]{1,128})"`,
    ruleId: 'generic-password',
  },
];

/** How far the patterns read from their anchor, in UTF-16 code units. */
const REACH = 900;

/** How far those read that stand before their anchor. */
const REACH_BEFORE = 240;

function escaped(anchor: string): string {
  return anchor.replace(/[.()>$]/g, '\\$&');
}

export function placeMatcher(): Matcher {
  const byAnchor = new Map<string, { readonly place: Place; readonly pattern: RegExp }>();
  for (const place of places)
    byAnchor.set(place.anchor, { place, pattern: new RegExp(place.pattern, place.isBefore ? 'di' : 'diy') });
  return {
    anchors: [...byAnchor.keys()],
    before: REACH_BEFORE,
    after: REACH,
    match(text, at, anchor, report) {
      const { place, pattern } = byAnchor.get(anchor) as { place: Place; pattern: RegExp };
      if (at > 0 && isWordCode(text.charCodeAt(at - 1)) && isWordCode(anchor.charCodeAt(0)) && !mayBeQualified(anchor))
        return;
      const from = place.isBefore ? Math.max(0, at - REACH_BEFORE) : at;
      pattern.lastIndex = 0;
      const found = pattern.exec(place.isBefore ? text.slice(from, at) : text.slice(at, at + REACH));
      const range = found?.indices?.groups?.['key'];
      if (!found || !range) return;
      const value = found.groups?.['key'] as string;
      const verdict = judgeValue(value);
      if (verdict.kind === 'no' || isPlaceholder(value) || (place.randomOnly && verdict.kind !== 'random')) return;
      const isStrong = verdict.kind !== 'word' || verdict.mixed;
      report({
        ruleId: place.ruleId,
        start: from + range[0],
        end: from + range[1],
        confidence: isStrong ? 'likely' : 'possible',
        evidence: ['url-credentials'],
        rank: specificity.generic + 500,
      });
    },
  };
}

/** Whether more of a name may stand before the anchor: `_real_connect`, `BasicAWSCredentials`. */
function mayBeQualified(anchor: string): boolean {
  return anchor.endsWith('(') && !anchor.startsWith('login');
}

const mnemonicName =
  /["'`]?[ \t]{0,4}[:=]{1,2}[ \t]{0,4}["'`](?=(?:[a-z]{3,8} ){11})((?:[a-z]{3,8} ){11,23}[a-z]{3,8})["'`]/y;

/** Seed phrases of wallets (BIP-39: 12 to 24 words of 3 to 8 letters) under a name that says so. */
export function mnemonicMatcher(): Matcher {
  return {
    anchors: ['mnemonic', 'seed_phrase', 'seedphrase', 'recovery_phrase'],
    before: 0,
    after: 300,
    match(text, at, anchor, report) {
      mnemonicName.lastIndex = at + anchor.length;
      const found = mnemonicName.exec(text);
      const phrase = found?.[1];
      if (!found || phrase === undefined) return;
      const words = phrase.split(' ');
      // Tools' test phrases repeat one word.
      if (words.length % 3 !== 0 || new Set(words).size < words.length - 2) return;
      const end = at + anchor.length + found[0].length - 1;
      report({
        ruleId: 'wallet-seed-phrase',
        start: end - phrase.length,
        end,
        confidence: 'likely',
        evidence: ['name', 'format'],
        rank: specificity.named,
      });
    },
  };
}
