/**
 * The canary: after the editors have run, the keys of the tests are looked for in everything that they and Keylift wrote,
 * in the forms in which a value travels. They may stand where the user put them and in `.env`, nowhere else.
 *
 * VS Code itself keeps copies of files: its local history (`User/History`, a copy at each save), its backups of what is
 * not saved, and drafts in the browser's storage. Those are the editor's own, from the text of the files, and would be
 * there without Keylift; they are counted and told apart, not hidden.
 */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { currentSeed, marks } from '../host/keys.ts';
import type { SuiteResult } from '../host/results.ts';

interface Needle {
  readonly form: string;
  readonly bytes: Buffer;
}

/** The forms of a text that a file can hold it in. */
export function formsOf(text: string): Needle[] {
  const plain = Buffer.from(text, 'latin1');
  const wide = Buffer.from(text, 'utf16le');
  const percent = [...text].map((c) => `%${c.charCodeAt(0).toString(16)}`).join('');
  return [
    { form: 'plain', bytes: plain },
    { form: 'UTF-16', bytes: wide },
    { form: 'UTF-16 big-endian', bytes: Buffer.from(wide).swap16() },
    { form: 'hexadecimal', bytes: Buffer.from(plain.toString('hex')) },
    { form: 'percent-encoded', bytes: Buffer.from(percent) },
    { form: 'percent-encoded', bytes: Buffer.from(percent.toUpperCase()) },
    { form: 'backwards', bytes: Buffer.from(plain).reverse() },
    ...[plain, wide].flatMap((bytes) => base64Forms(bytes).map((form) => ({ form: 'base64', bytes: form }))),
  ];
}

/** What base64 makes of bytes at each of the three places they can have in it, without the letters that depend on others. */
function base64Forms(bytes: Buffer): Buffer[] {
  return [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((shift * 8) / 6);
    const last = Math.floor(((shift + bytes.length) * 8) / 6);
    return Buffer.from(encoded.slice(first, last));
  });
}

/** Where a file stands in the question of who may hold a key. */
type Place = 'allowed' | "editor's own copy" | 'forbidden';

/** File names in which the tests put keys, and those that a fix writes them to. */
const SOURCES = /\.(?:[jt]sx?|py|rb|go|toml|yaml|html|json|ipynb|txt|bin|css)$/;
const EDITOR_COPIES = [
  /[\\/]User[\\/]History[\\/]/,
  /[\\/]Backups[\\/]/i,
  // The browser's: drafts of unsaved documents are in IndexedDB.
  /[\\/]browser[\\/].*[\\/]IndexedDB[\\/]/,
];

export function placeOf(path: string): Place {
  const parts = path.split(/[\\/]/);
  const name = basename(path);
  const isInWorkspace = parts.includes('workspace') && !parts.includes('.vscode') && !parts.includes('.git');
  if (isInWorkspace && (/^\.env(?:\.\w+)?$/.test(name) || SOURCES.test(name)) && name !== 'package.json')
    return 'allowed';
  return EDITOR_COPIES.some((pattern) => pattern.test(path)) ? "editor's own copy" : 'forbidden';
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

interface Search {
  files: number;
  bytes: number;
  readonly hits: { readonly path: string; readonly form: string; readonly place: Place }[];
}

async function searchBelow(folder: string, needles: readonly Needle[]): Promise<Search> {
  const search: Search = { files: 0, bytes: 0, hits: [] };
  for await (const path of filesBelow(folder)) {
    const content = await readFile(path).catch(() => undefined);
    if (!content) continue;
    search.files++;
    search.bytes += content.length;
    const inName = needles.find(({ bytes }) => path.includes(bytes.toString('latin1')));
    const found = inName ?? needles.find(({ bytes }) => content.includes(bytes));
    if (found) search.hits.push({ path, form: found.form, place: inName ? 'forbidden' : placeOf(path) });
  }
  return search;
}

/** Searches a run's folder. Two tests: the search finds what is there, and there is nothing where nothing may be. */
export async function runCanary(run: string): Promise<SuiteResult> {
  const needles = marks(currentSeed()).flatMap(formsOf);
  const { files, bytes, hits } = await searchBelow(run, needles);
  const at = (place: Place): typeof hits => hits.filter((hit) => hit.place === place);
  console.log(
    `Searched ${files} files (${(bytes / 1e6).toFixed(0)} MB) for the tests' keys in ${needles.length} forms.`,
  );
  const copies = at("editor's own copy");
  console.log(`${at('allowed').length} files of workspaces hold keys, as they should.`);
  console.log(`${copies.length} copies that VS Code itself keeps of them (local history, backups, drafts).`);
  const forbidden = at('forbidden');
  for (const { path, form } of forbidden)
    console.log(`✖ a key (${form}) in ${relative(run, path).split(sep).join('/')}`);
  // A search that finds nothing where keys are would prove nothing.
  const works = at('allowed').length > 0;
  const logs = await stat(run).then(() => files > 20);
  const failed = (works && logs ? 0 : 1) + (forbidden.length > 0 ? 1 : 0);
  console.log(`${works && logs ? '✔' : '✖'} the search finds the keys in sources and .env`);
  console.log(`${forbidden.length === 0 ? '✔' : '✖'} no key anywhere else`);
  return { name: 'canary', passed: 2 - failed, failed };
}
