import type { Token } from '../lexer.ts';
import { enclosing, type Language, type Literal, neighbour, neighbourToken, statementBefore } from '../literal.ts';
import { character, escapes, quoted } from './forms.ts';

const formatting =
  /^(?:print|println|eprint|eprintln|format|write|writeln|panic|assert|debug|info|warn|error|trace|log|todo|unimplemented|unreachable|bail|anyhow|ensure)$/;

/**
 * A lookup is a `String` that lives to the end of its statement, or of the block when it is borrowed directly in a `let`. So a
 * `&str` literal is replaced where one of the two is enough, and left alone where it may have to live on.
 */
export const rust: Language = {
  ids: ['rust'],
  syntax: {
    lineComments: ['//'],
    blockComments: [{ open: '/*', close: '*/', nests: true }],
    strings: [
      {
        id: 'raw',
        open: /r(#*)"/y,
        close: (opening) => `"${opening[1] ?? ''}`,
        escapes: escapes.raw,
        multiline: true,
        notAfter: /\w/,
      },
      {
        id: 'bytes',
        open: /(?:br#*"|[bc]"|cr#*")/y,
        close: '"',
        escapes: escapes.rust,
        multiline: true,
        opaque: 'A byte string is fixed at compile time: use as_bytes() of a String instead.',
        notAfter: /\w/,
      },
      quoted('plain', '"', escapes.rust, { multiline: true }),
      character,
    ],
  },
  lookup: (name) => `&*${owned(name)}`,
  replace(name, literal) {
    const { text, token } = literal;
    if (formatEnd(literal) !== undefined)
      return { start: token.start, end: token.end, newText: captured(name, literal) };
    const conversion = /^\s*\.\s*(?:to_string|to_owned|into)\s*\(\s*\)/.exec(text.slice(token.end));
    if (conversion !== null) {
      // What it is made into may be another type than String, which is made from one as well.
      const isString = !conversion[0].includes('into') || /: String =$/.test(statementBefore(literal));
      const end = token.end + (isString ? conversion[0].length : 0);
      return { start: token.start, end, newText: owned(name) };
    }
    const from = /\bString::from\s*\(\s*$/.exec(text.slice(Math.max(0, token.start - 40), token.start));
    const close = /^\s*\)/.exec(text.slice(token.end));
    if (from !== null && close !== null) {
      return { start: token.start - from[0].length, end: token.end + close[0].length, newText: owned(name) };
    }
    return { start: token.start, end: token.end, newText: borrowed(owned(name), literal) };
  },
  partial(name, literal) {
    if (formatEnd(literal) !== undefined) return captured(name, literal);
    const { string, inner, from, to, text, token } = literal;
    const around = [inner.slice(0, from), inner.slice(to)].map((part) => part.replace(/[{}]/g, '$&$&'));
    const close = text.slice(string.innerEnd, token.end);
    const call = `format!(${string.opening}${around[0]}{}${around[1]}${close}, ${owned(name)})`;
    return isConverted(literal) ? call : borrowed(call, literal);
  },
  problem(literal) {
    const { text, token } = literal;
    const statement = statementBefore(literal, /^[;{}]$|^=>$/);
    const brackets = enclosing(literal);
    // What stands in a closure of a LazyLock is computed when it is wanted.
    if (/^(?:pub (?:\( \w+ \) )?)?(?:const|static)\b/.test(statement) && !/[(,] (?:move )?\|\|/.test(statement)) {
      return 'A Rust constant is fixed at compile time: use a function or std::sync::LazyLock instead.';
    }
    if (brackets.some((bracket) => isConstantContext(literal, bracket)))
      return 'What stands here is computed at compile time and must be a constant.';
    if (brackets.some((bracket) => isAttribute(literal, bracket))) return 'An attribute must be a constant.';
    if (isPattern(literal)) return 'A pattern must be a constant: compare with "==" instead.';
    if (formatEnd(literal) !== undefined)
      return /[{}]/.test(literal.value) ? 'The key holds braces, which a format string reads as code.' : undefined;
    const macro = macroAround(literal);
    if (macro !== undefined && (macro.first || macro.outer || !formatting.test(macro.name))) {
      const takesValues = /^assert_(?:eq|ne)$/.test(macro.name) || (macro.name === 'vec' && isConverted(literal));
      if (!takesValues) {
        return 'This macro needs its text at compile time: pass the key in as a value ("{}").';
      }
    }
    if (/\bextern\s+$/.test(text.slice(0, token.start)) || neighbour(literal, -1) === 'use')
      return 'A name must be a constant.';
    if (isConverted(literal)) return undefined;
    return lifetimeProblem(literal, statement, macro !== undefined && !macro.outer);
  },
  extra(name, literal) {
    const end = formatEnd(literal);
    if (end === undefined) return [];
    const comma = literal.text.slice(literal.token.end, end).trimEnd().endsWith(',') ? ' ' : ', ';
    return [{ start: end, end, newText: `${comma}${name.toLowerCase()} = ${owned(name)}` }];
  },
};

/** The macros of the standard library whose format string may name its arguments. */
const standard = /^(?:e?print(?:ln)?|format|write(?:ln)?|panic)$/;

/** Where a named argument can be added, when the literal is the format string of such a macro. */
function formatEnd(literal: Literal): number | undefined {
  const { text, level } = literal;
  const [bracket] = enclosing(literal);
  const macro = level.tokens[(bracket?.index ?? 0) - 2];
  if (bracket?.before !== '!' || bracket.open !== '(') return undefined;
  const name = text.slice(macro?.start, macro?.end);
  if (!standard.test(name)) return undefined;
  const before = level.tokens.slice(bracket.index + 1, literal.index).filter((token) => token.parent === bracket.index);
  const commas = before.filter((token) => text.slice(token.start, token.end) === ',').length;
  if (name.startsWith('write') ? commas !== 1 : before.length > 0) return undefined;
  const close = level.tokens.find(
    (token, i) =>
      i > literal.index && token.parent === level.tokens[bracket.index]?.parent && text[token.start] === ')',
  );
  const last = level.tokens[level.tokens.indexOf(close as Token) - 1];
  return last === undefined ? undefined : last.end;
}

/** The format string with a named hole for the key. */
function captured(name: string, { string, inner, from, to, text, token }: Literal): string {
  const close = text.slice(string.innerEnd, token.end);
  return `${string.opening}${inner.slice(0, from)}{${name.toLowerCase()}}${inner.slice(to)}${close}`;
}

function owned(name: string): string {
  return `std::env::var("${name}").expect("${name} is not set")`;
}

/** A method call binds tighter than `&*`. */
function borrowed(expression: string, literal: Literal): string {
  if (macroAround(literal) !== undefined && formatting.test(macroAround(literal)?.name ?? '')) return expression;
  if (/^\s*\./.test(literal.text.slice(literal.token.end))) return expression;
  return `&*${expression}`;
}

function isConverted(literal: Literal): boolean {
  const { text, token } = literal;
  if (/^\s*\.\s*(?:to_string|to_owned|into)\s*\(\s*\)/.test(text.slice(token.end))) return true;
  return (
    /\bString::from\s*\(\s*$/.test(text.slice(Math.max(0, token.start - 40), token.start)) &&
    /^\s*\)/.test(text.slice(token.end))
  );
}

/** Calls whose result, or whose receiver, keeps what they are given. */
const keeping = /^(?:Some|Ok|Err|Box|Rc|Arc|Cow|insert|push|push_back|push_front|entry|or_insert|extend|append)$/;

/** Where a borrow of a temporary value would not live long enough, or could not be told to. */
function lifetimeProblem(literal: Literal, statement: string, inMacro: boolean): string | undefined {
  const shortLived =
    'The text must live on here, but a value from the environment is owned: make it a String (".to_string()") first.';
  if (inMacro) return undefined;
  const method = /^\s*\.\s*(\w+)/.exec(literal.text.slice(literal.token.end))?.[1];
  if (method !== undefined) {
    return /^(?:len|is_empty|starts_with|ends_with|contains|to_uppercase|to_lowercase|eq|ne|replace|repeat|cmp|parse|to_vec)$/.test(
      method,
    )
      ? undefined
      : shortLived;
  }
  const before = neighbour(literal, -1);
  if (before === '==' || before === '!=') return shortLived;
  const letStatement = /^let\b/.test(statement);
  // A borrow that a thread or a task takes along would have to live for ever.
  const outlives = /\bspawn\s*\(|\bspawn_blocking\b/.test(literal.text.slice(literal.token.end));
  if (letStatement && before === '=' && !/'static/.test(statement)) return outlives ? shortLived : undefined;
  const outer = enclosing(literal)[0];
  const isCall =
    outer?.open === '(' && /^\w+$/.test(outer.before) && !/^(?:if|while|match|in|return|let)$/.test(outer.before);
  // An argument lives to the end of the statement; what a binding keeps of it is not known.
  if (
    isCall &&
    !keeping.test(outer.before) &&
    !new RegExp(`\\bfn\\s+${outer.before}\\b[^{;]*'static`).test(literal.text) &&
    !letStatement &&
    !/^(?:return\b|[A-Za-z_]\w* =)/.test(statement)
  ) {
    return isTail(literal) ? shortLived : undefined;
  }
  return shortLived;
}

/** The last expression of a block is its value. */
function isTail(literal: Literal): boolean {
  const outermost = enclosing(literal).findLast(({ open }) => open === '(');
  if (outermost === undefined) return true;
  const { tokens } = literal.level;
  const level = tokens[outermost.index]?.parent;
  for (let i = literal.index + 1; i < tokens.length; i++) {
    const token = tokens[i];
    const word = literal.text.slice(token?.start, token?.end);
    if (token?.parent === level && (word === ';' || word === ',')) return false;
    if (word === '}' && token?.parent === (tokens[level ?? -1]?.parent ?? -1)) return true;
  }
  return false;
}

/** Lengths of arrays, arguments of const generics, discriminants, and the bodies of constants and `const fn`. */
function isConstantContext(
  { text, level, index: at }: Literal,
  { open, before, index }: { readonly open: string; readonly before: string; readonly index: number },
): boolean {
  const inside = level.tokens.slice(index + 1, at).filter((token) => token.parent === index);
  if (open === '[') return inside.some((token) => text[token.start] === ';');
  if (open !== '{') return false;
  if (before === 'const' || before === '<') return true;
  const words: string[] = [];
  for (let i = index - 1; i >= 0 && words.length < 60; i--) {
    const word = text.slice(level.tokens[i]?.start, level.tokens[i]?.end);
    if (/^[;{}]$/.test(word)) break;
    words.unshift(word);
  }
  const head = words.join(' ').replace(/^(?:# \[.*\] )?(?:pub (?:\( [\w ]+ \) )?)?/, '');
  if (/^const (?!fn|unsafe|extern|async)\S+ :.*=/.test(head) || /^static (?:mut )?\S+ :.*= (?:unsafe)?$/.test(head))
    return true;
  return /^const (?:async |unsafe |extern (?:"[^"]*" )?)*fn\b/.test(head) || /^enum\b/.test(head);
}

/** `#[…]` and `#![…]`; `vec![…]` is none. */
function isAttribute(
  { text, level }: Literal,
  { open, before, index }: { readonly open: string; readonly before: string; readonly index: number },
): boolean {
  const mark = level.tokens[index - 2];
  return open === '[' && (before === '#' || (before === '!' && text.slice(mark?.start, mark?.end) === '#'));
}

function isPattern(literal: Literal): boolean {
  const after = neighbour(literal, 1);
  const before = neighbour(literal, -1);
  if (after === '=>' || after === '|') return true;
  // After a closure's parameters stands a value.
  const alternative = literal.level.tokens[literal.level.tokens.indexOf(neighbourToken(literal, -1) as Token) - 1];
  if (before === '|' && alternative?.kind === 'string') return true;
  if (after === 'if' && !/=/.test(statementBefore(literal))) return true;
  return enclosing(literal).some(({ index, open }) => {
    if (open !== '(') return false;
    const close = literal.level.tokens.findIndex(
      (token, i) => i > literal.index && token.parent === literal.level.tokens[index]?.parent,
    );
    const next = literal.level.tokens[close + 1];
    return next !== undefined && literal.text.slice(next.start, next.end) === '=>';
  });
}

interface Macro {
  readonly name: string;
  /** The literal is its first argument. */
  readonly first: boolean;
  /** Other brackets stand between, so what the macro makes of the literal is not known. */
  readonly outer: boolean;
}

/** The macro whose arguments hold the literal; a call or a value inside a formatting macro's arguments counts for itself. */
function macroAround(literal: Literal): Macro | undefined {
  for (const [depth, { before, index }] of enclosing(literal).entries()) {
    if (before !== '!') continue;
    const token = literal.level.tokens[index - 2];
    const name = literal.text.slice(token?.start, token?.end);
    if (depth > 0 && formatting.test(name)) return undefined;
    const first = neighbourToken(literal, -1) === literal.level.tokens[index];
    return { name, first, outer: depth > 0 };
  }
  return undefined;
}
