import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bundle = JSON.parse(readFileSync(join(root, 'l10n/bundle.l10n.json'), 'utf8')) as Record<string, string>;
const manifest = readFileSync(join(root, 'package.json'), 'utf8');
const texts = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;

/** The texts that sources hand to `l10n.t` or to the server's `t`: string literals, without escapes other than quotes. */
function usedTexts(): Set<string> {
  const used = new Set<string>();
  for (const folder of ['client/src', 'server/src/features']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!name.endsWith('.ts')) continue;
      const source = readFileSync(join(root, folder, name), 'utf8');
      for (const [, single, double] of source.matchAll(/\bt\(\s*(?:'((?:[^'\\\n]|\\')+)'|"([^"\n]+)")/g)) {
        used.add((single ?? double ?? '').replaceAll("\\'", "'"));
      }
    }
  }
  return used;
}

describe('texts', () => {
  it('are all in the bundle for translators, and nothing else is', () => {
    assert.deepEqual(Object.keys(bundle).sort(), [...usedTexts()].sort());
    for (const [key, value] of Object.entries(bundle)) assert.equal(value, key);
  });

  it('of the manifest are all in package.nls.json, and nothing else is', () => {
    const used = new Set([...manifest.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key));
    assert.deepEqual(Object.keys(texts).sort(), [...used].sort());
  });

  it('in other languages have the same holes', () => {
    for (const name of readdirSync(join(root, 'l10n'))) {
      const translated = JSON.parse(readFileSync(join(root, 'l10n', name), 'utf8')) as Record<string, string>;
      for (const [key, value] of Object.entries(translated))
        assert.deepEqual(holes(value), holes(key), `${name}: ${key}`);
    }
  });
});

function holes(text: string): string[] {
  return (text.match(/\{\d+\}/g) ?? []).sort();
}
