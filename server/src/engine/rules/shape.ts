/**
 * The part of regular expressions that shapes and example templates are written in: literals, classes, groups, choices,
 * lookahead, bounded quantifiers. Read into a tree so that the table can be checked and examples can be generated.
 */
export type Node =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'class'; readonly test: RegExp; readonly source: string }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | { readonly kind: 'repeat'; readonly item: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'look'; readonly item: Node };

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '\0' };

/** @throws SyntaxError with the offset, where the source uses what shapes may not use. */
export function parseShape(source: string): Node {
  const reader = new Reader(source);
  const node = reader.choice();
  if (!reader.atEnd) reader.fail('unexpected )');
  return node;
}

class Reader {
  private at = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get atEnd(): boolean {
    return this.at >= this.source.length;
  }

  fail(message: string): never {
    throw new SyntaxError(`${message} at ${this.at}`);
  }

  choice(): Node {
    const options = [this.sequence()];
    while (this.take('|')) options.push(this.sequence());
    return options.length === 1 ? (options[0] as Node) : { kind: 'choice', options };
  }

  private take(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  private sequence(): Node {
    const items: Node[] = [];
    while (!this.atEnd && !/[|)]/.test(this.source[this.at] as string)) items.push(this.quantified(this.atom()));
    return { kind: 'sequence', items };
  }

  private atom(): Node {
    const character = this.source[this.at++] as string;
    if (character === '(') return this.group();
    if (character === '[') return this.class();
    if (character === '\\') return this.escape();
    if ('*+?{}.^$'.includes(character)) this.fail(`${character} may not be used`);
    return { kind: 'literal', text: character };
  }

  private group(): Node {
    const look = this.take('?=') || this.take('?!');
    if (!look && !this.take('?:') && !this.take('?<key>') && this.source[this.at] === '?') this.fail('unknown group');
    const item = this.choice();
    if (!this.take(')')) this.fail('missing )');
    return look ? { kind: 'look', item } : item;
  }

  private class(): Node {
    const start = this.at - 1;
    while (!this.atEnd && this.source[this.at] !== ']') this.at += this.source[this.at] === '\\' ? 2 : 1;
    if (!this.take(']')) this.fail('missing ]');
    const source = this.source.slice(start, this.at);
    return { kind: 'class', test: new RegExp(`^${source}$`), source };
  }

  private escape(): Node {
    const character = this.source[this.at++] ?? this.fail('lonely \\');
    if (/[dws]/i.test(character))
      return { kind: 'class', test: new RegExp(`^\\${character}$`), source: `\\${character}` };
    const control = escapes[character];
    if (control === undefined && /[A-Za-z0-9]/.test(character)) this.fail(`\\${character} may not be used`);
    return { kind: 'literal', text: control ?? character };
  }

  private quantified(item: Node): Node {
    const found = /^(?:\?|\{(\d+)(?:,(\d+))?\})\??/.exec(this.source.slice(this.at));
    if (!found) {
      if (/^(?:[*+]|\{\d+,\})/.test(this.source.slice(this.at))) this.fail('unbounded quantifier');
      return item;
    }
    this.at += found[0].length;
    const min = Number(found[1] ?? 0);
    return { kind: 'repeat', item, min, max: found[1] === undefined ? 1 : Number(found[2] ?? min) };
  }
}

/** The ASCII characters a class accepts. */
export function members(node: Node & { readonly kind: 'class' }): string {
  let text = '';
  for (let code = 9; code < 127; code++) {
    const character = String.fromCharCode(code);
    if ((code >= 32 || code === 9 || code === 10 || code === 13) && node.test.test(character)) text += character;
  }
  return text;
}

/** The length of the longest text a node matches. */
export function longest(node: Node): number {
  return extreme(node, Math.max, (repeat) => repeat.max);
}

/** The length of the shortest text a node matches. */
export function shortest(node: Node): number {
  return extreme(node, Math.min, (repeat) => repeat.min);
}

type Repeat = Node & { readonly kind: 'repeat' };

function extreme(node: Node, choose: (...lengths: number[]) => number, times: (repeat: Repeat) => number): number {
  switch (node.kind) {
    case 'literal':
      return node.text.length;
    case 'class':
      return 1;
    case 'look':
      return 0;
    case 'repeat':
      return times(node) * extreme(node.item, choose, times);
    case 'choice':
      return choose(...node.options.map((option) => extreme(option, choose, times)));
    case 'sequence':
      return node.items.reduce((sum, item) => sum + extreme(item, choose, times), 0);
  }
}

/**
 * A text the node matches (lookahead aside), the same for the same `turn`: classes and choices take turns, repeats are
 * taken at their least.
 */
export function sample(node: Node, turn: number): string {
  let step = turn;
  const write = (part: Node): string => {
    switch (part.kind) {
      case 'literal':
        return part.text;
      case 'class': {
        const all = members(part);
        step = (step * 31 + 17) % 9973;
        return all[step % all.length] as string;
      }
      case 'look':
        return '';
      case 'choice':
        return write(part.options[turn % part.options.length] as Node);
      case 'repeat':
        return Array.from({ length: part.min }, () => write(part.item)).join('');
      case 'sequence':
        return part.items.map(write).join('');
    }
  };
  return write(node);
}

/** A stretch of a match: literal text, or `least` to `gap` characters that are not known. */
export type Stretch = { readonly text: string } | { readonly gap: number; readonly least: number };

/** Classes of at most this many members are spelled out in `paths`. */
const SPELLED_OUT = 16;
const MOST_PATHS = 4000;

/** Every way through a node as literal stretches and gaps; repeats are taken at their least and, if small, their most. */
export function paths(node: Node): Stretch[][] {
  switch (node.kind) {
    case 'literal':
      return [[{ text: node.text }]];
    case 'class': {
      const all = members(node);
      return all.length <= SPELLED_OUT ? [...all].map((text) => [{ text }]) : [[{ gap: 1, least: 1 }]];
    }
    case 'look':
      return [[]];
    case 'choice':
      return node.options.flatMap(paths);
    case 'repeat':
      return repeated(node.item, node.min, node.max);
    case 'sequence':
      return node.items.reduce<Stretch[][]>((before, item) => combine(before, paths(item)), [[]]);
  }
}

function repeated(item: Node, min: number, max: number): Stretch[][] {
  if (max > 3 || (item.kind === 'class' && max > 1))
    return [[{ gap: max * longest(item), least: min * shortest(item) }]];
  const one = paths(item);
  const counts = [...new Set([min, max])];
  return counts.flatMap((count) => {
    let all: Stretch[][] = [[]];
    for (let i = 0; i < count; i++) all = combine(all, one);
    return all;
  });
}

function combine(before: readonly Stretch[][], after: readonly Stretch[][]): Stretch[][] {
  if (before.length * after.length > MOST_PATHS) throw new RangeError('too many alternatives');
  return before.flatMap((start) => after.map((end) => [...start, ...end]));
}
