import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFix } from '../../server/src/fix/plan.ts';
import { applyEdit, rangeOf } from '../protocol/apply.ts';
import { TestClient } from '../protocol/client.ts';
import { TestFolder } from '../protocol/folder.ts';
import { languages } from './run.ts';
import { providerKey } from './values.ts';

/**
 * The matrix plans its cells with the planner; here the real server is asked for the same fix of the first places of every
 * language, and must answer with the same text. So what the matrix runs is what people get.
 */
const engine = createEngine();
let client: TestClient;
let folder: TestFolder;

before(async () => {
  folder = new TestFolder({ '.gitignore': '.env\n' });
  client = await TestClient.start({ folders: [folder.uri] });
});
after(async () => {
  await client.stop();
  folder.dispose();
});

for (const [n, language] of languages.entries()) {
  test(`the server gives the fix that the matrix runs: ${language.language}`, async () => {
    const contexts = language.contexts
      .filter((each) => each.refused !== true && each.project === undefined)
      .slice(0, 3);
    const refused = language.contexts
      .filter((each) => each.refused === true && each.file === undefined && each.name !== 'comment')
      .slice(0, 1);
    for (const [i, context] of [...contexts, ...refused].entries()) {
      const key = providerKey(n * 10 + i);
      const written = context.encode(key, false);
      if (written !== key) continue;
      const text = (language.place?.(context.source, `c${n}`) ?? context.source).replace('KEY', () => key);
      const [stem, ...extensions] = (context.file ?? language.file).split('.');
      const name =
        stem?.includes('/') === true
          ? `s${n}${i}/${context.file ?? language.file}`
          : `src/${stem}${n}${i}.${extensions.join('.')}`;
      const path = language.language === 'Docker Compose' ? `s${n}${i}/compose.yaml` : name.replace('src//', 'src/');
      const uri = folder.write(path, text);
      const languageId = context.languageId ?? language.languageId;
      await client.open(uri, text, languageId);
      await client.until(`${context.name} is flagged`, () => client.shown(uri).length > 0);
      const [action] = await client.actions(uri, rangeOf(text, key));
      assert.match(action?.title ?? '', /^Move to environment variable /, context.name);
      const finding = engine.scan(text, { path, languageId })[0];
      assert.ok(finding !== undefined);
      const plan = planFix({
        document: { uri, languageId, text },
        finding: { ...finding, env: engine.rule(finding.ruleId)?.env ?? '' },
        project: { env: { uri: folder.uriOf('.env'), text: undefined }, gitignore: undefined, packageRoot: folder.uri },
      });
      if (plan.kind === 'refused') {
        assert.equal(action?.disabled?.reason, plan.reason, context.name);
        continue;
      }
      assert.ok(context.refused !== true, context.name);
      const { edit } = await client.resolve(action as NonNullable<typeof action>);
      const texts = applyEdit(edit, { [uri]: text });
      const expected = plan.files.find((file) => file.uri === uri);
      assert.equal(
        texts[uri]?.replaceAll(key, '…'),
        applyChanges(text, expected?.changes ?? []).replaceAll(key, '…'),
        context.name,
      );
      const entries = Object.entries(texts).filter(([other]) => other !== uri);
      const stored = plan.files.some((file) => file.uri !== uri);
      assert.equal(
        entries.some(([, entry]) => entry.includes(key)),
        stored,
        `${context.name}: the entry of .env`,
      );
    }
  });
}
