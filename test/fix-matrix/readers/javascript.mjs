// Reads .env with one of the libraries of the npm registry.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseEnv } from 'node:util';

const [kind, folder] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const text = readFileSync('.env', 'utf8');
const read = {
  dotenv: () => require('dotenv').parse(text),
  'dotenv-expand': () =>
    require('dotenv-expand').expand({ parsed: require('dotenv').parse(text), processEnv: {} }).parsed,
  node: () => parseEnv(text),
  next: () => require('@next/env').loadEnvConfig(process.cwd(), true, { info() {}, error() {} }).combinedEnv,
  vite: async () =>
    (await import(pathToFileURL(require.resolve('vite')).href)).loadEnv('development', process.cwd(), ''),
};
writeFileSync('out.json', JSON.stringify(await read[kind]()));
