// Runs the programs of a list in this process, each after its `.env`, and writes what each printed as JSON.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const [list, out] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const results = {};
const log = console.log;
// An element as markup: children that are text run together, as in a page.
globalThis.h = (tag, props, ...children) => `<${tag} ${JSON.stringify(props)}>${children.join('')}</>`;
globalThis.Fragment = 'fragment';
for (const line of readFileSync(list, 'utf8').trimEnd().split('\n')) {
  const [id, file, env] = line.split('\t');
  if (env) process.loadEnvFile(env);
  let printed = '';
  console.log = (...values) => {
    printed += `${format(...values)}\n`;
  };
  try {
    if (file.endsWith('.cjs')) require(file);
    else await import(pathToFileURL(file).href);
    results[id] = printed;
  } catch (error) {
    log(`${id}: ${error.message}`);
  }
}
writeFileSync(out, JSON.stringify(results));
