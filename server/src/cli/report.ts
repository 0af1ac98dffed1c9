import type { FileFindings, ScanFinding, ScanStats } from '../scan/index.ts';

/** Writes a piece of the report; the promise lets a slow reader set the pace. */
export type Write = (text: string) => Promise<void>;

/** A report is written in pieces of this many characters, so that no string holds all of it. */
const PIECE = 1 << 16;

/** Sorts as `sort -u` of the paths would within each argument: folder by folder, name by name. */
export function inOrder(files: readonly FileFindings[]): FileFindings[] {
  return [...files].sort((a, b) => a.root - b.root || comparePaths(a.path, b.path));
}

function comparePaths(a: string, b: string): number {
  const left = a.replaceAll('/', '\u0000');
  const right = b.replaceAll('/', '\u0000');
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The report for programs: one JSON object. */
export async function writeJson(files: readonly FileFindings[], stats: ScanStats, write: Write): Promise<void> {
  const out = new Pieces(write);
  let separator = '';
  out.add('{"version":1,"findings":[');
  for (const file of files) {
    for (const finding of file.findings) {
      if (out.add(`${separator}\n${JSON.stringify(jsonFinding(file.path, finding))}`)) await out.end();
      separator = ',';
    }
  }
  const { bytes, skippedFiles, seconds, errors } = stats;
  const rounded = Math.round(seconds * 1000) / 1000;
  out.add(
    `${separator === '' ? '' : '\n'}],"stats":${JSON.stringify({ files: stats.files, bytes, skippedFiles, seconds: rounded })}`,
  );
  out.add(`,"errors":${JSON.stringify(errors)}}\n`);
  await out.end();
}

function jsonFinding(path: string, finding: ScanFinding): object {
  const { ruleId, provider, confidence, masked, fingerprint } = finding;
  return {
    ruleId,
    provider,
    confidence,
    path,
    startLine: finding.startLine + 1,
    startColumn: finding.startCharacter + 1,
    endLine: finding.endLine + 1,
    endColumn: finding.endCharacter + 1,
    masked,
    fingerprint,
  };
}

export interface Palette {
  readonly path: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly level: Readonly<Record<ScanFinding['confidence'], (text: string) => string>>;
}

/** The report for people: a line for each finding, then a summary. */
export async function writeText(
  files: readonly FileFindings[],
  stats: ScanStats,
  palette: Palette,
  write: Write,
): Promise<void> {
  const out = new Pieces(write);
  for (const file of files) {
    const path = palette.path(printable(file.path));
    for (const finding of file.findings) if (out.add(textFinding(path, finding, palette))) await out.end();
  }
  out.add(`${files.length > 0 ? '\n' : ''}${summary(files, stats)}\n`);
  await out.end();
}

function textFinding(path: string, finding: ScanFinding, palette: Palette): string {
  const place = `:${finding.startLine + 1}:${finding.startCharacter + 1}:`;
  const level = palette.level[finding.confidence](finding.confidence);
  return `${path}${palette.dim(place)} ${level} ${finding.ruleId} ${finding.masked} ${palette.dim(finding.message)}\n`;
}

/** A path may hold line breaks and escape sequences; a line of the report must not. */
export function printable(path: string): string {
  return path.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}

function summary(files: readonly FileFindings[], stats: ScanStats): string {
  const counts = { certain: 0, likely: 0, possible: 0 };
  for (const file of files) for (const finding of file.findings) counts[finding.confidence]++;
  const total = counts.certain + counts.likely + counts.possible;
  const scanned = `${count(stats.files, 'file')} scanned (${amount(stats.bytes)}) in ${stats.seconds.toFixed(2)} s`;
  const left = stats.skippedFiles > 0 ? `, ${count(stats.skippedFiles, 'binary file')} left out` : '';
  if (total === 0) return `No hard-coded keys found; ${scanned}${left}.`;
  const levels = (['certain', 'likely', 'possible'] as const).filter((level) => counts[level] > 0);
  const split = levels.map((level) => `${counts[level]} ${level}`).join(', ');
  return `${count(total, 'finding')} (${split}) in ${count(files.length, 'file')}; ${scanned}${left}.`;
}

function count(number: number, noun: string): string {
  return `${grouped(String(number))} ${noun}${number === 1 ? '' : 's'}`;
}

function amount(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  const megabytes = (bytes / 1e6).toFixed(bytes < 1e8 ? 1 : 0);
  return `${grouped(megabytes.replace(/\.0$/, ''))} MB`;
}

/** Commas between thousands of a number with one decimal at most. `toLocaleString` would do, and take a tenth of a small scan's time to load its data. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');
}

/** Gathers small texts into pieces worth a system call. */
class Pieces {
  private readonly write: Write;
  private gathered = '';

  constructor(write: Write) {
    this.write = write;
  }

  /** @returns whether there is enough to be written. */
  add(text: string): boolean {
    this.gathered += text;
    return this.gathered.length >= PIECE;
  }

  async end(): Promise<void> {
    const piece = this.gathered;
    this.gathered = '';
    await this.write(piece);
  }
}
