// Parses the programs of a list with a tree-sitter grammar; "prints" nothing where there is no error.
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const [list, out, modules, grammar] = process.argv.slice(2);

async function main() {
  const Parser = require(join(modules, 'web-tree-sitter-0.24'));
  await Parser.init();
  const candidates = [
    join(modules, 'tree-sitter-wasms', 'out', `tree-sitter-${grammar}.wasm`),
    join(modules, '@vscode', 'tree-sitter-wasm', 'wasm', `tree-sitter-${grammar}.wasm`),
  ];
  const parser = new Parser();
  parser.setLanguage(await Parser.Language.load(candidates.find(existsSync)));
  const results = {};
  for (const line of readFileSync(list, 'utf8').trimEnd().split('\n')) {
    const [id, file] = line.split('\t');
    if (!parser.parse(readFileSync(file, 'utf8')).rootNode.hasError) results[id] = '';
  }
  writeFileSync(out, JSON.stringify(results));
}

main();
