import {
  ALPHANUMERIC,
  AMPERSAND,
  ANGLE,
  AT,
  BACKSLASH,
  BRACE,
  BRACKET,
  COLON,
  DIGIT,
  DOLLAR,
  DOT,
  EQUALS,
  FOREIGN,
  HYPHEN,
  LETTER,
  LOWER,
  OTHER,
  PAREN,
  PERCENT,
  PIPE,
  SLASH,
  SPACE,
  signsOf,
  UNDERSCORE,
  UPPER,
} from '../signs.ts';
import { hasEntropy } from '../text.ts';
import { randomness } from './randomness.ts';

/** What a value looks like, apart from the name it is given. */
export type ValueVerdict =
  /** As good as random for its length and alphabet; `bits` of evidence. */
  | { readonly kind: 'random'; readonly bits: number }
  /** Not random, but what people choose as a password: it has no spaces and is no placeholder. */
  | { readonly kind: 'word'; readonly mixed: boolean }
  /** An identifier by its form; some providers issue keys of it. */
  | { readonly kind: 'uuid' }
  | { readonly kind: 'no' };

/** Bits of `randomness` from which a value counts as random. Words and identifiers of any length stay below. */
const RANDOM_BITS = 22;
/** Longest value judged; longer ones are documents, images, certificates. UTF-16 code units. */
export const LONGEST_VALUE = 512;
const NO: ValueVerdict = { kind: 'no' };

/** What the rest of an expression begins with. */
const closesCode = /^[)\]},;]/;

/** @param value decoded content of the literal, without quotes. */
export function judgeValue(value: string): ValueVerdict {
  const { length } = value;
  if (length < 4 || length > LONGEST_VALUE) return NO;
  const signs = signsOf(value);
  if ((signs & SPACE) !== 0 || ((signs & FOREIGN) !== 0 && (/\s/.test(value) || isProse(value)))) return NO;
  if (isDense(value) && !isPlaceholder(value)) return { kind: 'random', bits: randomness(value) };
  if (closesCode.test(value)) return NO;
  if ((signs & HYPHEN) !== 0 && isUuid(value))
    return randomness(value.replaceAll('-', '')) >= RANDOM_BITS ? { kind: 'uuid' } : NO;
  if (isPlaceholder(value) || isReference(value) || isKnownShape(value)) return NO;
  if (hasPattern(value)) return length >= 6 && length <= 24 ? weakWord(value) : NO;
  const bits = randomness(value);
  if (length >= 8 && bits >= RANDOM_BITS && isMixed(value, bits)) {
    return isEncodedText(value) ? NO : { kind: 'random', bits };
  }
  return weakWord(value);
}

/** Base64 of a placeholder, an address or a sentence, as in samples of manifests. */
function isEncodedText(value: string): boolean {
  if (!mayEncodeText(value)) return false;
  if (!/^(?:[A-Za-z0-9+/]{4}){2,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value)) return false;
  const text = atob(value).trim();
  if (!/^[\x20-\x7e]{5,}$/.test(text)) return false;
  return (
    isPlaceholder(text) ||
    isReference(text) ||
    (isKnownShape(text) && !isUuid(text)) ||
    /^[A-Za-z]+(?:[ -][A-Za-z]+)+$/.test(text)
  );
}

/** Whether every third byte of what base64 stands for can be ASCII: its digit is one of the first half, `A` to `f`. */
function mayEncodeText(value: string): boolean {
  for (let i = 0; i < value.length; i += 4) {
    const code = value.charCodeAt(i);
    if (!((code >= 65 && code <= 90) || (code >= 97 && code <= 102))) return false;
  }
  return true;
}

/** Random letters of one case are what initialisms and unknown languages look like: ask for more there. */
function isMixed(value: string, bits: number): boolean {
  const signs = signsOf(value);
  if (signs === DIGIT) return false;
  const isOfOne = signs === LOWER || signs === UPPER || (signs & ALPHANUMERIC) === 0;
  return !isOfOne || bits >= 2 * RANDOM_BITS;
}

/**
 * Drawn from all the signs of a keyboard, as password managers do: it may look like an expression here and there. Four
 * kinds of characters, many different signs, no run of letters that could be a word, nothing of a template or a pattern.
 */
function isDense(value: string): boolean {
  if (value.length < 12 || value.length > 80) return false;
  const kinds = signsOf(value);
  if ((kinds & ALPHANUMERIC) !== ALPHANUMERIC || kinds === ALPHANUMERIC) return false;
  const signs = value.match(/[^A-Za-z0-9]/g) ?? [];
  if (new Set(signs).size < Math.max(3, value.length / 8) || signs.length * 2 > value.length) return false;
  if (/[a-z]{5}|[A-Z]{6}|[A-Za-z]-[A-Za-z]|0-9|\\|\(\?|[$#@{]\{|<%|\$\(|:\/\/|["'`]/.test(value)) return false;
  return randomness(value) >= RANDOM_BITS;
}

/** Text of a language that is not written in ASCII: a label or a message. A password may hold an umlaut or two. */
function isProse(value: string): boolean {
  const foreign = value.match(/[^\0-\x7f]/g)?.length ?? 0;
  return foreign > 0 && (foreign * 4 > value.length || !/[0-9]/.test(value));
}

function weakWord(value: string): ValueVerdict {
  if (
    isNameOfSecret(value) ||
    /^[*&@]\w+(?:\.\w+)*$/.test(value) || // a pointer, an address, a template's variable
    /[\s<>`'"\\]/.test(value) ||
    /^[[({].*[\])}]$/.test(value) ||
    /^[./~\\]/.test(value) ||
    value.length > 40 ||
    isPlainWords(value)
  )
    return NO;
  const signs = signsOf(value);
  const mixed = (signs & DIGIT) !== 0 && (signs & LETTER) !== 0 && ((signs & ~ALPHANUMERIC) !== 0 || value.length >= 8);
  return { kind: 'word', mixed: mixed && !isWeak(value) };
}

/** What people type when they need any password at all; real ones are among these, and most samples. */
function isWeak(value: string): boolean {
  const plain = value
    .toLowerCase()
    .replace(/[^a-z]+$/, '')
    .replace(
      /[0@$1!34]/g,
      (sign) => ({ '0': 'o', '@': 'a', $: 's', '1': 'i', '!': 'i', '3': 'e', '4': 'a' })[sign] as string,
    )
    .replace(/[^a-z]+/g, '');
  return /^(?:(?:my|new|old|the|test|super|very|this|is|a|some|secret|secure|wrong|bad|user|admin)*(?:pass|passwd|password|passphrase|pwd|secret|test|testing|admin|user|foo|bar|foobar|example|demo|abc|abcd|changeme|sample|dummy))$/.test(
    plain,
  );
}

/** `db_password`, `SetUserPassword`, `client-secret`: what the value is called, in place of the value. */
function isNameOfSecret(value: string): boolean {
  return (
    /^[A-Za-z]+(?:[._ :/-][A-Za-z]+)*$/.test(value) &&
    /(?:[._ :/-]|^)(?:pass|passwd|password|passphrase|pwd|secret|token|key|credentials?)$|[a-z](?:Pass|Passwd|Password|Passphrase|Pwd|Secret|Token|Key|Credentials?)$|^(?:pass|password|secret|token|key)[._ :/-]/i.test(
      value.replace(/([a-z])([A-Z])/g, '$1-$2'),
    )
  );
}

/** RFC 9562, with hyphens. */
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const placeholderWords =
  /^(?:change[-_ ]?(?:me|it|this)?|replace[-_ ]?(?:me|this)?|fix[-_ ]?me|to[-_ ]?do|tbd|dummy|fake|mock(?:ed)?|sample|example|placeholder|redacted|removed|masked|hidden|sensitive|censored|undefined|null|nil|none|nan|true|false|yes|no|on|off|test(?:ing|ed|er)?|demo|foo(?:bar)?|bar|baz|qux|quux|abc(?:123|def)?|xyz|letmein|passwort|kennwort|heslo|senha|salasana|contrasenya|contrasena|parola|parole|wachtwoord|passord|adgangskode|geslo|lozinka|haslo|palavra-passe|passwuert|string|text|value|default|empty|blank|unset|unknown|invalid|wrong|incorrect|password|passwd|pass|pwd|passphrase|secret|token|key|apikey|api[-_]key|access[-_]?token|access[-_]?key|auth|basic|bearer|admin|user(?:name)?|root|guest|public|private|required|optional|not[-_ ]?set|n\/a|insert|enter|input|your|my|the|some|any|good|bad|hello|world|auto|prompt|ask|keyring|inherit|optional|md5|sha1|sha256|hs256|rs256|plain(?:text)?|encrypted|encoded|disabled|enabled|current|new|old|first|second|other|type|name|title|label|hash|file|path|code|cookie|header|body|query|session|client|server|local|localhost|system|anonymous|nopass(?:word)?|nopasswd)$/i;

/** Longer than any of them, in UTF-16 code units. */
const LONGEST_WORD = 20;

const placeholderParts =
  /^(?:asdf|qwert)\w*$|(?:^|[-_ .])(?:your|my|some|the|an?|this|insert|enter|put|add|paste|replace|change)[-_ .](?:\w+[-_ .]){0,4}(?:key|token|secret|password|passwd|pwd|pass|here|value|id|me)\b|^(?:your|my|insert|enter|paste|replace)\w{0,20}(?:key|token|secret|password|passwd|pwd|here)$|[-_ .](?:here|goes[-_ .]here|placeholder)$|^(?:xxx+|\*{3,}|\.{3,}|•+|-{3,}|_{3,}|\?{3,}|#{3,}|x+-x+.*|[x*.•_-]{4,})|xxxx|\*{4}|\.{3}|…|•{3}|change[-_ ]?(?:me|it)|replace[-_ ]?(?:me|with)|place[-_ ]?holder|redacted|dummy|fixme|not[-_ ]?(?:a[-_ ]?)?(?:real|secret|valid|used|needed)|(?:^|[-_ .])(?:example|sample|fake|mock|invalid|obfuscated|todo|tbd)(?:$|[-_ .0-9])|(?<!django-)insecure|do[-_]?not[-_]?use|super[-_ ]?secret|your[-_]?(?:api|secret|access|private|auth)?[-_]?(?:key|token)|(?:test|sample|example|fake|demo|dummy)[-_ ]?(?:key|token|secret|password|pass|passwd|pwd|value|api)|(?:secret|password|token)[-_ ]?(?:key|token|secret|password|value|test|string)$/i;

const saysExample = /EXAMPLE|Example|example$|SAMPLE|PLACEHOLDER|DUMMY|REDACTED/;

/** Text that stands where the key will be, in the styles of all ecosystems. */
export function isPlaceholder(value: string): boolean {
  if (
    (value.length <= LONGEST_WORD && placeholderWords.test(value)) ||
    placeholderParts.test(value) ||
    saysExample.test(value)
  )
    return true;
  const signs = signsOf(value);
  if (holds(value, signs, bracketed)) return true;
  if ((signs & UNDERSCORE) === 0 || (signs & LOWER) !== 0) return false;
  return /^(?:[A-Z][A-Z0-9]*_)+[A-Z0-9]*$/.test(value) && randomness(value) < RANDOM_BITS;
}

/** Patterns, each with the kinds of characters of which a text that it matches holds one: `holds` skips the others. */
export type Shapes = ReadonlyArray<readonly [needs: number, pattern: RegExp]>;

function holds(value: string, signs: number, shapes: Shapes): boolean {
  for (let i = 0; i < shapes.length; i++) {
    const [needs, pattern] = shapes[i] as Shapes[number];
    if ((signs & needs) !== 0 && pattern.test(value)) return true;
  }
  return false;
}

export const bracketed: Shapes = [
  [ANGLE | BRACKET | PAREN, /^<[^<>]*>$|<[A-Za-z_][\w .:-]*>|^\[[^\]]*\]$|^\([^)]*\)$/],
];

/** What AWS KMS encrypted. */
const ofKms = /^AQICAH/i;

/** A lookup, a template or an expression instead of a value. */
export function isReference(value: string): boolean {
  return (
    ofKms.test(value) ||
    value.startsWith('getenv') || // the rest needs a sign
    holds(value, signsOf(value), references)
  );
}

export const references: Shapes = [
  [BRACE | DOLLAR | ANGLE, /\$\{|\$\(|\{\{|\}\}|<%|%>|#\{|\$\[|\{%/],
  [
    DOLLAR | PERCENT | BRACE | AT | COLON | AMPERSAND,
    /^(?:\$[A-Za-z_]\w*$|%[A-Za-z_]\w*%$|%[sdvq]$|%\(\w+\)s?|\{\w*\}$|@\{\w+\}$|@\w+@$|:\w+$|&\w+;)/,
  ],
  [PERCENT | BRACE | AT, /^[%{].*[%}]$|%s|%v|%d\b|\{\d*\}|^\{[A-Za-z_][\w.]*\}|^@[A-Z][A-Z0-9_]*@?$/],
  [
    COLON | SLASH,
    /^(?:op|vault|aws|gcp|azure|env|file|secret|secrets|ref|ssm|sm|keyvault|kms|arn|bao|doppler|infisical|awskms|sops|base64|keychain|projects)[:/]{1,3}\w/i,
  ],
  [
    OTHER | BRACKET | PAREN | BRACE | COLON,
    /^(?:!|ENC[[(]|\{cipher\}|\{noop\}|vault:|enc:|crypt:|sops:|\{(?:ssha|sha|md5|bcrypt|pbkdf2)\})/i,
  ],
  [
    DOT | BRACKET,
    /^(?:process\.env|import\.meta|os\.(?:environ|getenv)|ENV\[|System\.|secrets\.|var\.|local\.|data\.|module\.|config\.|env\.|self\.|this\.|settings\.|Rails\.|args\.|options\.|opts\.|request\.|req\.|params\.|ctx\.|props\.|state\.|app\.|vars\.|github\.|inputs\.|steps\.)/,
  ],
  // Regular expressions.
  [
    BRACKET | BACKSLASH | PAREN | PIPE,
    /\[\^|\[\w-\w|\\[wdsbS]|\(\?[:!=<]|\[[^\]]{1,12}\][*+?]|\w\|\w{3,}\??\|\w|\[\[:|^[a-z_]+(?:\|[a-z_:,0-9]+)+$/,
  ],
  [HYPHEN, /[aA]-[zZ]/],
  // A call: a name, in which digits may come last, and what it is called with up to the end.
  [PAREN, /(?<=[A-Za-z_]\d*)\(.*$/],
  [ANGLE | COLON | BRACKET | AMPERSAND | PIPE | EQUALS, /->|=>|::\w|\[['"\d]|&&|\|\||\s[=!]=/],
];

/** Things that look random and are no secrets. */
export function isKnownShape(value: string): boolean {
  if (isShapeOfLetters(value)) return true;
  const signs = signsOf(value);
  return (
    holds(value, signs, knownShapes) ||
    ((signs & (DOT | COLON)) !== 0 && /^(?:[A-Za-z]+[.:])+[A-Za-z]+$/.test(value) && randomness(value) < RANDOM_BITS) // dotted names
  );
}

export const knownShapes: Shapes = [
  [HYPHEN, uuid],
  [HYPHEN | COLON | DOLLAR, /^(?:sha\d{1,3}|md5|sha\d-\d+)[-:$]/i], // integrity values
  [
    DOLLAR | OTHER,
    /(?:^|:)\$(?:2[abxy]?|1|5|6|8|9|y|argon2\w*|pbkdf2\w*|scrypt|apr1)\$|^SCRAM-SHA-\d+\$|^(?:pbkdf2|bcrypt|argon2|scrypt|sha|md5|unsalted|crypt)\w*\$|^\*[0-9A-F]{40}$/,
  ], // password hashes
  [EQUALS | SLASH | HYPHEN, /^UUID=|\/aws4_request\b|^(?:utf|iso|us-ascii|windows)-?\d/i],
  [
    SLASH | COLON,
    /^(?:[a-z][a-z0-9+.-]*:)?\/\/|^(?:https?|wss?|ftp|file|mailto|data|urn|tel|blob|about|javascript|jdbc):/i,
  ],
  [SLASH | COLON, /^(?![A-Za-z0-9+/]{20,}={1,2}$)(?:[A-Za-z]:[\\/]|\.{0,2}\/|~\/)/], // paths, but no padded base64
  [SLASH, /^[\w .@-]+(?:\/[\w .@-]+){1,}\.[a-z][a-z0-9]{0,4}$/i], // file names with folders
  [
    DOT,
    /^[\w-]+\.(?:json|ya?ml|xml|pem|crt|cer|key|pub|txt|html?|css|jsx?|tsx?|mjs|cjs|py|rb|go|rs|java|kt|cs|php|sh|md|csv|png|jpe?g|gif|svg|ico|pdf|zip|gz|tar|jks|p12|pfx|der|conf|cfg|ini|toml|properties|env|log|db|sqlite|proto|sql|lock)$/i,
  ],
  [SLASH, /^[a-z]+\/[a-z0-9.+-]+$/], // MIME types
  [AT, /^[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}$/i], // mail addresses
  [DOT, /^v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$/], // versions, IP addresses
  [HYPHEN | SLASH | DOT | COLON, /^\d{1,4}[-/.:]\d{1,2}[-/.:]\d{1,4}/], // dates, times
  [OTHER | HYPHEN | DOT | PERCENT, /^#[0-9a-f]{3,8}$|^-?[\d.]+(?:px|em|rem|%|vh|vw|ms|s)$/i], // CSS
  [HYPHEN, /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\w+|-----BEGIN (?:CERTIFICATE|PUBLIC|RSA PUBLIC))/], // public keys
  [SLASH | OTHER, /^MII[+/]/], // DER
  [SLASH, /^\/9j\//], // images
  [COLON | SLASH | HYPHEN, /^arn:|^projects\/|^(?:subnet|vpc|ami|sg|i|vol|snap|eni|rtb|igw)-[0-9a-f]{8,17}$/],
];

/** Those of them that letters and digits alone can be. */
function isShapeOfLetters(value: string): boolean {
  return encodedShape.test(value) || numberShape.test(value);
}

/** Hashes of passwords and of nothing, what OpenSSL encrypted, public keys, DER and PEM of certificates and public keys, images and fonts. */
const encodedShape =
  /^(?:md5[0-9a-f]{32}$|U2FsdGVkX1|e3b0c44298fc1c14|47DEQpj8HBSa|d41d8cd98f00b204|da39a3ee5e6b4b0d|1B2M2Y8AsgTpgAmY|AAAA[BCE][3l][N-Z]|age1|MII[A-Za-z0-9]|LS0tLS1CRUdJTiB(?:DRVJU|QVUJM)|iVBORw0KGgo|R0lGOD|UklGR|PHN2Zy|d09GM|AAEAAAA)/;
/** Character sets, CSS, numbers. */
const numberShape =
  /^(?:(?:utf|iso|windows)\d|\d+(?:px|em|rem|vh|vw|ms|s)$|(?:0x)?0+[ul]*$|0x(?![0-9a-f]{64}$)[0-9a-f_]+[ul]*$)/i;

export function isUuid(value: string): boolean {
  return uuid.test(value);
}

const typedRow = /qwerty|asdfgh|zxcvbn|1q2w3e|012345|123456|abcdef|987654|deadbeef|cafebabe/;

/** Alphabets, counting, keyboard rows and repeats. */
export function hasPattern(value: string): boolean {
  const folded = (signsOf(value) & UPPER) === 0 ? value : value.toLowerCase();
  let steps = 0;
  let same = 0;
  let previous = folded.charCodeAt(0);
  for (let i = 1; i < folded.length; i++) {
    const code = folded.charCodeAt(i);
    const step = code - previous;
    previous = code;
    if (step === 1 || step === -1) steps++;
    else if (step === 0) same++;
  }
  const pairs = folded.length - 1;
  if (steps >= Math.max(4, pairs * 0.4) || same >= Math.max(4, pairs * 0.4)) return true;
  if (isPeriodic(folded) || holdsFourTimes(folded)) return true;
  if (typedRow.test(folded)) return true;
  return folded.length >= 16 && !hasEntropy(folded, 2.6);
}

/** Whether a piece of two to eight characters, the first two of which differ, stands there four times in a row. */
function holdsFourTimes(text: string): boolean {
  for (let period = 2; period <= 8 && 4 * period <= text.length; period++) {
    const wanted = 3 * period;
    // As many equal pairs in a row as are wanted hold one of every so many places.
    for (let probe = period + wanted - 1; probe < text.length; probe += wanted) {
      if (!isRepeated(text, probe, period)) continue;
      let from = probe;
      while (from > period && isRepeated(text, from - 1, period)) from--;
      let to = probe + 1;
      while (to < text.length && isRepeated(text, to, period)) to++;
      for (let end = from + wanted; end <= to; end++) {
        const start = end - 4 * period;
        if (text.charCodeAt(start) !== text.charCodeAt(start + 1)) return true;
      }
    }
  }
  return false;
}

function isRepeated(text: string, at: number, period: number): boolean {
  return text.charCodeAt(at) === text.charCodeAt(at - period);
}

/** Whether a text is a shorter one again and again: twice for four characters and more, else three times. */
function isPeriodic(text: string): boolean {
  for (let period = 2; period <= text.length / 2; period++) {
    if (text.charCodeAt(period) !== text.charCodeAt(0)) continue;
    if (text.startsWith(text.slice(period)) && (period >= 4 || text.length >= 3 * period)) return true;
  }
  return false;
}

/** Letters only, in the way of words or of an identifier. */
function isPlainWords(value: string): boolean {
  return (
    /^[A-Z]?[a-z]+(?:[A-Z][a-z]+){1,}$|^[A-Z][A-Za-z]{1,12}\d[A-Z][a-z]{3,16}$/.test(value) ||
    /^[a-z]+(?:[._ :/-][a-z]+){2,}$|^[a-z]+_[a-z]+$/i.test(value)
  );
}
