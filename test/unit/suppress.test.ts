import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { alphabets, draw, seeded } from '../support/random.ts';

const engine = createEngine();
const base62 = alphabets[0]?.[1] as string;
const key = draw(base62, 32, 3);
const line = `const apiKey = '${key}';`;

const silenced: readonly string[] = [
  `${line} // keylift:ignore`,
  `${line} // keylift:ignore generic-api-key`,
  `${line} // keylift:ignore generic-api-key -- a key of the sandbox`,
  `${line} // keylift:ignore: it is revoked`,
  `// keylift:ignore-next-line\n${line}`,
  `# keylift:ignore-next-line generic-api-key\r\n${line}`,
  `/* keylift:ignore */ ${line}`,
  `${line} // gitleaks:allow`,
  `${line} // betterleaks:allow`,
  `${line} // trufflehog:ignore`,
  `${line} // kingfisher:ignore`,
  `${line} // ggignore`,
  `${line} // pragma: allowlist secret`,
  `${line} # pragma: whitelist secret`,
  `// pragma: allowlist nextline secret\n${line}`,
  `${line} // secretlint-disable-line`,
  `// secretlint-disable-next-line\n${line}`,
  `/* secretlint-disable */\n\n${line}\n/* secretlint-enable */`,
  `/* secretlint-disable */\n\n${line}`,
];

for (const text of silenced) {
  test(`silenced: ${text.replace(key, '…').replaceAll('\n', '⏎')}`, () => {
    assert.deepEqual(engine.scan(text), []);
    const open = engine.open(text);
    assert.deepEqual(open.findings(), []);
  });
}

const reported: readonly string[] = [
  `${line} // keylift:ignore openai-api-key`,
  `// keylift:ignore\n${line}`,
  `// keylift:ignore-next-line\n\n${line}`,
  `${line}\n// keylift:ignore`,
  `${line} // keylift:ignored-is-not-a-directive? gitleaks: allow`.replace('keylift:ignored-', 'keylift ignored '),
  `// pragma: allowlist secret\n${line}`,
  `/* secretlint-disable */\n/* secretlint-enable */\n${line}`,
];

for (const text of reported) {
  test(`still reported: ${text.replace(key, '…').replaceAll('\n', '⏎')}`, () => {
    assert.equal(engine.scan(text).length, 1);
  });
}

test('a suppressed key is not reported under another rule instead', () => {
  const token = `gh${'p_'}${draw(alphabets[0]?.[1] as string, 36, 4)}`;
  const text = `const token = '${token}'; // keylift:ignore`;
  assert.deepEqual(engine.scan(text), []);
});

test('of many keys on few lines, those with a comment are silenced', () => {
  const random = seeded(5);
  const filler = ['x = 1; ', '\n', '\r\n', 'y '.repeat(300), '/* keylift:ignore */ ', '// keylift:ignore-next-line\n'];
  for (let round = 0; round < 40; round++) {
    const keys = Array.from({ length: 12 }, (_, i) => `const apiKey = '${draw(base62, 32, round * 12 + i)}'; `);
    const parts = keys.flatMap((assigned) => [assigned, filler[Math.floor(random() * filler.length)] as string]);
    const text = parts.join('');
    // Alone in the same text, with nothing read before: the others are no keys any more.
    const alone = keys.flatMap((own) =>
      createEngine()
        .scan(
          keys.reduce((rest, other) => (other === own ? rest : rest.replace(other, ' '.repeat(other.length))), text),
        )
        .map(({ start }) => start),
    );
    assert.deepEqual(
      engine.scan(text).map(({ start }) => start),
      alone,
    );
  }
});
