/**
 * Keys that do not stand in one piece: split over several literals (`'sk-…' + '…'`, adjacent literals, lines joined by a
 * backslash), or with characters escaped (`\\/`, `%2B`). The text is put together, and offsets in it are mapped back.
 */

import { asciiTable, stick } from './text.ts';

/** A text put together from stretches of another, in order. */
export interface Joined {
  readonly text: string;
  /** Offset in the source of an offset in `text`; for an end, the offset just past the piece's last character. */
  readonly source: (offset: number) => number;
}

const MOST_PIECES = 8;
/** How much longer than the text put together its source can be, in UTF-16 code units. */
export const LONGEST_JOINTS = 1200;
const ESCAPE_LENGTH = 6;
/** What may stand between two pieces: a closing quote, an operator or a line break, an opening quote; or `\` and a line break. */
const joint =
  /(?:(["'`])[ \t]{0,8}(?:[+.&]|\.\.|<>|\\|\|\|)?[ \t]{0,8}(?:\r?\n[ \t]{0,60})?(?:[+.&]|\.\.|<>|\|\|)?[ \t]{0,8}[rbufL@$]{0,2}\1|\\\r?\n[ \t]{0,60})/y;

/** What tokens consist of besides letters and digits. They hold no white space and no quotes. */
const bodySigns = new Set('_.+/=:~@%$!#*-');
/** By ASCII code, 1 for what tokens consist of. */
export const bodyCode = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  return /[A-Za-z0-9]/.test(sign) || bodySigns.has(sign) ? 1 : 0;
});

/** End of the run of a token's characters that begins at `start`, or `start + limit`. */
export function bodyEnd(text: string, start: number, limit: number): number {
  const last = Math.min(text.length, start + limit);
  let at = start;
  for (; at < last; at++) {
    const code = text.charCodeAt(at);
    if (code > 127 || bodyCode[code] === 0) break;
  }
  return at;
}

/** Longest text that is put together, in UTF-16 code units. */
const LONGEST_RUN = 401;

/** Reads what does not stand in one piece. Several rules ask at the same place, and at places near it: it remembers the run. */
export class ApartReader {
  private text = '';
  /** What is known of the run of a token's characters around the place asked for last. */
  private start = 0;
  private end = -1;
  /** Whether the run ends at `end`, not only what was read of it; and whether a joint, or an escape, may stand there. */
  private isWhole = false;
  private mayGoOn = false;
  /** The last percent sign of the run, -1 where there is none. */
  private percent = -1;

  /**
   * The text from `start` put together over joints, or with escapes decoded.
   * @param limit longest text to put together, at most 401 UTF-16 code units.
   * @param holds whether a code unit can be part of the token: decoding ends with the first one that cannot.
   * @returns undefined when there is neither.
   */
  read(text: string, start: number, limit: number, holds: (code: number) => boolean): Joined | undefined {
    this.look(text, start);
    const mayGoOn = this.mayGoOn && this.end - start <= LONGEST_RUN;
    if (!mayGoOn && this.percent < start) return undefined;
    const joined = mayGoOn ? joinPieces(text, start, limit) : undefined;
    return joined ?? unescapeFrom(text, start, limit, holds);
  }

  /** Makes `[this.start, this.end)` hold the run from `start` on, up to its end or for `LONGEST_RUN`. */
  private look(text: string, start: number): void {
    const isKnown = this.text === text && start <= this.end && bodyEnd(text, start, this.start - start) >= this.start;
    if (!isKnown) {
      this.text = text;
      this.start = start;
      this.end = start;
      this.percent = -1;
      this.isWhole = false;
    }
    if (start < this.start) {
      const percent = text.slice(start, this.start).lastIndexOf('%');
      if (this.percent < 0 && percent >= 0) this.percent = start + percent;
      this.start = start;
    }
    if (this.isWhole || this.end - start > LONGEST_RUN) return;
    this.readRun(start + LONGEST_RUN + 1);
  }

  /** Reads on: `bodyEnd` and the last percent sign in one pass, which a program with many keys notices. */
  private readRun(limit: number): void {
    const { text } = this;
    const last = Math.min(text.length, limit);
    let at = this.end;
    for (; at < last; at++) {
      const code = text.charCodeAt(at);
      if (code > 127 || bodyCode[code] === 0) break;
      if (code === PERCENT) this.percent = at;
    }
    this.end = at;
    this.isWhole = at < last || at === text.length;
    this.mayGoOn = this.isWhole && goesOn(text, at);
  }
}

/** Whether a joint, or an escape, may stand at `at`. */
function goesOn(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === BACKSLASH) return true;
  if (code !== DOUBLE && code !== SINGLE && code !== BACKTICK) return false;
  const next = text.charCodeAt(at + 1);
  return next < 128 && mayJoin[next] === 1 && jointAt(text, at) !== undefined;
}

/** What may stand behind the closing quote of a piece, by ASCII code. */
const mayJoin = asciiTable(/[ \t\r\n+.&<\\|rbufL@$"'`]/);

const PERCENT = 37;
const BACKSLASH = 92;
const DOUBLE = 34;
const SINGLE = 39;
const BACKTICK = 96;

/** The joint at `at`. An empty literal in between (`''`) joins nothing: two quotes side by side end the text. */
function jointAt(text: string, at: number): string | undefined {
  const gap = stick(joint, text, at);
  return gap === `${text[at]}${text[at]}` ? undefined : gap;
}

function joinPieces(text: string, start: number, limit: number): Joined | undefined {
  const pieces: Array<{ readonly from: number; readonly at: number }> = [];
  let joined = '';
  let at = start;
  for (let count = 0; count < MOST_PIECES; count++) {
    const piece = text.slice(at, bodyEnd(text, at, limit - joined.length));
    pieces.push({ from: joined.length, at });
    joined += piece;
    at += piece.length;
    const gap = jointAt(text, at);
    if (gap === undefined || joined.length >= limit || (piece === '' && count > 0)) break;
    at += gap.length;
  }
  if (pieces.length < 2) return undefined;
  return {
    text: joined,
    source(offset) {
      const piece = pieces.findLast(({ from }) => from < offset || from === 0) as { from: number; at: number };
      return piece.at + offset - piece.from;
    },
  };
}

const escaped = /%([0-9A-Fa-f]{2})|\\(?:u00([0-9A-Fa-f]{2})|x([0-9A-Fa-f]{2})|([/=+:.@-]))/y;
const endsToken = /[\s"'`<>]/;

/**
 * Reads from `start` to the end of the word, or the first character that `holds` denies, with percent-encoding and the escapes
 * of string literals decoded.
 * @returns undefined when there is nothing to decode.
 */
function unescapeFrom(
  text: string,
  start: number,
  limit: number,
  holds: (code: number) => boolean,
): Joined | undefined {
  const word = text.slice(start, start + limit);
  if (!/%[0-9A-Fa-f]{2}|\\[/ux=+:.@-]/.test(word)) return undefined;
  const sources: number[] = [];
  let decoded = '';
  let at = start;
  let code = -1;
  const last = Math.min(text.length, start + Math.min(limit * ESCAPE_LENGTH, limit + LONGEST_JOINTS));
  while (at < last && decoded.length < limit && (code < 0 || holds(code)) && !endsToken.test(text[at] as string)) {
    escaped.lastIndex = at;
    const found = text[at] === '%' || text[at] === '\\' ? escaped.exec(text) : null;
    sources.push(at);
    code = found
      ? (found[4]?.charCodeAt(0) ?? Number.parseInt(found[1] ?? found[2] ?? (found[3] as string), 16))
      : text.charCodeAt(at);
    decoded += String.fromCharCode(code);
    at += found ? found[0].length : 1;
  }
  sources.push(at);
  return { text: decoded, source: (offset) => sources[offset] as number };
}
