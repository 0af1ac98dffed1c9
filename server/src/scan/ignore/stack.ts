import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type IgnoreRules, parseIgnoreFile, type Verdict } from './rules.ts';

/** One ignore file in force, and how paths below the root become paths below its folder. */
interface Link {
  readonly rules: IgnoreRules;
  /** Path from the ignore file's folder down to the root, with `/` at the end; empty for folders below the root. */
  readonly lead: string;
  /** Length of the path from the root down to the ignore file's folder, with the slash. */
  readonly cut: number;
  readonly outer: Link | undefined;
}

/**
 * The ignore files in force in one folder. As in ripgrep, `.ignore` is stronger than `.gitignore`, the inner file
 * stronger than the outer, then come `.git/info/exclude` and git's global file; a folder with its own `.git` does not
 * see the `.gitignore` files above it. Unlike ripgrep (without `--no-require-git`), `.gitignore` counts outside of a
 * git repository too: an unpacked download has the same things to leave out.
 */
export class IgnoreStack {
  private readonly plain: Link | undefined;
  private readonly git: Link | undefined;
  private readonly repository: Link | undefined;

  private constructor(plain: Link | undefined, git: Link | undefined, repository: Link | undefined) {
    this.plain = plain;
    this.git = git;
    this.repository = repository;
  }

  /** What is in force at `root` (an absolute path) from the folders above it, up to the root of the git work tree. */
  static above(root: string): IgnoreStack {
    const top = gitTop(root);
    if (top === undefined) return new IgnoreStack(undefined, undefined, undefined);
    let stack = new IgnoreStack(undefined, undefined, repositoryLink(top, slashed(relative(top, root)), 0));
    const below = relative(top, root);
    const steps = below === '' ? [] : below.split(sep);
    for (let i = 0; i < steps.length; i++) {
      const folder = join(top, ...steps.slice(0, i));
      stack = stack.with(folder, { lead: `${steps.slice(i).join('/')}/`, cut: 0 });
    }
    return stack;
  }

  static readonly none = new IgnoreStack(undefined, undefined, undefined);

  /**
   * The stack inside a folder.
   * @param folder where it is on disk.
   * @param below its path from the root, with a slash at the end; empty for the root.
   * @param names the names in it, which save looking for ignore files that are not there.
   */
  enter(folder: string, below: string, names: ReadonlySet<string>): IgnoreStack {
    if (!names.has('.gitignore') && !names.has('.ignore') && !names.has('.git')) return this;
    const place = { lead: '', cut: below.length };
    const inside =
      names.has('.git') && below !== ''
        ? new IgnoreStack(this.plain, undefined, repositoryLink(folder, '', below.length))
        : this;
    return inside.with(folder, place);
  }

  private with(folder: string, place: { lead: string; cut: number }): IgnoreStack {
    const plain = readRules(join(folder, '.ignore'));
    const git = readRules(join(folder, '.gitignore'));
    return new IgnoreStack(
      plain ? { rules: plain, ...place, outer: this.plain } : this.plain,
      git ? { rules: git, ...place, outer: this.git } : this.git,
      this.repository,
    );
  }

  /** @param path from the root, with `/`. */
  ignores(path: string, name: string, isFolder: boolean): boolean {
    const verdict =
      ask(this.plain, path, name, isFolder) ??
      ask(this.git, path, name, isFolder) ??
      ask(this.repository, path, name, isFolder);
    return verdict === 'ignore';
  }
}

function ask(first: Link | undefined, path: string, name: string, isFolder: boolean): Verdict {
  for (let link = first; link; link = link.outer) {
    const verdict = link.rules.verdict(link.lead + path.slice(link.cut), name, isFolder);
    if (verdict) return verdict;
  }
  return undefined;
}

/** `.git/info/exclude` of a work tree, in front of git's global ignore file. */
function repositoryLink(top: string, below: string, cut: number): Link | undefined {
  const place = { lead: below === '' ? '' : `${below}/`, cut };
  const global = readRules(globalExcludes());
  const outer = global ? { rules: global, ...place, outer: undefined } : undefined;
  const rules = readRules(join(top, '.git', 'info', 'exclude'));
  return rules ? { rules, ...place, outer } : outer;
}

/** The file that `core.excludesFile` names in the user's git configuration, or git's default for it. */
function globalExcludes(): string {
  const home = homedir();
  const config = process.env.XDG_CONFIG_HOME || join(home, '.config');
  for (const file of [join(home, '.gitconfig'), join(config, 'git', 'config')]) {
    const found = /^[ \t]*excludesfile[ \t]*=[ \t]*"?([^"\r\n]+?)"?[ \t]*$/im.exec(readText(file) ?? '')?.[1];
    if (found) return found.startsWith('~/') ? join(home, found.slice(2)) : resolve(home, found);
  }
  return join(config, 'git', 'ignore');
}

/** The root of the git work tree that holds a folder; undefined where there is none. */
export function gitTop(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    if (statSync(join(at, '.git'), { throwIfNoEntry: false })) return at;
    if (dirname(at) === at) return undefined;
  }
}

function readRules(file: string): IgnoreRules | undefined {
  const rules = parseIgnoreFile(readText(file) ?? '');
  return rules.isEmpty ? undefined : rules;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // not there, a folder, or not ours to read: no patterns
  }
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
