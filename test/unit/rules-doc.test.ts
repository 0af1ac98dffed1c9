import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { genericRules } from '../../server/src/engine/generic/rules.ts';
import { rules } from '../../server/src/engine/rules/index.ts';

it('docs/rules.md has the rows of the table, with the anchors that diagnostics link to', () => {
  const page = readFileSync(new URL('../../docs/rules.md', import.meta.url), 'utf8');
  const anchors = [...page.matchAll(/<a id="([^"]+)"><\/a>/g)].map((found) => found[1]);
  const ids = [...rules, ...genericRules].map((rule) => rule.id);
  assert.deepEqual(anchors.toSorted(), ids.toSorted(), 'run `node scripts/rules-doc.mjs`');
});
