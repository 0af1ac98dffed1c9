import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isFiller } from '../../server/src/engine/rules/filler.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { generate } from '../support/generate.ts';

const lower = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';

describe('what people write in the place of a key', () => {
  const fillers: ReadonlyArray<[what: string, text: string]> = [
    ['the alphabet', `ghp_${lower}${digits}`],
    ['digits, then the alphabet', `ghp_1234567890${lower}`],
    ['the alphabet in capitals', `AIzaSy${lower.toUpperCase()}${digits}`],
    ['hexadecimal digits, again and again', `dapi${`${digits}abcdef`.repeat(2)}`],
    ['digits backwards', `lin_api_${'9876543210'.repeat(4)}`],
    ['a word, again and again', `sk_live_${'ab3x'.repeat(6)}`],
    ['a sentence', `${'sk'}-proj-your-openai-api-key-goes-here`],
    ['words in camel case', `${'ghp'}_YourGitHubPersonalAccessTokenHere123`],
    ['the word example', `glpat-${'example'.padEnd(20, 'q7')}`],
    ['a sequence behind ids', `${'xoxb'}-123456789012-123456789012-${lower.slice(0, 24)}`],
  ];
  for (const [what, text] of fillers)
    it(what, () => {
      assert.ok(isFiller(text));
    });

  it('is not found in drawn keys', () => {
    const keys = [11, 12, 13].flatMap((seed) =>
      rules.flatMap((rule) =>
        generate(rule, seed).map(({ text, start, end }) => ({ rule, key: text.slice(start, end) })),
      ),
    );
    assert.ok(keys.length > 1500);
    assert.deepEqual(
      keys.filter(({ key }) => isFiller(key)).map(({ rule }) => rule.id),
      [],
    );
  });
});
