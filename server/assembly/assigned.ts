/**
 * Whether a value may be assigned to the name that an anchor stands in: what `findValue` of
 * server/src/engine/generic/assignment.ts sees at the name's end and right before it, so that most names (`key` and `pass`
 * stand everywhere) are rejected before their text becomes a string. It may only err on the side of yes.
 */
import { classOf, hash, IS_SPACE, IS_WORD, isSet, NAMERS, TEXT } from './memory';

/** As NAME_REACH, GAP and the distances in `mayName` there. */
const NAME_REACH: usize = 64;
const GAP: usize = 120;
const BACK: usize = 24;
const LONGEST_NAMER: usize = 16;

function isWord(at: usize): bool {
  return (classOf(at) & IS_WORD) !== 0;
}

function isSpace(at: usize): bool {
  return (classOf(at) & IS_SPACE) !== 0;
}

function isQuote(byte: u32): bool {
  return byte === 34 || byte === 39 || byte === 96;
}

/** As `isNameCode`. */
function isName(at: usize): bool {
  const byte: u32 = load<u8>(at);
  if (isWord(at) || byte === 45 || byte === 36) return true;
  return byte === 46 && at > TEXT && isWord(at - 1) && isWord(at + 1);
}

/** The first byte from `at` on that is no space or tab, or the one `limit` bytes further. */
function afterSpaces(at: usize, limit: usize): usize {
  const last = at + limit;
  while (at < last && isSpace(at)) at++;
  return at;
}

// A name, or a part of one, stands between these addresses: several anchors may stand in it.
let nameFrom: usize = 0;
let nameTo: usize = 0;

/** To be called when the text has changed. */
export function forgetName(): void {
  nameFrom = 0;
  nameTo = 0;
}

/** Where the name ends that holds `at`, `NAME_REACH` further on at most. */
function nameEnd(at: usize): usize {
  if (at < nameFrom || at > nameTo) {
    nameFrom = at;
    nameTo = at;
  }
  const last = at + NAME_REACH;
  while (nameTo < last && isName(nameTo)) nameTo++;
  return min(nameTo, last);
}

/** @param at address of the anchor, which consists of word characters. Behind the text there must be zeros. */
export function mayBeAssigned(at: usize): bool {
  const end = nameEnd(at);
  if (!isWord(end - 1)) return false;
  const follower: u32 = load<u8>(end);
  if (follower === 0x20 || follower === 9) return mayFollowGap(at, end);
  return mayFollow(follower, at, end);
}

function nameStart(at: usize): usize {
  const first = at - TEXT > NAME_REACH ? at - NAME_REACH : TEXT;
  let start = at;
  while (start > first && isName(start - 1)) start--;
  while (!isWord(start)) start++;
  return start;
}

/** The byte before a name; 0 at the beginning of the text. */
function byteBefore(start: usize): u32 {
  return start > TEXT ? load<u8>(start - 1) : 0;
}

/** What stands directly behind a name. */
function mayFollow(follower: u32, at: usize, end: usize): bool {
  const next: u32 = load<u8>(end + 1);
  switch (follower) {
    case 0x22: // "
    case 0x27: // '
    case 0x60: // `
    case 0x5c: // backslash
    case 0x3e: // >
    case 0x5d: // ]
    case 0x21: // !
    case 0x3f: // ?
    case 0x3d: // =
      return true;
    case 0x3a: // :
    case 0x5b: // [
    case 0x7c: // |
    case 0x2b: // +
      return isOperator(follower, next);
    case 0x26: // &
      return next === 0x71; // &quot;
    case 0x3c: // <
      return next === 0x2d || next === 0x2f;
    case 0x28: // (
    case 0x7b: // {
      return mayOpen(end + 1, follower === 0x7b);
    case 0x7d: // }
      return byteBefore(nameStart(at)) === 0x7b;
    case 0x2c: {
      // ,
      const before = byteBefore(nameStart(at));
      return before === 0x7b || before === 0x28;
    }
    case 10:
    case 13:
      return isNamed(nameStart(at));
    default:
      return follower >= 0x80;
  }
}

/** Whether the operator that begins with this byte may assign; `next` is the byte behind it. */
function isOperator(byte: u32, next: u32): bool {
  if (byte === 0x3a) return next !== 0x3a; // ::
  if (byte === 0x7c) return next === 0x7c; // ||=
  if (byte === 0x2b) return next === 0x3d; // +=
  if (byte === 0x3c) return next === 0x2d; // <-
  if (byte === 0x5b) return next === 0x5d || next - 48 < 10; // [] and [20]
  return byte === 0x3d || byte === 0x21 || byte === 0x3f;
}

/** A literal as an argument, or a property with `{ get;`. */
function mayOpen(from: usize, isBrace: bool): bool {
  const at = afterSpaces(from, GAP);
  const first: u32 = load<u8>(at);
  if (isSpace(at) || (isBrace && (first | 32) === 0x67)) return true;
  return isLiteral(at, 2);
}

/** Whether a string literal may begin here, with so many letters or signs in front of the quote at most. */
function isLiteral(from: usize, prefix: usize): bool {
  for (let at = from; at <= from + prefix; at++) {
    const byte: u32 = load<u8>(at);
    if (isQuote(byte) || byte === 0x5c || byte === 0x26 || byte >= 0x80) return true;
    // Nothing else stands in front of one: letters, `@`, `$`, `#`, and the 8 of `u8`.
    if (byte - 97 >= 26 && byte - 65 >= 26 && byte !== 0x40 && byte !== 0x24 && byte !== 0x23 && byte !== 0x38)
      return false;
  }
  return false;
}

/** `name: X`: as `isNamed` there. */
function isNamed(start: usize): bool {
  let at = start;
  if (at > TEXT && isQuote(load<u8>(at - 1))) at--;
  for (let spaces = 0; spaces < 4 && at > TEXT && isSpace(at - 1); spaces++) at--;
  return at > TEXT && load<u8>(at - 1) === 0x3a;
}

/** What stands behind spaces. */
function mayFollowGap(at: usize, end: usize): bool {
  const other = afterSpaces(end, GAP);
  const byte: u32 = load<u8>(other);
  if (byte >= 0x80 || isOperator(byte, load<u8>(other + 1)) || isLiteral(other, 3)) return true;
  if (byte === 0x7b) {
    if ((load<u8>(afterSpaces(other + 1, GAP)) | 32) === 0x67) return true;
  } else if (byte === 10 || byte === 13) return isNamed(nameStart(at));
  else if (isTypeBefore(other)) return true;
  return isFlag(nameStart(at));
}

/** `Type =` of Go, and `As String =` of Visual Basic. */
function isTypeBefore(from: usize): bool {
  let at = from;
  if (load<u8>(at) === 0x2a) at++;
  if (load<u8>(at) === 0x5b && load<u8>(at + 1) === 0x5d) at += 2;
  if ((load<u8>(at) | 32) === 0x61 && (load<u8>(at + 1) | 32) === 0x73 && isSpace(at + 2)) return true;
  const last = at + 32;
  while (at < last && (isWord(at) || load<u8>(at) === 0x2e)) at++;
  if (at === from) return false;
  at = afterSpaces(at, GAP);
  return load<u8>(at) === 0x3d || isSpace(at);
}

/** Whether a value without quotes may follow: as `isFlag` there. */
function isFlag(start: usize): bool {
  if (start === TEXT) return false;
  const before: u32 = load<u8>(start - 1);
  if (before === 0x2d) return true;
  // Of netrc: `login NAME`, any white space, `password `.
  if ((before <= 32 || before >= 0x80) && isPassword(start)) return true;
  if (!isSpace(start - 1)) return false;
  const least = start - TEXT > BACK ? start - BACK : TEXT;
  let end = start;
  while (end > least && isSpace(end - 1)) end--;
  const first = end - TEXT > LONGEST_NAMER ? end - LONGEST_NAMER : TEXT;
  let from = end;
  while (from > first && isWord(from - 1)) from--;
  if (from > TEXT) {
    const sign: u32 = load<u8>(from - 1);
    if (sign === 0x2d || sign === 0x2f) return true;
  }
  if (end - from < 3) return false;
  const letters = end - from === 3 ? load<u32>(end - 4) & 0xffffff00 : load<u32>(end - 4);
  return isSet(NAMERS, hash(letters, 12));
}

/** `password ` */
function isPassword(at: usize): bool {
  return load<u32>(at) === 0x73736170 && load<u32>(at + 4) === 0x64726f77 && load<u8>(at + 8) === 0x20;
}
