/** Whether git ignores a path, by the texts of the `.gitignore` files above it (gitignore(5)). */

/** A `.gitignore` and the folder it stands in, as a path from the root without slashes at the ends (`` for the root). */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * @param files ordered from the root down. @param path from the root, with `/`.
 * A file in an ignored folder is ignored whatever later lines say.
 */
export function isIgnored(files: readonly IgnoreFile[], path: string): boolean {
  const parts = path.split('/');
  for (let n = 1; n <= parts.length; n++) {
    const current = parts.slice(0, n).join('/');
    if (verdict(files, current, n < parts.length)) return true;
  }
  return false;
}

function verdict(files: readonly IgnoreFile[], path: string, isFolder: boolean): boolean {
  let ignored = false;
  for (const { folder, text } of files) {
    if (folder !== '' && !path.startsWith(`${folder}/`)) continue;
    const inner = folder === '' ? path : path.slice(folder.length + 1);
    for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
      const pattern = readPattern(line);
      if (pattern === undefined || (pattern.folderOnly && !isFolder)) continue;
      if (pattern.shape.test(inner)) ignored = !pattern.negated;
    }
  }
  return ignored;
}

interface Pattern {
  readonly shape: RegExp;
  readonly negated: boolean;
  readonly folderOnly: boolean;
}

function readPattern(line: string): Pattern | undefined {
  let body = line.replace(/(?<!\\) +$/, '');
  if (body === '' || body.startsWith('#')) return undefined;
  const negated = body.startsWith('!');
  if (negated) body = body.slice(1);
  const folderOnly = body.endsWith('/');
  if (folderOnly) body = body.slice(0, -1);
  const anchored = body.includes('/');
  if (body.startsWith('/')) body = body.slice(1);
  try {
    return { shape: new RegExp(`^${anchored ? '' : '(?:.*/)?'}${globSource(body)}$`), negated, folderOnly };
  } catch {
    return undefined; // git ignores a pattern it cannot read, too
  }
}

function globSource(glob: string): string {
  let source = '';
  for (let at = 0; at < glob.length; at++) {
    const char = glob[at] as string;
    if (glob.startsWith('**/', at) && (at === 0 || glob[at - 1] === '/')) {
      source += '(?:.*/)?';
      at += 2;
    } else if (glob.startsWith('/**', at) && at + 3 === glob.length) {
      source += '/.*';
      at += 2;
    } else if (char === '*') {
      source += '[^/]*';
      while (glob[at + 1] === '*') at++;
    } else if (char === '?') source += '[^/]';
    else if (char === '[') {
      const close = glob.indexOf(']', at + (glob[at + 1] === '!' || glob[at + 1] === '^' ? 3 : 2));
      if (close < 0) return '(?!)';
      const body = glob
        .slice(at + 1, close)
        .replace(/^[!^]/, '^')
        .replace(/\\/g, '\\\\')
        .replace(/\[/g, '\\[');
      source += `(?!/)[${body}]`;
      at = close;
    } else if (char === '\\' && at + 1 < glob.length) source += escapeShape(glob[++at] as string);
    else source += escapeShape(char);
  }
  return source;
}

function escapeShape(char: string): string {
  return char.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
