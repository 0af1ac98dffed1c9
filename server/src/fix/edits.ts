import type { TextChange } from './types.ts';

/** The text after the changes; they are ascending and do not overlap. */
export function applyChanges(text: string, changes: readonly TextChange[]): string {
  let result = '';
  let at = 0;
  for (const change of changes) {
    result += text.slice(at, change.start) + change.newText;
    at = change.end;
  }
  return result + text.slice(at);
}

/** The line end that the text uses; LF for a text without one. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** Offset of the first code unit of the line that holds `offset`. */
export function lineStartOf(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Offset just past the last code unit of the line that holds `offset`, before its line end. */
export function lineStopOf(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return at > offset && text[at - 1] === '\r' ? at - 1 : at;
}

/** The white space a line begins with. */
export function indentAt(text: string, lineStart: number): string {
  return /[ \t]*/y.exec(text.slice(lineStart, lineStart + 400))?.[0] ?? '';
}

/** A change that adds whole lines at the end of a file, with a line end before them where the file lacks one. */
export function appendLine(text: string, line: string): TextChange {
  const eol = lineEndOf(text);
  const before = text.length === 0 || text.endsWith('\n') || text === '\uFEFF' ? '' : eol;
  return { start: text.length, end: text.length, newText: `${before}${line}${eol}` };
}

/** In the order in which they are applied: an insertion comes before a replacement that begins at the same place. */
export function inOrder(changes: readonly TextChange[]): TextChange[] {
  return changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
}
