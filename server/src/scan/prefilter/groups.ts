/** How many bytes of a literal the first look covers. */
export const POSITIONS = 4;
/** Groups of literals of a kind: 8 bits of a look-up. */
const GROUPS = 8;
/** Up to this many literals are told apart by two characters before they are grouped. More cost too much time. */
const FEW = 120;

/** Sets of low and of high nibbles, as bits, at each position: the bytes that a group of literals lets pass. */
interface Group {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Share of the positions in ordinary text that pass. */
  readonly cost: number;
}

/**
 * Parts literals into groups so that little of ordinary text passes by chance. A group lets all combinations of its
 * members' nibbles pass, so members should be alike; the two groups whose union costs least are joined until there are
 * 8 left.
 * @param literals lower-case ASCII, at least 3 characters.
 */
export function groupLiterals(literals: readonly string[]): readonly Group[] {
  let groups = beginnings(literals);
  const costs = groups.map((group, i) => groups.slice(0, i).map((other) => joined(group, other).cost));
  while (groups.length > GROUPS) {
    let best = { added: Number.POSITIVE_INFINITY, i: 1, j: 0 };
    for (let i = 1; i < groups.length; i++) {
      for (let j = 0; j < i; j++) {
        const added = (costs[i]?.[j] as number) - (groups[i] as Group).cost - (groups[j] as Group).cost;
        if (added < best.added) best = { added, i, j };
      }
    }
    const { i, j } = best;
    const union = joined(groups[i] as Group, groups[j] as Group);
    groups = [...groups.slice(0, j), union, ...groups.slice(j + 1, i), ...groups.slice(i + 1)];
    costs.splice(i, 1);
    for (const row of costs) row.splice(i, 1);
    costs.forEach((row, k) => {
      if (k > j) row[j] = joined(groups[k] as Group, union).cost;
    });
    costs[j] = groups.slice(0, j).map((other) => joined(union, other).cost);
  }
  return groups;
}

/** Literals that begin alike are together from the start; it keeps the number of comparisons small. */
function beginnings(literals: readonly string[]): Group[] {
  const byStart = new Map<string, Group>();
  const alike = literals.length > FEW ? 1 : 2;
  for (const literal of literals) {
    const group = single(literal);
    const start = literal.slice(0, alike) + (literal.length < POSITIONS ? 'short' : '');
    const other = byStart.get(start);
    byStart.set(start, other ? joined(other, group) : group);
  }
  return [...byStart.values()];
}

function single(literal: string): Group {
  const low: number[] = [];
  const high: number[] = [];
  for (let position = 0; position < POSITIONS; position++) {
    const code = literal.charCodeAt(position);
    if (Number.isNaN(code)) {
      low.push(0xffff);
      high.push(0xffff);
      continue;
    }
    low.push(1 << (code & 15));
    high.push(code >= 97 && code <= 122 ? (1 << (code >> 4)) | (1 << ((code - 32) >> 4)) : 1 << (code >> 4));
  }
  return priced(low, high);
}

function joined(a: Group, b: Group): Group {
  return priced(
    a.low.map((set, i) => set | (b.low[i] as number)),
    a.high.map((set, i) => set | (b.high[i] as number)),
  );
}

function priced(low: number[], high: number[]): Group {
  let cost = 1;
  for (let position = 0; position < POSITIONS; position++)
    cost *= share(low[position] as number, high[position] as number);
  return { low, high, cost };
}

/** Share of the characters that pass one position. */
function share(low: number, high: number): number {
  let sum = 0;
  for (let above = 0; above < 8; above++) {
    if (((high >> above) & 1) === 0) continue;
    for (let below = 0; below < 16; below++) {
      if ((low >> below) & 1) sum += frequencies[(above << 4) | below] as number;
    }
  }
  return sum;
}

/** Share of each ASCII character in source code, roughly; only their order of size matters. */
const frequencies = estimateFrequencies();

function estimateFrequencies(): Float64Array {
  const shares = new Float64Array(128).fill(0.0005);
  const byFrequency = ' etinrasodlcpufm_gbhvxyk0,);("1\t\n-*>=ETIRSANCODLPM2w/.xFU38B6VGH4j#';
  for (let i = 0; i < byFrequency.length; i++) shares[byFrequency.charCodeAt(i)] = 0.07 * 0.95 ** i;
  const sum = shares.reduce((a, b) => a + b);
  return shares.map((share) => share / sum);
}
