/** A provider's name shortly before an assignment: held to the plain definition, at names near to and far from each other. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEngine } from '../../server/src/engine/index.ts';
import { draw } from '../support/random.ts';

const engine = createEngine();
/** Lines above that of the name, and UTF-16 code units before it, in which the provider's name counts. */
const CONTEXT = { lines: 3, reach: 300 };

/** Datadog's keys have no mark of their own: 32 hexadecimal digits, like those of many others. */
const assignment = fc.nat().map((seed) => `\napi_key = "${draw('0123456789abcdef', 32, seed)}"`);
const provider = fc.constantFrom(
  'Datadog',
  'datadog',
  '# DATADOG:',
  'datadogs',
  'undatadog',
  'datadog_site',
  'x9datadog',
);
const filler = fc.oneof(
  fc.constantFrom('\n', '\n', '\n\n', '\r\n', ' ', ' ', '; ', 'let total = 0;', 'return; ', 'data dog ', '9'),
  fc.nat({ max: 330 }).map((length) => `${'lorem '.repeat(length / 6)} `),
);
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: filler },
      { weight: 2, arbitrary: provider },
      { weight: 3, arbitrary: assignment },
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''));

/** Whether the word `datadog` begins in what counts before a name. */
function isNamed(source: string, nameStart: number): boolean {
  const lines = source.slice(0, nameStart).split('\n');
  const near = lines.slice(-1 - CONTEXT.lines).join('\n');
  const from = nameStart - Math.min(near.length, CONTEXT.reach);
  for (const { index } of source.matchAll(/(?<![A-Za-z])datadog(?![A-Za-z])/gi)) {
    if (index >= from && index + 'datadog'.length <= nameStart) return true;
  }
  return false;
}

test('a value without marks is the key of the provider that is named before it', () => {
  let named = 0;
  let others = 0;
  fc.assert(
    fc.property(text, (source) => {
      for (const { ruleId, start } of engine.scan(source, { path: 'a.py' })) {
        const nameStart = source.lastIndexOf('api_key', start);
        if (/[\w-]/.test(source[nameStart - 1] ?? '')) continue; // a longer name
        const expected = isNamed(source, nameStart);
        assert.equal(ruleId.startsWith('datadog'), expected, JSON.stringify({ source, nameStart, ruleId }));
        if (expected) named++;
        else others++;
      }
    }),
    { numRuns: Number(process.env.KEYLIFT_RUNS ?? 1500) },
  );
  assert.ok(named > 50 && others > 50, `${named} and ${others}`);
});
