import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import {
  type ListFolderParams,
  listFolder,
  type ReadFilesParams,
  readFiles,
  type ScanSummary,
  scanWorkspace,
} from '../../server/src/protocol.ts';
import { applyEdit, rangeOf } from './apply.ts';
import { TestClient } from './client.ts';
import { openaiKey } from './keys.ts';

const root = 'vscode-vfs://github/o/r';
const code = 'openai-project-key';

describe('virtual workspaces', () => {
  let client: TestClient;
  afterEach(() => client.stop());

  /** A client whose files are in memory, as in VS Code for the Web. */
  async function start(files: Record<string, string>): Promise<{ mostAsked: () => number }> {
    let asked = 0;
    let most = 0;
    client = await TestClient.start({ folders: [root], options: { hasCommands: true, servesFiles: true } });
    client.connection.onRequest(readFiles, async ({ uris }: ReadFilesParams) => {
      asked += uris.length;
      most = Math.max(most, asked);
      await new Promise((resolve) => setImmediate(resolve));
      asked -= uris.length;
      return uris.map((uri) => files[uri.slice(root.length + 1)] ?? null);
    });
    client.connection.onRequest(listFolder, ({ uri }: ListFolderParams) => {
      const lead = uri === root ? '' : `${uri.slice(root.length + 1)}/`;
      const below = Object.keys(files).filter((name) => name.startsWith(lead));
      const names = new Map(
        below.map((name) => {
          const [first = '', ...rest] = name.slice(lead.length).split('/');
          return [first, rest.length > 0];
        }),
      );
      return names.size === 0 ? null : [...names].map(([name, isFolder]) => ({ name, isFolder }));
    });
    return { mostAsked: () => most };
  }

  it('are scanned through the client, with ignore files, a bounded number of files at a time', async () => {
    const text = `const k = '${openaiKey()}';\n`;
    const files: Record<string, string> = {
      '.gitignore': 'out/\n*.gen.js\n!keep.gen.js\n',
      'src/a.js': text,
      'src/b.gen.js': text,
      'src/keep.gen.js': text,
      'out/a.js': text,
      'sub/.gitignore': '/a.js\n',
      'sub/a.js': text,
      'sub/deep/a.js': text,
      'image.png': text,
    };
    for (let i = 0; i < 500; i++) files[`many/${i}.js`] = 'const a = 1;\n';
    const { mostAsked } = await start(files);
    const summary = await client.connection.sendRequest<ScanSummary>(scanWorkspace, {});
    assert.equal(summary.findings, 3);
    assert.equal(summary.cancelled, false);
    for (const name of ['src/a.js', 'src/keep.gen.js', 'sub/deep/a.js'])
      await client.untilCodes(`${root}/${name}`, [code]);
    assert.ok(mostAsked() <= 80, `${mostAsked()} files at once`);
  });

  it('get fixes whose files are read and written through the client', async () => {
    const key = openaiKey();
    const text = `const k = '${key}';\n`;
    await start({ 'package.json': '{}', '.env': 'A=1\n', '.gitignore': '.env\n', 'a.js': text });
    const uri = `${root}/a.js`;
    await client.open(uri, text);
    await client.untilCodes(uri, [code]);
    const [move] = await client.actions(uri, rangeOf(text, key));
    const texts = applyEdit((await client.resolve(move!)).edit, { [uri]: text, [`${root}/.env`]: 'A=1\n' });
    assert.equal(texts[uri], 'const k = process.env.OPENAI_API_KEY;\n');
    assert.equal(texts[`${root}/.env`], `A=1\nOPENAI_API_KEY=${key}\n`);
  });
});
