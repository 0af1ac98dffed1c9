/**
 * Trains the table that tells random-looking values from words, and writes it to `server/src/engine/generic/bigrams.ts`.
 *
 *     node scripts/train-randomness.mjs DIR [DIR…]
 *
 * Each DIR is a tree of source code and prose. Every distinct identifier, path or word of 6 to 40 characters counts once,
 * so that the table learns how names are made, not which are frequent. For each pair of neighbouring characters it holds
 * `round(-8 · log2 P(second | first))`, at most 93, as one printable character.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./+=:';
const extensions = new Set(
  '.c .h .js .ts .py .go .rs .java .md .txt .rst .json .yaml .yml .html .css .sh .rb .php'.split(' '),
);
const FILE_LIMIT = 400_000; // bytes; larger files are generated more often than written
const TOKEN_LIMIT = 3_000_000;

const tokens = new Set();
for (const dir of process.argv.slice(2)) collect(dir);
const counts = new Float64Array(alphabet.length * alphabet.length).fill(0.2);
for (const token of tokens) {
  for (let i = 1; i < token.length; i++) {
    const a = alphabet.indexOf(token[i - 1]);
    const b = alphabet.indexOf(token[i]);
    counts[a * alphabet.length + b]++;
  }
}
let table = '';
for (let a = 0; a < alphabet.length; a++) {
  const row = counts.subarray(a * alphabet.length, (a + 1) * alphabet.length);
  const sum = row.reduce((x, y) => x + y, 0);
  for (const count of row) table += String.fromCharCode(33 + Math.min(93, Math.round(-8 * Math.log2(count / sum))));
}
const lines = table.match(new RegExp(`.{${alphabet.length}}`, 'gs')).map((row) => `  ${JSON.stringify(row)},`);
writeFileSync(
  new URL('../server/src/engine/generic/bigrams.ts', import.meta.url),
  `// Written by scripts/train-randomness.mjs. Do not edit.\n\n/** The characters the table knows; row and column order. */\nexport const alphabet = ${JSON.stringify(alphabet)};\n\n/** Row by row, one printable character a pair: code - 33 is -8 times the binary logarithm of P(column | row). */\n// biome-ignore format: one row of the matrix a line\nexport const bigrams = [\n${lines.join('\n')}\n].join('');\n`,
);
console.log(`${tokens.size} distinct tokens, ${table.length} pairs`);

function collect(dir) {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (tokens.size > TOKEN_LIMIT) return;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) collect(path);
    else if (entry.isFile() && extensions.has(extname(path)) && statSync(path).size < FILE_LIMIT)
      learn(readFileSync(path, 'latin1'));
  }
}

function learn(text) {
  if (/\.min\.|sourceMappingURL=data/.test(text)) return;
  for (const [token] of text.matchAll(/[A-Za-z0-9_./+=:-]{6,40}/g)) {
    // Long runs of digits and letters mixed are hashes and integrity values: what the table must not learn.
    if (/[0-9][A-Za-z]+[0-9]+[A-Za-z]+[0-9]/.test(token) || /^[0-9a-fA-F]{8,}$/.test(token) || /[0-9]{5}/.test(token))
      continue;
    tokens.add(token);
  }
}
