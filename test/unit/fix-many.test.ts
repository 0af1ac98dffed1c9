import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changesOf, draftOf, revise } from '../../server/src/fix/draft.ts';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFixMany } from '../../server/src/fix/plan.ts';
import { draw } from '../support/random.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const one = draw(letters, 30, 1);
const two = draw(letters, 30, 2);

test('several keys of a file: one import, one entry for equal values, a suffix for another', () => {
  const text = `# first\nx = 1\na = "${one}"\nb = "Bearer ${two}"\nc = f('${one}')\nd = """${one}"""\n"""${two}"""\n`;
  const findings = [...text.matchAll(new RegExp(`${one}|${two}`, 'g'))].map((match) => ({
    start: match.index,
    end: match.index + 30,
    ruleId: 'openai-key',
    env: 'OPENAI_API_KEY',
  }));
  const plan = planFixMany({
    documents: [
      {
        document: { uri: 'file:///p/a.py', languageId: 'python', text },
        findings,
        project: {
          env: { uri: 'file:///p/.env', text: 'A=1' },
          gitignore: { uri: 'file:///p/.gitignore', text: undefined },
        },
      },
    ],
  });
  assert.equal(plan.moved, 4);
  assert.equal(plan.refused.length, 1);
  assert.equal(plan.refused[0]?.start, findings[4]?.start);
  const byName = (name: string) => plan.files.find((file) => file.uri.endsWith(name));
  assert.equal(
    applyChanges(text, byName('a.py')?.changes ?? []),
    `# first\nimport os\n\nx = 1\na = os.environ["OPENAI_API_KEY"]\nb = f"Bearer {os.environ['OPENAI_API_KEY_2']}"\n` +
      `c = f(os.environ['OPENAI_API_KEY'])\nd = os.environ["OPENAI_API_KEY"]\n"""${two}"""\n`,
  );
  const env = applyChanges('A=1', byName('.env')?.changes ?? []);
  assert.deepEqual(env.split('\n').toSorted(), ['', 'A=1', `OPENAI_API_KEY=${one}`, `OPENAI_API_KEY_2=${two}`]);
  assert.equal(applyChanges('', byName('.gitignore')?.changes ?? []), '.env\n');
  assert.equal(byName('.gitignore')?.create, true);
});

test('in a workflow each value gets a secret of its own, and a name in use is not taken for another value', () => {
  const text = `env:\n  A: ${one}\n  B: ${two}\n  C: ${one}\n  D: \${{ secrets.OPENAI_API_KEY }}\n`;
  const findings = [...text.matchAll(new RegExp(`${one}|${two}`, 'g'))].map((match) => ({
    start: match.index,
    end: match.index + 30,
    ruleId: 'openai-key',
    env: 'OPENAI_API_KEY',
  }));
  const document = { uri: 'file:///p/.github/workflows/a.yml', languageId: 'yaml', text };
  const project = { env: undefined, gitignore: undefined };
  const plan = planFixMany({ documents: [{ document, findings, project }] });
  assert.equal(
    applyChanges(text, plan.files[0]?.changes ?? []),
    ['A', 'B', 'C', 'D'].reduce(
      (all, name, i) => `${all}  ${name}: \${{ secrets.OPENAI_API_KEY${['_2', '_3', '_2', ''][i]} }}\n`,
      'env:\n',
    ),
  );
  assert.equal(plan.afterwards.length, 2);
});

test('the changes of a draft turn the original into its text', () => {
  const edit = fc.record({ at: fc.nat(60), length: fc.nat(8), text: fc.string({ maxLength: 6 }) });
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.array(edit, { maxLength: 8 }), (original, edits) => {
      let draft = draftOf(original);
      for (const { at, length, text } of edits) {
        const start = Math.min(at, draft.text.length);
        draft = revise(draft, [{ start, end: Math.min(start + length, draft.text.length), newText: text }]);
      }
      assert.equal(applyChanges(original, changesOf(draft)), draft.text);
    }),
  );
});
