/** A place in a text, zero-based, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/**
 * Turns offsets into lines and columns, asked in ascending order. A line ends with LF, CRLF or a lone CR, as in the
 * language server protocol.
 */
export class PositionReader {
  private readonly text: string;
  private line: number;
  private lineStart: number;
  private nextLf: number;
  private nextCr: number;

  /** @param base where the text begins in its file. */
  constructor(text: string, base: Position = { line: 0, character: 0 }) {
    this.text = text;
    this.line = base.line;
    this.lineStart = -base.character;
    this.nextLf = this.find('\n', 0);
    this.nextCr = this.find('\r', 0);
  }

  /** @param offset not smaller than in the call before. */
  at(offset: number): Position {
    for (;;) {
      const breakAt = Math.min(this.nextLf, this.nextCr);
      const next = breakAt === this.nextCr && this.nextLf === breakAt + 1 ? breakAt + 2 : breakAt + 1;
      if (next > offset) return { line: this.line, character: offset - this.lineStart };
      this.line++;
      this.lineStart = next;
      if (this.nextLf < next) this.nextLf = this.find('\n', next);
      if (this.nextCr < next) this.nextCr = this.find('\r', next);
    }
  }

  private find(char: string, from: number): number {
    const found = this.text.indexOf(char, from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
}
