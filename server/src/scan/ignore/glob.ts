/**
 * Globs as regular expressions. Sources: git's documentation of gitignore, wildmatch.c of git for the corners, and
 * VS Code's documentation of glob patterns for braces.
 */

export interface GlobOptions {
  /** `{a,b}` is a choice (VS Code, ripgrep's -g); git takes braces literally. */
  readonly braces: boolean;
}

const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '\\x21-\\x7e',
  lower: 'a-z',
  print: '\\x20-\\x7e',
  punct: '!-\\/:-@\\[-`{-~',
  space: ' \\t\\n\\v\\f\\r',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/**
 * The source of a regular expression that matches what the glob matches, without `^` and `$`.
 * @returns undefined for a glob that can match nothing (an unclosed `[`, a backslash at the end), as in git.
 */
export function globSource(glob: string, options: GlobOptions): string | undefined {
  let source = '';
  let depth = 0;
  for (let i = 0; i < glob.length; ) {
    const char = glob[i] as string;
    if (char === '*') {
      const [piece, next] = stars(glob, i);
      source += piece;
      i = next;
    } else if (char === '[') {
      const found = characterClass(glob, i);
      if (!found) return undefined;
      source += found.source;
      i = found.next;
    } else if (char === '\\') {
      if (i + 1 >= glob.length) return undefined;
      source += escapeRegExp(glob[i + 1] as string);
      i += 2;
    } else {
      if (char === '?') source += '[^/]';
      else if (options.braces && char === '{' && closes(glob, i)) {
        source += '(?:';
        depth++;
      } else if (depth > 0 && char === '}') {
        source += ')';
        depth--;
      } else if (depth > 0 && char === ',') source += '|';
      else source += escapeRegExp(char);
      i++;
    }
  }
  return source;
}

/** A run of stars from `at`: `**` between slashes crosses folders, any other run stays within a name. */
function stars(glob: string, at: number): [source: string, next: number] {
  let end = at;
  while (glob[end] === '*') end++;
  const opens = at === 0 || /[/{,]/.test(glob[at - 1] as string);
  if (end - at >= 2 && opens) {
    if (glob[end] === '/') return ['(?:[^/]+/)*', end + 1];
    if (end === glob.length || /[},]/.test(glob[end] as string)) return [at === 0 ? '.*' : '.+', end];
  }
  return ['[^/]*', end];
}

function characterClass(glob: string, at: number): { source: string; next: number } | undefined {
  let i = at + 1;
  const negated = glob[i] === '!' || glob[i] === '^';
  if (negated) i++;
  let body = '';
  for (let first = true; ; first = false) {
    const char = glob[i];
    if (char === undefined) return undefined;
    if (char === ']' && !first) break;
    const posix = /^\[:([a-z]+):\]/.exec(glob.slice(i, i + 12));
    if (posix) {
      const set = POSIX_CLASSES[posix[1] as string];
      if (set === undefined) return undefined;
      body += set;
      i += posix[0].length;
      continue;
    }
    const low = classMember(glob, i);
    if (!low) return undefined;
    i = low.next;
    if (glob[i] === '-' && glob[i + 1] !== undefined && glob[i + 1] !== ']') {
      const high = classMember(glob, i + 1);
      if (!high) return undefined;
      i = high.next;
      // A range that runs backwards still holds its first character.
      if (low.char <= high.char) body += `${escapeInClass(low.char)}-${escapeInClass(high.char)}`;
      else body += escapeInClass(low.char);
    } else body += escapeInClass(low.char);
  }
  // A class never matches the separator of folders.
  if (negated) return { source: `[^/${body}]`, next: i + 1 };
  return { source: body === '' ? '(?!)' : `(?!/)[${body}]`, next: i + 1 };
}

function classMember(glob: string, at: number): { char: string; next: number } | undefined {
  const char = glob[at];
  if (char !== '\\') return char === undefined ? undefined : { char, next: at + 1 };
  const escaped = glob[at + 1];
  return escaped === undefined ? undefined : { char: escaped, next: at + 2 };
}

/** Whether the brace at `at` has its other half. */
function closes(glob: string, at: number): boolean {
  let depth = 0;
  for (let i = at; i < glob.length; i++) {
    if (glob[i] === '\\') i++;
    else if (glob[i] === '{') depth++;
    else if (glob[i] === '}' && --depth === 0) return true;
  }
  return false;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function escapeInClass(char: string): string {
  return /[\\\]^-]/.test(char) ? `\\${char}` : char;
}
