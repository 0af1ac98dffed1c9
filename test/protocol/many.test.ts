import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver-protocol';
import {
  type FindOccurrencesResult,
  findOccurrences,
  type MoveKeysParams,
  type MoveKeysResult,
  moveKeys,
  type PlanPasteResult,
  planPaste,
  type ResolvePasteResult,
  resolvePaste,
} from '../../server/src/protocol.ts';
import { applyEdit, rangeOf } from './apply.ts';
import { TestClient } from './client.ts';
import { TestFolder } from './folder.ts';
import { groqKey, openaiKey } from './keys.ts';

describe('several keys at once', () => {
  let client: TestClient;
  let folder: TestFolder;
  let key: string;
  let other: string;
  beforeEach(async () => {
    folder = new TestFolder({ 'package.json': '{}', '.gitignore': '.env\n' });
    key = openaiKey();
    other = groqKey();
    client = await TestClient.start({ folders: [folder.uri] });
  });
  afterEach(async () => {
    await client.stop();
    folder.dispose();
  });

  async function open(name: string, text: string, languageId = 'javascript'): Promise<string> {
    const uri = folder.write(name, text);
    await client.open(uri, text, languageId);
    return uri;
  }

  async function move(params: MoveKeysParams): Promise<MoveKeysResult & { edit?: WorkspaceEdit }> {
    return client.connection.sendRequest(moveKeys, params);
  }

  it('move all keys in this file: equal values share a name, .env is written once', async () => {
    const text = `const a = '${key}';\nconst b = '${other}';\nconst c = '${key}';\n`;
    const uri = await open('a.js', text);
    const actions = await client.actions(uri, rangeOf(text, other));
    const all = actions.find(({ title }) => title === 'Move all keys in this file to environment variables');
    assert.equal(all?.isPreferred, undefined);
    assert.equal(all?.edit, undefined);
    const { edit, command } = await client.resolve(all!);
    const texts = applyEdit(edit, { [uri]: text });
    assert.equal(
      texts[uri],
      'const a = process.env.OPENAI_API_KEY;\nconst b = process.env.GROQ_API_KEY;\nconst c = process.env.OPENAI_API_KEY;\n',
    );
    assert.equal(texts[folder.uriOf('.env')], `OPENAI_API_KEY=${key}\nGROQ_API_KEY=${other}\n`);
    assert.ok(!JSON.stringify(command).includes(key));
  });

  it('what cannot be moved stays and is told', async () => {
    const text = `const a = '${key}';\ntype B = '${other}';\n`;
    const uri = await open('a.ts', text, 'typescript');
    const { edit, moved, refused } = await move({ uris: [uri] });
    assert.equal(moved, 1);
    assert.deepEqual(
      refused.map((each) => [each.uri, each.line, each.reason.length > 10]),
      [[uri, 1, true]],
    );
    assert.match(applyEdit(edit, { [uri]: text })[uri]!, new RegExp(`OPENAI_API_KEY.*;\ntype B = '${other}'`));
  });

  it('find and move every occurrence in the workspace, with a question before', async () => {
    const text = `const a = '${key}';\nconst b = '${other}';\n`;
    const uri = await open('a.js', text);
    const python = `import os\n\nK = "${key}"\n`;
    folder.write('src/b.py', python);
    folder.write('src/c.py', `K = "${other}"\n`);
    const position = rangeOf(text, key).start;
    const found = await client.connection.sendRequest<FindOccurrencesResult>(findOccurrences, { uri, position });
    assert.deepEqual(found?.uris, [uri, folder.uriOf('src/b.py')]);
    await open('src/b.py', python, 'python');
    const { edit, moved } = await move({ uris: found?.uris ?? [], like: { uri, position }, confirm: true });
    assert.equal(moved, 2);
    assert.equal(Object.values(edit?.changeAnnotations ?? {})[0]?.needsConfirmation, true);
    const texts = applyEdit(edit, { [uri]: text, [folder.uriOf('src/b.py')]: python });
    assert.equal(texts[uri], `const a = process.env.OPENAI_API_KEY;\nconst b = '${other}';\n`);
    assert.equal(texts[folder.uriOf('src/b.py')], 'import os\n\nK = os.environ["OPENAI_API_KEY"]\n');
    assert.equal(texts[folder.uriOf('.env')], `OPENAI_API_KEY=${key}\n`);
  });

  it('find nothing where no key is', async () => {
    const uri = await open('a.js', 'const a = 1;\n');
    const at = { uri, position: { line: 0, character: 3 } };
    assert.equal(await client.connection.sendRequest(findOccurrences, at), null);
    assert.equal((await move({ uris: [uri], like: at })).moved, 0);
  });

  it('move the key of a line when the cursor is beside it', async () => {
    const text = `const a = '${key}';\n`;
    const uri = await open('a.js', text);
    const { edit } = await move({ uris: [uri], like: { uri, position: { line: 0, character: 0 } } });
    assert.equal(applyEdit(edit, { [uri]: text })[uri], 'const a = process.env.OPENAI_API_KEY;\n');
  });

  /** Pastes as the client does: asks, then gets one edit of the text before the paste. */
  async function paste(
    name: string,
    languageId: string,
    before: string,
    text: string,
  ): Promise<Record<string, string>> {
    const uri = await open(name, before, languageId);
    const range = rangeOf(before, '|');
    const plan = await client.connection.sendRequest<PlanPasteResult>(planPaste, { uri, range, text });
    assert.deepEqual(plan?.names, ['OPENAI_API_KEY']);
    const resolved = await client.connection.sendRequest<ResolvePasteResult>(resolvePaste, { uri, range, text });
    assert.deepEqual(
      resolved?.fixes.map(({ source, name, files }) => [source, name, files.length > 0]),
      [[uri, 'OPENAI_API_KEY', true]],
    );
    assert.ok(!JSON.stringify(resolved?.fixes).includes(key.slice(3, 20)));
    return applyEdit(resolved?.edit as WorkspaceEdit, { [uri]: before });
  }

  for (const [name, before, pasted, after] of [
    ['between quotes', "const a = '|';\n", 'KEY', 'const a = process.env.OPENAI_API_KEY;\n'],
    ['with its quotes', 'const a = |;\n', "'KEY'", 'const a = process.env.OPENAI_API_KEY;\n'],
    ['as a whole line', '|\nlet b;\n', 'const a = `KEY`;', 'const a = process.env.OPENAI_API_KEY;\nlet b;\n'],
    ['behind a prefix', "const a = 'Bearer |';\n", 'KEY', 'const a = `Bearer ${process.env.OPENAI_API_KEY}`;\n'],
  ] as const) {
    it(`pasting a key ${name}`, async () => {
      const texts = await paste('a.js', 'javascript', before, pasted.replace('KEY', key));
      assert.equal(texts[folder.uriOf('a.js')], after);
      assert.equal(texts[folder.uriOf('.env')], `OPENAI_API_KEY=${key}\n`);
    });
  }

  it('pasting a key that needs an import', async () => {
    const texts = await paste('a.py', 'python', '"""Docs."""\n\nK = |\n', `"${key}"`);
    assert.match(
      texts[folder.uriOf('a.py')]!,
      /^"""Docs\."""\n\n?import os\n\n?K = os\.environ\["OPENAI_API_KEY"\]\n$/,
    );
  });

  it('pasting leaves the keys alone that were there', async () => {
    const texts = await paste('a.js', 'javascript', `const a = '${other}';\nconst b = |;\n`, `'${key}'`);
    assert.equal(texts[folder.uriOf('a.js')], `const a = '${other}';\nconst b = process.env.OPENAI_API_KEY;\n`);
  });

  it('pasting anything else is left alone', async () => {
    const before = 'const a = |;\n';
    const uri = await open('a.js', before);
    const range = rangeOf(before, '|');
    for (const text of ["'hello'", key.slice(0, 20), '']) {
      assert.equal(await client.connection.sendRequest(planPaste, { uri, range, text }), null);
      assert.equal(await client.connection.sendRequest(resolvePaste, { uri, range, text }), null);
    }
  });
});
