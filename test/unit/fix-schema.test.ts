import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyChanges } from '../../server/src/fix/edits.ts';
import { planFixMany } from '../../server/src/fix/plan.ts';
import { isSchema, schemaChanges } from '../../server/src/fix/schema.ts';
import { draw } from '../support/random.ts';

function extended(text: string): string {
  assert.ok(isSchema(text));
  return applyChanges(text, schemaChanges(text, 'OPENAI_API_KEY'));
}

test('t3-env: the server part, and the runtime part where it is written out', () => {
  const source = `import { createEnv } from '@t3-oss/env-nextjs';\nimport { z } from 'zod';\nexport const env = createEnv({\n  server: {\n    A: z.string(), // it's\n    B: z.url()\n  },\n  client: {},\n  runtimeEnv: {\n    A: process.env.A,\n    B: process.env.B,\n  },\n});\n`;
  assert.equal(
    extended(source),
    source
      .replace('B: z.url()\n', 'B: z.url(),\n    OPENAI_API_KEY: z.string().min(1),\n')
      .replace('B: process.env.B,\n', 'B: process.env.B,\n    OPENAI_API_KEY: process.env.OPENAI_API_KEY,\n'),
  );
  assert.deepEqual(schemaChanges(source, 'A'), []);
});

test('zod and envalid', () => {
  assert.equal(
    extended(`export const env = z.object({ A: z.string() }).parse(process.env);\n`),
    `export const env = z.object({ A: z.string(), OPENAI_API_KEY: z.string().min(1) }).parse(process.env);\n`,
  );
  assert.equal(
    extended(`export default cleanEnv(process.env, {\r\n\tA: str(),\r\n});\r\n`),
    `export default cleanEnv(process.env, {\r\n\tA: str(),\r\n\tOPENAI_API_KEY: str(),\r\n});\r\n`,
  );
});

test('pydantic-settings: a field below the last one', () => {
  const source = `from pydantic_settings import BaseSettings, SettingsConfigDict\n\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_file=".env")\n\n    a: str\n    b: int = 1\n\n    def c(self):\n        x: int = 2\n        return x\n\n\nsettings = Settings()\n`;
  assert.equal(extended(source), source.replace('    b: int = 1\n', '    b: int = 1\n    openai_api_key: str\n'));
  assert.deepEqual(schemaChanges(source.replace('env_file=', 'env_prefix="X_", env_file='), 'OPENAI_API_KEY'), []);
});

test('the schema is part of the fix, and knows each variable once', () => {
  const key = draw('abcdefghijklmnopqrstuvwxyz0123456789', 30, 4);
  const text = `a('${key}');\nb('${key}');\n`;
  const schema = { uri: 'file:///p/src/env.ts', text: 'z.object({\n  A: z.string(),\n}).parse(process.env);\n' };
  const findings = [text.indexOf(key), text.lastIndexOf(key)].map((start) => ({
    start,
    end: start + 30,
    ruleId: 'x',
    env: 'A_KEY',
  }));
  const plan = planFixMany({
    documents: [
      {
        document: { uri: 'file:///p/a.js', languageId: 'javascript', text },
        findings,
        project: { env: { uri: 'file:///p/.env', text: undefined }, gitignore: undefined, schema },
      },
    ],
  });
  assert.equal(plan.moved, 2);
  const changes = plan.files.find((file) => file.uri === schema.uri)?.changes ?? [];
  assert.equal(
    applyChanges(schema.text, changes),
    'z.object({\n  A: z.string(),\n  A_KEY: z.string().min(1),\n}).parse(process.env);\n',
  );
});
