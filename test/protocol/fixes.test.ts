import assert from 'node:assert/strict';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { CodeAction } from 'vscode-languageserver-protocol';
import { applyEdit, rangeOf } from './apply.ts';
import { TestClient } from './client.ts';
import { TestFolder } from './folder.ts';
import { openaiKey } from './keys.ts';

describe('quick fixes', () => {
  let client: TestClient;
  let folder: TestFolder;
  let key: string;
  beforeEach(() => {
    folder = new TestFolder({ 'package.json': '{}', '.gitignore': '.env\n' });
    key = openaiKey();
  });
  afterEach(async () => {
    await client.stop();
    folder.dispose();
  });

  /** Opens a file of the folder and asks for the actions on the key in it. */
  async function actionsOn(name: string, text: string, languageId = 'javascript'): Promise<CodeAction[]> {
    const uri = folder.write(name, text);
    await client.open(uri, text, languageId);
    await client.until('it is flagged', () => client.shown(uri).length > 0);
    return client.actions(uri, rangeOf(text, key));
  }

  it('move the key to .env: named when offered, built when chosen', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const client = new OpenAI({ apiKey: '${key}' });\n`;
    const [move] = await actionsOn('src/a.js', text);
    assert.equal(move?.title, 'Move to environment variable OPENAI_API_KEY');
    assert.equal(move?.kind, 'quickfix');
    assert.equal(move?.isPreferred, true);
    assert.equal(move?.disabled, undefined);
    assert.equal(move?.edit, undefined);
    assert.equal(move?.diagnostics?.[0]?.code, 'openai-project-key');
    const { edit, command } = await client.resolve(move!);
    const uri = folder.uriOf('src/a.js');
    const env = folder.uriOf('.env');
    assert.deepEqual(applyEdit(edit, { [uri]: text }), {
      [uri]: 'const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n',
      [env]: `OPENAI_API_KEY=${key}\n`,
    });
    assert.deepEqual(command?.arguments?.[0]?.files, [env]);
    assert.ok(!JSON.stringify(command).includes(key));
  });

  it('say the value to nobody but in the entry of .env', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const client = new OpenAI({ apiKey: '${key}' });\n`;
    const [move, ignore] = await actionsOn('a.js', text);
    await client.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: folder.uriOf('a.js') },
      position: rangeOf(text, key).start,
    });
    await client.resolve(ignore!);
    const secret = key.slice('sk-proj-'.length);
    const parts = Array.from({ length: secret.length - 6 }, (_, at) => secret.slice(at, at + 6));
    assert.ok(!parts.some((part) => client.received.includes(part)));
    await client.resolve(move!);
    assert.equal(client.received.split(key).length - 1, 1);
    assert.equal(client.errors, '');
  });

  it('append to an existing .env and keep its bytes', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const before = '# mine\r\nA=1\r\nB="x y"';
    folder.write('.env', before);
    const text = `const k = "Bearer ${key}";\n`;
    const [move] = await actionsOn('a.ts', text, 'typescript');
    const uri = folder.uriOf('a.ts');
    const texts = applyEdit((await client.resolve(move!)).edit, { [uri]: text, [folder.uriOf('.env')]: before });
    assert.equal(texts[folder.uriOf('.env')], `${before}\r\nOPENAI_API_KEY=${key}\r\n`);
    assert.equal(texts[uri], 'const k = `Bearer ${process.env.OPENAI_API_KEY}`;\n');
  });

  it('respect a .env that is open and not saved', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const env = folder.write('.env', 'A=1\n');
    await client.open(env, 'A=1\nOPENAI_API_KEY=another\nUNSAVED=', 'dotenv', 7);
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    assert.equal(move?.title, 'Move to environment variable OPENAI_API_KEY_2');
    const { edit } = await client.resolve(move!);
    const texts = applyEdit(edit, { [folder.uriOf('a.js')]: text, [env]: 'A=1\nOPENAI_API_KEY=another\nUNSAVED=' });
    assert.equal(texts[env], `A=1\nOPENAI_API_KEY=another\nUNSAVED=\nOPENAI_API_KEY_2=${key}\n`);
  });

  it('extend a schema of the environment that is not open', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const schema = `import { z } from 'zod';\n\nexport const env = z.object({\n  A: z.string(),\n}).parse(process.env);\n`;
    folder.write('src/env.ts', schema);
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('src/a.ts', text, 'typescript');
    const { edit } = await client.resolve(move!);
    const texts = applyEdit(edit, { [folder.uriOf('src/a.ts')]: text, [folder.uriOf('src/env.ts')]: schema });
    assert.equal(
      texts[folder.uriOf('src/env.ts')],
      schema.replace('A: z.string(),\n', 'A: z.string(),\n  OPENAI_API_KEY: z.string().min(1),\n'),
    );
  });

  it('make git ignore .env', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    folder.write('.gitignore', 'dist\n');
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    const { edit } = await client.resolve(move!);
    const texts = applyEdit(edit, { [folder.uriOf('a.js')]: text, [folder.uriOf('.gitignore')]: 'dist\n' });
    assert.equal(texts[folder.uriOf('.gitignore')], 'dist\n.env\n');
  });

  it('are built from the text as it is when chosen', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    const uri = folder.uriOf('a.js');
    const end = { line: 1, character: 0 };
    await client.change(uri, 2, '// more\n', { start: end, end });
    const texts = applyEdit((await client.resolve(move!)).edit, { [uri]: `${text}// more\n` });
    assert.equal(texts[uri], 'const k = process.env.OPENAI_API_KEY;\n// more\n');
  });

  it('have no edit once the finding has moved or gone, and say so', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const [move, ignore] = await actionsOn('a.js', `const k = '${key}';\n`);
    const start = { line: 0, character: 0 };
    await client.change(folder.uriOf('a.js'), 2, '// first\n', { start, end: start });
    for (const action of [move!, ignore!]) {
      const resolved = await client.resolve(action);
      assert.equal(resolved.edit, undefined);
      assert.equal(resolved.command?.command, 'keylift.staleFix');
    }
    await client.close(folder.uriOf('a.js'));
    assert.equal((await client.resolve(move!)).edit, undefined);
  });

  it('are shown disabled, with a reason, where the place cannot take them', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const [move] = await actionsOn('a.ts', `type Key = '${key}';\n`, 'typescript');
    assert.match(move?.title ?? '', /^Move to environment variable/);
    assert.ok((move?.disabled?.reason.length ?? 0) > 10);
    assert.equal(move?.isPreferred, undefined);
    assert.equal((await client.resolve(move!)).edit, undefined);
  });

  it('are disabled for documents without a folder', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const k = '${key}';\n`;
    await client.open('untitled:Untitled-1', text);
    const [move] = await client.actions('untitled:Untitled-1', rangeOf(text, key));
    assert.match(move?.disabled?.reason ?? '', /folder/);
  });

  it('are left out for clients that cannot show disabled actions', async () => {
    client = await TestClient.start({ capabilities: { textDocument: { codeAction: {} } } });
    const text = `const k = '${key}';\n`;
    await client.open('untitled:Untitled-1', text);
    const titles = (await client.actions('untitled:Untitled-1', rangeOf(text, key))).map(({ title }) => title);
    assert.deepEqual(titles, ['Ignore this finding with a comment']);
  });

  it('refuse to write to a read-only .env, whoever asks', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    folder.write('.env', 'A=1\n');
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    assert.equal(move?.disabled, undefined);
    chmodSync(join(folder.path, '.env'), 0o444);
    const resolved = await client.resolve(move!);
    assert.equal(resolved.edit, undefined, 'it became read-only after the offer');
    assert.match(JSON.stringify(resolved.command), /read-only/);
    const [again] = await client.actions(folder.uriOf('a.js'), rangeOf(text, key));
    assert.match(again?.disabled?.reason ?? '', /read-only/);
  });

  it('follow a symbolic link within the folder', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    folder.write('config/dev.env', 'A=1\n');
    symlinkSync('config/dev.env', join(folder.path, '.env'));
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    assert.equal(move?.disabled, undefined);
    const env = folder.uriOf('.env');
    const texts = applyEdit((await client.resolve(move!)).edit, { [folder.uriOf('a.js')]: text, [env]: 'A=1\n' });
    assert.equal(texts[env], `A=1\nOPENAI_API_KEY=${key}\n`);
  });

  it('follow no symbolic link out of the folder: of the file, of what is not there yet, of a folder', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const elsewhere = new TestFolder({ 'their.env': 'A=1\n', 'package/package.json': '{}' });
    const text = `const k = '${key}';\n`;
    const links = [
      ['.env', 'their.env', 'a.js'],
      ['.env', 'no-such.env', 'b.js'],
      ['linked', 'package', 'linked/c.js'],
    ] as const;
    for (const [name, target, document] of links) {
      symlinkSync(join(elsewhere.path, target), join(folder.path, name));
      const [move] = await actionsOn(document, text);
      assert.match(move?.disabled?.reason ?? '', /symbolic link/, target);
      folder.remove(name);
    }
    elsewhere.dispose();
  });

  it('write a .env that went between the offer and the choice anew', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    folder.write('.env', `A=1\n`);
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    folder.remove('.env');
    const texts = applyEdit((await client.resolve(move!)).edit, { [folder.uriOf('a.js')]: text });
    assert.equal(texts[folder.uriOf('.env')], `OPENAI_API_KEY=${key}\n`);
  });

  it('ignore a finding with a comment, never preferred, and it goes', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const k = '${key}';\n`;
    const actions = await actionsOn('a.js', text);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Move to environment variable OPENAI_API_KEY', true],
        ['Ignore this finding with a comment', undefined],
        ['Move every occurrence of this key in the workspace', undefined],
      ],
    );
    const uri = folder.uriOf('a.js');
    const texts = applyEdit((await client.resolve(actions[1]!)).edit, { [uri]: text });
    assert.equal(texts[uri], `const k = '${key}'; // keylift:ignore openai-project-key\n`);
    await client.change(uri, 2, texts[uri]!);
    await client.untilCodes(uri, []);
  });

  it('do not offer a comment where the format has none', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const actions = await actionsOn('a.json', `{ "key": "${key}" }\n`, 'json');
    assert.deepEqual(
      actions.map(({ title, disabled }) => [title.startsWith('Move'), disabled !== undefined]),
      [[true, true]],
    );
  });

  it('are given for the kind that is asked for, at a key and nowhere else', async () => {
    client = await TestClient.start({ folders: [folder.uri] });
    const text = `const other = 1;\nconst k = '${key}';\n`;
    await actionsOn('a.js', text);
    const uri = folder.uriOf('a.js');
    assert.deepEqual(await client.actions(uri, rangeOf(text, 'other')), []);
    assert.deepEqual(await client.actions(uri, rangeOf(text, key), ['refactor.inline']), []);
    assert.equal((await client.actions(uri, rangeOf(text, key), ['refactor'])).length, 1);
    assert.deepEqual(await client.actions(uri, rangeOf(text, key), ['source.fixAll']), []);
    assert.equal((await client.actions(uri, rangeOf(text, key), ['quickfix'])).length, 2);
  });

  it('use the name of the setting for the file', async () => {
    client = await TestClient.start({ folders: [folder.uri], settings: { fix: { envFile: '.env.secret' } } });
    const text = `const k = '${key}';\n`;
    const [move] = await actionsOn('a.js', text);
    const { edit } = await client.resolve(move!);
    const gitignore = folder.uriOf('.gitignore');
    const texts = applyEdit(edit, { [folder.uriOf('a.js')]: text, [gitignore]: '.env\n' });
    assert.equal(texts[folder.uriOf('.env.secret')], `OPENAI_API_KEY=${key}\n`);
    assert.equal(texts[gitignore], '.env\n.env.secret\n');
  });
});
