import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { CodeAction, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { moveKeys, type PickEnvFileParams, type PickEnvFileResult, pickEnvFile } from '../../server/src/protocol.ts';
import { applyEdit, rangeOf } from './apply.ts';
import { TestClient } from './client.ts';
import { TestFolder } from './folder.ts';
import { openaiKey } from './keys.ts';

describe('several .env files that are equally right', () => {
  let client: TestClient;
  let folder: TestFolder;
  let key: string;
  const asked: PickEnvFileParams[] = [];
  beforeEach(() => {
    asked.length = 0;
    key = openaiKey();
    folder = new TestFolder({
      '.gitignore': '.env\n',
      '.env': 'ROOT=1\n',
      'apps/.env': 'APPS=1\n',
      'apps/web/package.json': '{}',
      'apps/api/package.json': '{}',
    });
  });
  afterEach(async () => {
    await client.stop();
    folder.dispose();
  });

  async function start(answer: () => PickEnvFileResult, hasCommands = true): Promise<void> {
    client = await TestClient.start({ folders: [folder.uri], options: { hasCommands } });
    client.connection.onRequest(pickEnvFile, (params: PickEnvFileParams) => {
      asked.push(params);
      return answer();
    });
  }

  async function move(name: string): Promise<CodeAction> {
    const text = `const k = '${key}';\n`;
    const uri = folder.write(name, text);
    await client.open(uri, text);
    await client.until('it is flagged', () => client.shown(uri).length > 0);
    const [action] = await client.actions(uri, rangeOf(text, key));
    assert.equal(action?.title, 'Move to environment variable OPENAI_API_KEY');
    return client.resolve(action);
  }

  /** The files that gained the key, by their paths in the folder. */
  function written(edit: WorkspaceEdit | undefined): string[] {
    const names = ['.env', 'apps/.env', 'apps/web/a.js', 'apps/api/a.js'];
    const texts = Object.fromEntries(names.map((name) => [folder.uriOf(name), '\n'.repeat(9)]));
    const after = applyEdit(edit, texts);
    return names.filter((name) => after[folder.uriOf(name)]?.includes(key));
  }

  it('are asked about once, when an action is chosen, without a word of the key', async () => {
    await start(() => folder.uriOf('apps/.env'));
    assert.deepEqual(written((await move('apps/web/a.js')).edit), ['apps/.env']);
    assert.deepEqual(asked, [
      {
        candidates: [
          { uri: folder.uriOf('.env'), label: '.env' },
          { uri: folder.uriOf('apps/.env'), label: 'apps/.env' },
        ],
      },
    ]);
    assert.deepEqual(written((await move('apps/api/a.js')).edit), ['apps/.env']);
    assert.equal(asked.length, 1);
  });

  it('get nothing when nobody chooses, and are asked about again', async () => {
    let answer: PickEnvFileResult = null;
    await start(() => answer);
    const action = await move('apps/web/a.js');
    assert.deepEqual([action.edit, action.command], [undefined, undefined]);
    const uri = folder.uriOf('apps/web/a.js');
    const none = await client.connection.sendRequest(moveKeys, { uris: [uri] });
    assert.deepEqual(none, { moved: 0, refused: [], fixes: [], cancelled: true });
    answer = folder.uriOf('.env');
    assert.deepEqual(written((await client.resolve(action)).edit), ['.env']);
    assert.equal(asked.length, 3);
  });

  it('are taken in a fixed order by clients that cannot ask, and when asking fails', async () => {
    await start(() => {
      throw new Error('no window');
    });
    assert.deepEqual(written((await move('apps/web/a.js')).edit), ['.env']);
    await client.stop();
    await start(() => folder.uriOf('apps/.env'), false);
    assert.deepEqual(written((await move('apps/api/a.js')).edit), ['.env']);
    assert.equal(asked.length, 1);
  });

  it('are no question where the value is in one of them already', async () => {
    await start(() => null);
    folder.write('.env', `OPENAI_API_KEY=${key}\n`);
    const { edit } = await move('apps/web/a.js');
    assert.deepEqual([written(edit), asked.length], [[], 0]);
  });
});
