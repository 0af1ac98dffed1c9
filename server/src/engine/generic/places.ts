import { type Matcher, specificity } from '../matcher.ts';
import { isWordCode } from '../text.ts';
import { isPlaceholder, judgeValue } from './values.ts';

/** A place where a credential stands without a name: an argument of a known command or call. */
interface Place {
  /** Lower-case; the pattern is tried where it begins. */
  readonly anchor: string;
  /** From the anchor on; the credential is the group `key`. Every quantifier is bounded. */
  readonly pattern: string;
  readonly ruleId: string;
}

/** An argument, quoted or not. */
const argument = '["\']?(?<key>[^\\s"\'`$<>{}()]{5,128})';
/** Options in between, on the same line. */
const options = '(?:[ \\t]{1,4}[^\\s|;&"\']{1,80}){0,8}?[ \\t]{1,4}';
const literal = '[rbu@$]?["\'][^"\'\\n]{1,128}["\']';
const keyLiteral = '[rbu@$]?["\'](?<key>[^"\'\\n]{1,128})["\']';

const places: readonly Place[] = [
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

export function placeMatcher(): Matcher {
  const byAnchor = new Map<string, { readonly place: Place; readonly pattern: RegExp }>();
  for (const place of places) byAnchor.set(place.anchor, { place, pattern: new RegExp(place.pattern, 'diy') });
  return {
    anchors: [...byAnchor.keys()],
    before: 1,
    after: REACH,
    match(text, at, anchor, report) {
      if (at > 0 && isWordCode(text.charCodeAt(at - 1))) return;
      const { place, pattern } = byAnchor.get(anchor) as { place: Place; pattern: RegExp };
      pattern.lastIndex = 0;
      const found = pattern.exec(text.slice(at, at + REACH));
      const range = found?.indices?.groups?.['key'];
      if (!found || !range) return;
      const value = found[0].slice(range[0], range[1]);
      const verdict = judgeValue(value);
      if (verdict.kind === 'no' || isPlaceholder(value)) return;
      const isStrong = verdict.kind !== 'word' || verdict.mixed;
      report({
        ruleId: place.ruleId,
        start: at + range[0],
        end: at + range[1],
        confidence: isStrong ? 'likely' : 'possible',
        evidence: ['url-credentials'],
        rank: specificity.generic + 500,
      });
    },
  };
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
