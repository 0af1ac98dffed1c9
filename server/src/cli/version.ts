import { readFileSync } from 'node:fs';

/** The version in `package.json`, which is one folder above the bundle and three above this file. */
export function version(): string {
  const file =
    typeof __dirname === 'string' ? `${__dirname}/../package.json` : new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
