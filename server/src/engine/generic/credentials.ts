import { fromStandardBase64 } from '../checks/encodings.ts';
import { isDocumentedExample } from '../grade.ts';
import { type Matcher, specificity } from '../matcher.ts';
import { isWordCode, stick } from '../text.ts';
import { randomness } from './randomness.ts';
import { isPlaceholder, isReference, judgeValue } from './values.ts';

/** Longest user name and password read in a URL, in UTF-16 code units. */
const USERINFO = 300;
const databases =
  /^(?:postgres(?:ql)?|mysql|mysqlx|mariadb|mongodb(?:\+srv)?|redis|rediss|valkey|amqps?|mssql|sqlserver|cockroachdb|clickhouse|neo4j(?:\+s)?|bolt|couchdb|cassandra|oracle|db2|snowflake|presto|trino|influxdb|nats|kafka|ldaps?|smtps?|memcached|jdbc)$/;

/** `scheme://user:password@host`: the password. */
export function urlMatcher(): Matcher {
  return {
    anchors: ['://'],
    before: 64,
    after: 2 * USERINFO + 300,
    match(text, at, _anchor, report) {
      const from = at + 3;
      const parts = readUserInfo(text, from);
      if (!parts) {
        reportUserToken(text, from, report);
        return;
      }
      const { user, password, start, end } = parts;
      if (isNoPassword(user, password)) return;
      const scheme = readScheme(text, at);
      const host = readHost(text, end + 1);
      if (host === undefined || /[<>{}$%]|^\.{3}|…/.test(host)) return;
      const isDatabase = databases.test(scheme);
      const nearby =
        /^(?:localhost|127\.|0\.0\.0\.0|\[?::1|host\.docker\.internal|example\.(?:com|org|net)|.*\.(?:example|test|invalid|localhost)$|.*\.example\.(?:com|org|net)$|host(?:name)?$|server$|db$)/i.test(
          host,
        );
      const value = judgeValue(password);
      const strong = value.kind === 'random' || (value.kind === 'word' && value.mixed);
      if (nearby && value.kind !== 'random') return;
      if (!strong && (value.kind === 'no' || (!isDatabase && randomness(password) < 0))) {
        if (!isDatabase) return;
      }
      report({
        ruleId: isDatabase ? 'database-url-password' : 'url-password',
        start,
        end,
        confidence: nearby ? 'possible' : strong ? 'likely' : 'possible',
        evidence: ['url-credentials'],
        rank: specificity.url,
      });
    },
  };
}

/** `https://<token>@host`: a token in the place of the user, which needs no password. */
function reportUserToken(text: string, from: number, report: Parameters<Matcher['match']>[3]): void {
  const found = stick(
    /[A-Za-z0-9_-]{20,100}@(?!o\d{1,20}\.|[\w.-]{0,80}sentry)[A-Za-z0-9-]{1,60}\.[A-Za-z]/y,
    text,
    from,
  );
  if (!found) return;
  const token = found.slice(0, found.indexOf('@'));
  const verdict = judgeValue(token);
  if (verdict.kind !== 'random' || verdict.bits < 40) return;
  report({
    ruleId: 'url-password',
    start: from,
    end: from + token.length,
    confidence: 'likely',
    evidence: ['url-credentials', 'random'],
    rank: specificity.generic + 200,
  });
}

function readScheme(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < 24 && /[A-Za-z0-9+.]/.test(text[start - 1] as string)) start--;
  return text.slice(start, at).toLowerCase();
}

interface UserInfo {
  readonly user: string;
  readonly password: string;
  readonly start: number;
  readonly end: number;
}

function readUserInfo(text: string, from: number): UserInfo | undefined {
  let colon = -1;
  let at = -1; // the last one: people do not always encode the one in a password
  const last = Math.min(text.length, from + USERINFO);
  for (let i = from; i < last; i++) {
    const code = text.charCodeAt(i);
    if (isWordCode(code)) continue;
    if (code === 58 && colon < 0) colon = i;
    else if (code === 64) {
      if (colon < 0 || i === colon + 1) return undefined;
      at = i;
    } else if (code <= 32 || code === 34 || code === 39 || code === 96 || code === 60 || code === 62 || code === 92)
      break;
    else if (code === 47)
      break; // RFC 3986, section 3.2: the authority ends here
    else if (at >= 0 && (code === 44 || code === 41 || code === 63 || code === 35)) break; // behind the host
  }
  if (at < 0) return undefined;
  return { user: text.slice(from, colon), password: text.slice(colon + 1, at), start: colon + 1, end: at };
}

function readHost(text: string, from: number): string | undefined {
  const host = /^[^\s"'`/?#,;)\\:]{1,253}/.exec(text.slice(from, from + 260))?.[0];
  return host;
}

function isNoPassword(user: string, password: string): boolean {
  if (password.length < 3 || user === password || /^\d{1,5},/.test(password) || user.includes('[')) return true;
  if (isPlaceholder(password) || isReference(password) || /^[[(<{*$%]/.test(password)) return true;
  if (/[,()[\]{}|]/.test(password) && /[,()[\]{}|]{2}|\$/.test(password)) return true;
  return (
    /^(?:user(?:name)?|usr|u|name|login|USER(?:NAME)?)$/.test(user) &&
    /^(?:p|pw|pass\w*|pwd|secret|PASS\w*|PWD|word)$/.test(password)
  );
}

/** `Authorization: Basic …`, `-u user:password`, `Bearer …`. */
export function authorizationMatcher(): Matcher {
  return {
    anchors: ['basic ', 'bearer ', ' -u ', '--user '],
    before: 8,
    after: 1024,
    match(text, at, anchor, report) {
      if (at > 0 && isWordCode(text.charCodeAt(at - 1)) && anchor !== ' -u ') return;
      const from = at + anchor.length;
      if (anchor === 'basic ') {
        const value = stick(/[A-Za-z0-9+/]{8,400}={0,2}/y, text, from);
        if (!value || !isBasic(value) || isDocumentedExample(value)) return;
        report({
          ruleId: 'http-basic-auth',
          start: from,
          end: from + value.length,
          confidence: 'likely',
          evidence: ['url-credentials', 'encoded'],
          rank: specificity.named,
        });
      } else if (anchor === 'bearer ') {
        const value = stick(/[A-Za-z0-9._~+/-]{16,512}={0,2}/y, text, from);
        const verdict = value === undefined ? undefined : judgeValue(value);
        if (value === undefined || verdict?.kind !== 'random' || verdict.bits < 30) return;
        report({
          ruleId: 'generic-token',
          start: from,
          end: from + value.length,
          confidence: 'likely',
          evidence: ['name', 'random'],
          rank: specificity.generic + 200,
        });
      } else reportUserPassword(text, from, report);
    },
  };
}

function reportUserPassword(text: string, from: number, report: Parameters<Matcher['match']>[3]): void {
  const line = text.slice(Math.max(0, from - 8), from);
  if (!/(?:^|\s)(?:-u|--user) $/.test(line)) return;
  const found = /(["']?)([\w.@+-]{1,64}):([^\s"'`:/$<>{}\\]{4,128})\1(?=[\s"'`\\]|$)/y;
  found.lastIndex = from;
  const match = found.exec(text);
  if (!match) return;
  const [whole, quote, user, password] = match as unknown as [string, string, string, string];
  if (isNoPassword(user, password) || /^\d{1,6}$/.test(password)) return;
  const verdict = judgeValue(password);
  if (verdict.kind === 'no') return;
  const start = from + quote.length + user.length + 1;
  const strong = verdict.kind !== 'word' || verdict.mixed;
  // Without `curl` or `wget` on the line, `-u name:group` is as likely another program's option.
  const line0 = text.slice(Math.max(0, from - 8), from + whole.length);
  if (!strong && !/curl|wget|http/i.test(line0)) return;
  report({
    ruleId: 'command-line-password',
    start,
    end: start + password.length,
    confidence: strong ? 'likely' : 'possible',
    evidence: ['url-credentials'],
    rank: specificity.url,
  });
}

/** Whether base64 decodes to printable `user:password` that is no placeholder. */
function isBasic(value: string): boolean {
  const found = decodeBasic(value);
  return found !== undefined && found.password.length > 2 && !isNoPassword(found.user, found.password);
}

/** Whether base64 decodes to `user:password` with nothing, or a placeholder, in the place of the password. */
export function isEmptyBasic(value: string): boolean {
  if (value.length > 400 || !/^[A-Za-z0-9+/]{8,}={0,2}$/.test(value)) return false;
  const found = decodeBasic(value);
  return found !== undefined && (found.password === '' || isNoPassword(found.user, found.password));
}

function decodeBasic(value: string): { user: string; password: string } | undefined {
  const found = /^([\x20-\x7e]{0,128}?):([\x20-\x7e]{0,256})$/.exec(fromStandardBase64(value) ?? '');
  return found ? { user: found[1] as string, password: found[2] as string } : undefined;
}
