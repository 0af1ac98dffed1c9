import { globSource } from './glob.ts';

/** What a list of patterns says of a path: leave it out, keep it against an earlier pattern, or nothing. */
export type Verdict = 'ignore' | 'keep' | undefined;

interface Pattern {
  readonly keep: boolean;
  readonly folderOnly: boolean;
  readonly source: string;
}

/**
 * The patterns of one ignore file, ready to be asked. Most files of a tree match no pattern at all, so the question is
 * first put to all patterns at once: exact names and `*.ext` by table, the others by one regular expression.
 */
export class IgnoreRules {
  private readonly names = new Set<string>();
  private readonly endings = new Set<string>();
  /** Last dots first: `*.lex.c` is looked up under its whole ending. */
  private dots = 0;
  private readonly byName: RegExp | undefined;
  private readonly byPath: RegExp | undefined;
  /** In order of the file; `path` tells whether the pattern is held against the path or the name. */
  private readonly patterns: ReadonlyArray<Pattern & { readonly path: boolean; readonly regexp: RegExp }>;

  constructor(lines: readonly string[], options: { braces: boolean } = { braces: false }) {
    const parsed = lines.map((line) => parseLine(line, options.braces)).filter((line) => line !== undefined);
    this.patterns = parsed.map((pattern) => ({ ...pattern, regexp: new RegExp(`^(?:${pattern.source})$`, 's') }));
    this.byName = union(parsed.filter((pattern) => !pattern.path && !this.tabulate(pattern.glob)));
    this.byPath = union(parsed.filter((pattern) => pattern.path));
  }

  get isEmpty(): boolean {
    return this.patterns.length === 0;
  }

  /** Puts plain names and plain endings into the tables; false: the pattern needs the regular expression. */
  private tabulate(glob: string): boolean {
    if (/^[\w.@ -]+$/.test(glob)) {
      this.names.add(glob);
      return true;
    }
    if (!/^\*\.[\w.@-]+$/.test(glob)) return false;
    this.endings.add(glob.slice(1));
    this.dots = Math.max(this.dots, glob.split('.').length - 1);
    return true;
  }

  /**
   * @param path relative to the folder of the ignore file, with `/`, without a slash at the end.
   * @param name the last part of `path`.
   */
  verdict(path: string, name: string, isFolder: boolean): Verdict {
    if (!this.mayMatch(path, name)) return undefined;
    for (let i = this.patterns.length - 1; i >= 0; i--) {
      const pattern = this.patterns[i] as (typeof this.patterns)[number];
      if (pattern.folderOnly && !isFolder) continue;
      if (pattern.regexp.test(pattern.path ? path : name)) return pattern.keep ? 'keep' : 'ignore';
    }
    return undefined;
  }

  private mayMatch(path: string, name: string): boolean {
    if (this.names.has(name)) return true;
    let dot = name.length;
    for (let i = 0; i < this.dots && dot > 0; i++) {
      dot = name.lastIndexOf('.', dot - 1);
      if (dot < 0) break;
      if (this.endings.has(name.slice(dot))) return true;
    }
    return this.byName?.test(name) === true || this.byPath?.test(path) === true;
  }
}

function union(patterns: readonly Pattern[]): RegExp | undefined {
  return patterns.length === 0 ? undefined : new RegExp(`^(?:${patterns.map((p) => p.source).join('|')})$`, 's');
}

/** Reads one line of an ignore file; undefined for comments, empty lines and patterns that match nothing. */
function parseLine(line: string, braces: boolean): (Pattern & { path: boolean; glob: string }) | undefined {
  let glob = withoutTrailingSpaces(line);
  if (glob === '' || glob.startsWith('#')) return undefined;
  const keep = glob.startsWith('!');
  if (keep) glob = glob.slice(1);
  const folderOnly = glob.endsWith('/');
  if (folderOnly) glob = glob.slice(0, -1);
  const path = glob.includes('/');
  if (glob.startsWith('/')) glob = glob.slice(1);
  const source = globSource(glob, { braces });
  return source === undefined || glob === '' ? undefined : { keep, folderOnly, source, path, glob };
}

function withoutTrailingSpaces(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ') end--;
  // A space after a backslash belongs to the pattern.
  if (end < line.length && /(?:^|[^\\])(?:\\\\)*\\$/.test(line.slice(0, end))) end++;
  return line.slice(0, end);
}

/** @param content of an ignore file. */
export function parseIgnoreFile(content: string): IgnoreRules {
  return new IgnoreRules(content.replace(/^\uFEFF/, '').split(/\r?\n/));
}

/** VS Code's globs are held against the path from the root unless they begin with `**`, and mean folders too. */
export function parseExcludeGlobs(globs: readonly string[]): IgnoreRules {
  const anchored = globs.map((glob) => glob.replace(/\/+$/, '')).filter((glob) => glob !== '');
  return new IgnoreRules(
    anchored.map((glob) => (glob.startsWith('**') || glob.startsWith('/') ? glob : `/${glob}`)),
    { braces: true },
  );
}
