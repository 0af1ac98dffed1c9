import type { TextChange } from './types.ts';

/** A text under revision that remembers which of its parts are the original's, so that all revisions become one set of changes. */
export interface Draft {
  readonly text: string;
  readonly originalLength: number;
  /** The file does not exist yet. */
  readonly create: boolean;
  readonly pieces: readonly Piece[];
}

/** `from` is the offset in the original, or -1 for text that was added. */
interface Piece {
  readonly from: number;
  readonly text: string;
}

export function draftOf(original: string | undefined): Draft {
  const text = original ?? '';
  return {
    text,
    originalLength: text.length,
    create: original === undefined,
    pieces: text === '' ? [] : [{ from: 0, text }],
  };
}

/** The draft after changes whose offsets are those of its present text. */
export function revise(draft: Draft, changes: readonly TextChange[]): Draft {
  let pieces = draft.pieces;
  for (const change of changes.toReversed()) {
    const [head, rest] = split(pieces, change.start);
    const [, tail] = split(rest, change.end - change.start);
    pieces = [...head, ...(change.newText === '' ? [] : [{ from: -1, text: change.newText }]), ...tail];
  }
  return { ...draft, pieces, text: pieces.map((piece) => piece.text).join('') };
}

/** What was done to the original, in ascending order. */
export function changesOf(draft: Draft): TextChange[] {
  const changes: TextChange[] = [];
  let at = 0;
  let added = '';
  const flush = (next: number) => {
    if (added !== '' || next > at) changes.push({ start: at, end: next, newText: added });
    added = '';
  };
  for (const piece of draft.pieces) {
    if (piece.from < 0) {
      added += piece.text;
      continue;
    }
    flush(piece.from);
    at = piece.from + piece.text.length;
  }
  flush(draft.originalLength);
  return changes;
}

function split(pieces: readonly Piece[], offset: number): [readonly Piece[], readonly Piece[]] {
  let left = offset;
  for (const [i, piece] of pieces.entries()) {
    if (left < piece.text.length) {
      const head = left === 0 ? [] : [{ from: piece.from, text: piece.text.slice(0, left) }];
      const tail = { from: piece.from < 0 ? -1 : piece.from + left, text: piece.text.slice(left) };
      return [
        [...pieces.slice(0, i), ...head],
        [tail, ...pieces.slice(i + 1)],
      ];
    }
    left -= piece.text.length;
  }
  return [pieces, []];
}
