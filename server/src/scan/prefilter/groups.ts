/** How many bytes of a literal the first look covers. */
export const POSITIONS = 4;
/** Up to this many literals are told apart by two characters before they are grouped. More cost too much time. */
const FEW = 120;

/** Sets of low and of high nibbles, as bits, at each position: the bytes that a group of literals lets pass. */
export interface Group {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Share of the positions in ordinary text that pass. */
  readonly cost: number;
}

/** What is searched for. */
export interface Literal {
  /** ASCII, at least 3 characters; lower case where case is ignored. */
  readonly text: string;
  readonly ignoreCase: boolean;
}

/**
 * Parts literals into groups so that little of ordinary text passes by chance. A group lets all combinations of its
 * members' nibbles pass, so members should be alike; the two groups whose union costs least are joined until there are
 * few enough.
 * @param most groups.
 */
export function groupLiterals(literals: readonly Literal[], most: number): readonly Group[] {
  const groups = beginnings(literals);
  const costs = groups.map((group, i) => groups.slice(0, i).map((other) => unionCost(group, other)));
  while (groups.length > most) {
    const [i, j] = cheapestUnion(groups, costs);
    const union = joined(groups[i] as Group, groups[j] as Group);
    groups[j] = union;
    groups.splice(i, 1);
    costs.splice(i, 1);
    for (const row of costs) if (row.length > i) row.splice(i, 1);
    for (let k = j + 1; k < groups.length; k++) (costs[k] as number[])[j] = unionCost(groups[k] as Group, union);
    costs[j] = groups.slice(0, j).map((other) => unionCost(union, other));
  }
  return groups;
}

/** The two groups whose union adds least to what passes: numbers `i > j`. */
function cheapestUnion(groups: readonly Group[], costs: ReadonlyArray<readonly number[]>): [i: number, j: number] {
  let least = Number.POSITIVE_INFINITY;
  let best: [number, number] = [1, 0];
  for (let i = 1; i < groups.length; i++) {
    const row = costs[i] as readonly number[];
    const { cost } = groups[i] as Group;
    for (let j = 0; j < i; j++) {
      const added = (row[j] as number) - cost - (groups[j] as Group).cost;
      if (added < least) {
        least = added;
        best = [i, j];
      }
    }
  }
  return best;
}

/** Literals that begin alike are together from the start; it keeps the number of comparisons small. */
function beginnings(literals: readonly Literal[]): Group[] {
  const byStart = new Map<string, Group>();
  const alike = literals.length > FEW ? 1 : 2;
  for (const literal of literals) {
    const group = single(literal);
    const { text } = literal;
    const start = text.slice(0, alike) + (text.length < POSITIONS ? 'short' : '');
    const other = byStart.get(start);
    byStart.set(start, other ? joined(other, group) : group);
  }
  return [...byStart.values()];
}

function single({ text, ignoreCase }: Literal): Group {
  const low: number[] = [];
  const high: number[] = [];
  for (let position = 0; position < POSITIONS; position++) {
    const code = text.charCodeAt(position);
    if (Number.isNaN(code)) {
      low.push(0xffff);
      high.push(0xffff);
      continue;
    }
    low.push(1 << (code & 15));
    const isLetter = code >= 97 && code <= 122;
    high.push(ignoreCase && isLetter ? (1 << (code >> 4)) | (1 << ((code - 32) >> 4)) : 1 << (code >> 4));
  }
  return priced(low, high);
}

function joined(a: Group, b: Group): Group {
  return priced(
    a.low.map((set, i) => set | (b.low[i] as number)),
    a.high.map((set, i) => set | (b.high[i] as number)),
  );
}

function priced(low: readonly number[], high: readonly number[]): Group {
  let cost = 0;
  for (const { share, sums } of kinds) {
    let product = share;
    for (let i = 0; i < POSITIONS; i++) product *= passing(sums, low[i] as number, high[i] as number);
    cost += product;
  }
  return { low, high, cost };
}

function unionCost(a: Group, b: Group): number {
  let cost = 0;
  for (const { share, sums } of kinds) {
    let product = share;
    for (let i = 0; i < POSITIONS; i++) {
      const low = (a.low[i] as number) | (b.low[i] as number);
      product *= passing(sums, low, (a.high[i] as number) | (b.high[i] as number));
    }
    cost += product;
  }
  return cost;
}

/** Share of the characters that pass one position. */
function passing(sums: Float64Array, low: number, high: number): number {
  let sum = 0;
  for (let row = 0; row < 8; row++) {
    if ((high >> row) & 1)
      sum += (sums[(row << 9) | (low & 255)] as number) + (sums[(row << 9) | 256 | (low >> 8)] as number);
  }
  return sum;
}

/**
 * Kinds of text that source code consists of, by how much of it they make up: most in lower case, and names of constants,
 * where one capital follows the other. `sums` tell the share of characters in it, by
 * `[row of ASCII][first or second half][set of columns]`.
 */
const kinds = [
  { share: 0.75, sums: sumsOfShares(frequencies(' etinrasodlcpufm_gbhvxyk0,);("1\t\n-*>=2w/.3845j#ETISA')) },
  { share: 0.25, sums: sumsOfShares(frequencies('_ETIRSANCODLPMUFGBHVXYKW0123 456789xe\tl(JQZ')) },
];

function sumsOfShares(frequencies: Float64Array): Float64Array {
  const sums = new Float64Array(8 * 2 * 256);
  for (let half = 0; half < 16; half++) {
    for (let set = 1; set < 256; set++) {
      const column = 31 - Math.clz32(set);
      const rest = sums[(half << 8) | (set ^ (1 << column))] as number;
      sums[(half << 8) | set] = rest + (frequencies[(half << 3) | column] as number);
    }
  }
  return sums;
}

/** Share of each ASCII character, by their order; only the order of size of a share matters. */
function frequencies(byFrequency: string): Float64Array {
  const shares = new Float64Array(128).fill(0.0005);
  for (let i = 0; i < byFrequency.length; i++) shares[byFrequency.charCodeAt(i)] = 0.07 * 0.95 ** i;
  const sum = shares.reduce((a, b) => a + b);
  return shares.map((share) => share / sum);
}
