/**
 * Judging the name a value is assigned to, by its words: `dbPassword` and `X-Api-Key` say that the value is a secret,
 * `passwordField`, `primaryKey` and `TOKEN_URL` say that it is not.
 */

/** What the name promises; `strong` names need less from the value. */
export interface NameVerdict {
  readonly kind: 'password' | 'key' | 'token' | 'secret';
  readonly strong: boolean;
  /** Nothing but `key`, or a word that is near to a key: only a value beyond doubt counts. */
  readonly bare?: boolean;
  /** A token of which a word says that it gives access; some providers issue such ones in the form of UUIDs. */
  readonly qualified?: boolean;
}

/** Splits a name at separators, case changes and digits: `myAPIKey2` -> `my api key 2`. Lower case. */
export function nameWords(name: string): string[] {
  const words: string[] = [];
  let start = 0;
  let previous = 0;
  for (let at = 0; at <= name.length; at++) {
    const kind = at < name.length ? kindOf(name.charCodeAt(at)) : 0;
    const isEdge =
      kind === 0 ||
      (kind === UPPER && (previous === LOWER || previous === DIGIT)) ||
      (kind === UPPER && previous === UPPER && kindOf(name.charCodeAt(at + 1)) === LOWER) ||
      (kind === DIGIT && (previous === LOWER || previous === UPPER));
    if (isEdge && at > start) {
      addWord(words, name.slice(start, at).toLowerCase());
    }
    if (isEdge) start = kind === 0 ? at + 1 : at;
    previous = kind;
  }
  return words;
}

const LOWER = 1;
const UPPER = 2;
const DIGIT = 3;

/** Kind of an ASCII letter or digit, 0 for what separates words. */
function kindOf(code: number): number {
  if (code >= 97 && code <= 122) return LOWER;
  if (code >= 65 && code <= 90) return UPPER;
  return code >= 48 && code <= 57 ? DIGIT : 0;
}

/** Adds a word, taken apart where it is several. */
function addWord(words: string[], word: string): void {
  const parts = compounds.get(word) ?? written(word);
  if (parts) words.push(...parts);
  else words.push(word);
}

/** What ends in a word for a secret without a separator: `dbsecret`. */
function written(word: string): readonly string[] | undefined {
  return /^([a-z]{2,14})(password|passwd|secret|token|apikey|pwd)$/.exec(word)?.slice(1);
}

/** Words that people write together, taken apart. */
const compounds: ReadonlyMap<string, readonly string[]> = new Map(
  (
    'api key|api token|api secret|access key|access token|secret key|private key|auth token|auth key|app secret|app key|' +
    'client secret|consumer key|consumer secret|db password|db passwd|db pass|db pwd|user password|user pass|' +
    'root password|admin password|admin pass|master key|master password|encryption key|encrypt key|signing key|sign key|' +
    'account key|storage key|session key|session token|refresh token|bearer token|id token|web hook|file name|' +
    'key store|trust store|time out|place holder|key word|secret access key|oauth token|' +
    'license key|service key|subscription key|shared key|mysql pwd|pg password|pgp key|ssh key|hmac key|jwt secret|' +
    'db pw|user pw|admin pw|root pw|bind pw|bind pass|root pass|ssh pass|ssl pass|mail pass|smtp pass|ftp pass|wifi pass|pg pass|' +
    'my pass|login pass|web pass|store pass|key pass|require pass|become pass|github pat|' +
    'redis password|mail password|smtp password|ftp password|keystore password|public key|primary key'
  )
    .split('|')
    .map((phrase) => [phrase.replaceAll(' ', ''), phrase.split(' ')]),
);

const passwordWords = new Set([
  'password',
  'passwd',
  'pwd',
  'passphrase',
  'passcode',
  'pswd',
  'psw',
  'passwort',
  'contrasena',
  'motdepasse',
  'senha',
  'userpass',
  'mypass',
  'passw',
  'mdp',
  'psk',
]);
const secretWords = new Set(['secret', 'secrets', 'credential', 'credentials', 'cred', 'creds']);
const tokenWords = new Set(['token', 'tokens', 'bearer', 'jwt', 'tok']);
const keyWords = new Set(['key', 'keys', 'apikey', 'sk']);

/** Words that make of `key` a secret key. */
const keyQualifiers = new Set(
  (
    'api access secret private auth authentication encryption encrypt crypto cipher aes des hmac signing sign signature master account ' +
    'storage shared service admin app application consumer client license licence subscription developer dev integration webhook ' +
    'server write ingest ssh pgp gpg rsa ec session cookie jwt token security secure deploy deployment root user project ' +
    'org organization team account sas management vault kms wrapping bot mail sms push'
  ).split(' '),
);
/** Words that make of `key` a strong secret even without a provider. */
const strongKeyQualifiers = new Set(
  'api access secret private auth encryption encrypt hmac signing master account shared admin consumer license subscription jwt session'.split(
    ' ',
  ),
);

/** Words that say of a token that it gives access to an interface. */
const tokenQualifiers = new Set('api access auth bot deploy personal private secret service admin oauth'.split(' '));

/** Whether a word in front of `key` in a text says which key it is, one way or the other. */
export function saysWhichKey(word: string): boolean {
  return strongKeyQualifiers.has(word) || word === 'public' || word === 'primary' || word === 'foreign';
}

/** Words in front that say the value is meant to be seen, or is not a credential. */
const harmlessBefore = new Set(
  (
    'public pub primary foreign cache cached sort partition hash index object row unique composite group lookup ' +
    'translation i18n locale label message property registry hot shortcut keyboard arrow idempotency publishable ' +
    'site react json dict dictionary query meta next prev previous continuation pagination page cursor cancellation ' +
    'cancel syntax lexer parser begin eos bos pad unk sep cls mask special max min num count stop state resume ' +
    'replace field column map attribute attr metadata tag trie btree sorted natural surrogate candidate param anti ' +
    'xsrf csrf forgery verification recaptcha host known authorized without has is show hide toggle reset forgot ' +
    'change update confirm enter invalid wrong missing require requires required use enable allow need fips bad ' +
    'incorrect empty null undefined default_name socket sealed wrapped encrypted no'
  ).split(' '),
);

/** Words behind that make it something about the secret instead of the secret. */
const harmlessAfter = new Set(
  (
    'url uri urls endpoint endpoints file files path paths filename dir directory folder name names id ids identifier type types ' +
    'length len size count prefix suffix regex regexp pattern format field fields header headers label labels title placeholder ' +
    'hint text message messages msg error errors err description desc help policy policies validator validation validity rule rules ' +
    'expiry expires expiration expire exp ttl timeout lifetime age date time at duration interval algorithm alg algo method ' +
    'hash hashed digest checksum fingerprint index idx enabled enable disabled required valid visible visibility strength reset ' +
    'input form page view column col table param params parameter parameters arg args argument var variable env provider manager ' +
    'service store storage cache bytes encoding encoder iter iterations num mode class usage event events state status map list set ' +
    'source src host hostname port domain issuer audience scope scopes key_id kid version ver link location region zone ' +
    'generator factory builder handler callback listener function func fn test tests spec example examples template ' +
    'icon image button dialog modal screen prompt question info details config configuration settings setting options option ' +
    'pair pairs ring bits curve spec alias aliases ref reference refs arn resource vault engine helper util utils ' +
    'auth_method grant response request result output data_type schema property properties attribute attributes attr ' +
    'changed change update updated created create required_message mismatch match confirmation manager client server ' +
    'limit limits max min quota rate budget usage used cost total price stream reader writer parser lexer kind value_type ' +
    'selector xpath css color style width height position offset row column order sort press down up code codes board word words frame frames bundle label'
  ).split(' '),
);

/** Suffixes that leave the meaning as it is: `password1`, `apiKeyValue`, `secret_b64`, `token_prod`. */
const neutralAfter = new Set(
  (
    'value val base string str literal prod production dev development staging stage stg qa test live sandbox default new old ' +
    'current primary secondary backup b64 base64 hex encoded raw plain plaintext clear main master local remote internal external ' +
    'a b c x y const constant my the demo uat'
  ).split(' '),
);

/**
 * Judges a whole name. Of a dotted one the last part counts, and the part before it when the last says too little
 * (`stripe.key`).
 * @param words of the name, from `nameWords`.
 */
export function judgeFullName(name: string, words: readonly string[]): NameVerdict | undefined {
  if (!name.includes('.')) return judgeName(words);
  const parts = name.split('.');
  const last = judgeName(nameWords(parts.at(-1) as string));
  if (last?.strong) return last;
  return judgeName(nameWords(parts.slice(-2).join('.'))) ?? last;
}

/**
 * @param words of the name, from `nameWords`.
 * @returns undefined when the name does not say that its value is a secret.
 */
export function judgeName(words: readonly string[]): NameVerdict | undefined {
  let end = words.length;
  while (end > 0 && (isNumber(words[end - 1] as string) || neutralAfter.has(words[end - 1] as string))) {
    if (isHead(words, end - 1)) break;
    end--;
  }
  if (end === 0) return undefined;
  const head = words[end - 1] as string;
  const before = end - 1;
  const previous = before > 0 ? words[before - 1] : undefined;
  if (harmlessAfter.has(head) && !isHead(words, before) && !(head === 'code' && previous === 'pass')) return undefined;
  // A secret that tokens for the browser are made with is none of them.
  const isMaker = secretWords.has(head) && (previous === 'csrf' || previous === 'xsrf' || previous === 'verification');
  if (!isMaker && !passwordWords.has(head) && holdsOne(words, before, harmlessBefore)) return undefined;
  if (previous !== undefined && harmlessBefore.has(previous) && !isMaker) return undefined;
  return judgeHead(head, previous, words, before);
}

/** A digit behind a letter begins a word: where the last is one, all are. */
function isNumber(word: string): boolean {
  return kindOf(word.charCodeAt(word.length - 1)) === DIGIT;
}

/** Whether one of the first `count` words is in the set. */
function holdsOne(words: readonly string[], count: number, set: ReadonlySet<string>): boolean {
  for (let i = 0; i < count; i++) if (set.has(words[i] as string)) return true;
  return false;
}

/** Passes that nobody logs in with: of a compiler, a renderer, a filter, a test. */
const otherPasses = new Set(
  'first second final last next single two multi render shader low high band assert should optimization boarding all skip'.split(
    ' ',
  ),
);

function isHead(words: readonly string[], at: number): boolean {
  const word = words[at] as string;
  return passwordWords.has(word) || secretWords.has(word) || tokenWords.has(word) || keyWords.has(word);
}

/** @param before how many words stand in front of the head. */
function judgeHead(
  head: string,
  previous: string | undefined,
  words: readonly string[],
  before: number,
): NameVerdict | undefined {
  if (passwordWords.has(head)) return { kind: 'password', strong: true };
  if (head === 'pass' && previous !== undefined && otherPasses.has(previous)) return undefined;
  if (head === 'pass' || head === 'pw') return { kind: 'password', strong: previous !== undefined };
  if (head === 'phrase' || head === 'code') return previous === 'pass' ? { kind: 'password', strong: true } : undefined;
  if (secretWords.has(head)) return { kind: 'secret', strong: head.startsWith('secret') || before > 0 };
  if (tokenWords.has(head)) {
    return { kind: 'token', strong: true, qualified: holdsOne(words, before, tokenQualifiers) };
  }
  if (keyWords.has(head)) {
    if (head === 'apikey') return { kind: 'key', strong: true };
    if (previous !== undefined && strongKeyQualifiers.has(previous)) return { kind: 'key', strong: true };
    if (holdsOne(words, before, keyQualifiers)) return { kind: 'key', strong: false };
    if (head === 'keys') return undefined;
    return { kind: 'key', strong: false, bare: before === 0 };
  }
  if (head === 'pat' && /^(?:git\w*|gh|ado|azure|devops|bitbucket|docker\w*|personal|access)$/.test(previous ?? '')) {
    return { kind: 'token', strong: true };
  }
  if (head === 'auth' || head === 'authorization') return { kind: 'token', strong: false };
  if (head === 'salt') return { kind: 'secret', strong: false, bare: true };
  return undefined;
}
