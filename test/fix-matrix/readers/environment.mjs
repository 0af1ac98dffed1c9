// Writes the variables that the process was started with.
import { readFileSync, writeFileSync } from 'node:fs';

const names = JSON.parse(readFileSync('names.json', 'utf8'));
writeFileSync('out.json', JSON.stringify(Object.fromEntries(names.map((name) => [name, process.env[name]]))));
