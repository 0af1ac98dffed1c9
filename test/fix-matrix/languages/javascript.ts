import type { Context, MatrixLanguage } from '../cells.ts';
import { backslash, hexBraced, hexU, hexX, verbatim } from '../encode.ts';

const single = backslash("'", hexX);
const double = backslash('"', hexU);
const template = backslash('`$', hexBraced);
const attribute = verbatim(/["&\n\\{}<>]/);
const text = verbatim(/[{}<>&\n\\]/);

/** Contexts that every JavaScript runtime shares; `p` prints. */
const shared: readonly Context[] = [
  { name: 'single quotes', source: `const k = 'KEY';\nconsole.log(k);\n`, encode: single },
  { name: 'double quotes', source: `const k = "KEY"\nconsole.log(k)\n`, encode: double },
  { name: 'template', source: 'const k = `KEY`;\nconsole.log(k);\n', encode: template },
  { name: 'part of single quotes', source: `console.log('Bearer KEY, it\\'s \`\${\` \\n"x"');\n`, encode: single },
  { name: 'part of double quotes', source: `console.log("a $" + "b \\"KEY\\" c\\u0041");\n`, encode: double },
  {
    name: 'part of a template',
    source: 'const n = 3;\nconsole.log(`${n} KEY ${`in ${n}`} \\` $`);\n',
    encode: template,
  },
  { name: 'inside a hole', source: "const n = 3;\nconsole.log(`${n > 2 ? 'KEY' : `no`} end`);\n", encode: single },
  { name: 'object value', source: `const o = { a: 1, 'b-c': 'KEY' };\nconsole.log(o['b-c']);\n`, encode: single },
  {
    name: 'object key',
    source: `const o = { "KEY": 1, b: 2 };\nconsole.log(Object.keys(o).join());\n`,
    encode: double,
  },
  {
    name: 'part of a key',
    source: `const o = { b: 2, 'x KEY': 1 };\nconsole.log(Object.keys(o).join());\n`,
    encode: single,
  },
  { name: 'default parameter', source: `function f(k = 'KEY') {\n  return k;\n}\nconsole.log(f());\n`, encode: single },
  { name: 'ternary', source: `const k = console ? 'KEY' : 'no';\nconsole.log(k)\n`, encode: single },
  { name: 'other side of a ternary', source: `const k = !console ? "no" : "KEY";\nconsole.log(k)\n`, encode: double },
  { name: 'return without a space', source: `const f = () => { return"KEY" };\nconsole.log(f());\n`, encode: double },
  {
    name: 'case label',
    source: `const x = process.argv[0] ? 'y' : 'y';\nswitch (x) { case 'KEY': break; default: console.log('KE' + 'Y') }\n`,
    encode: single,
    once: true,
  },
  { name: 'array and call', source: `console.log(['a', 'KEY', "b"].map((s) => s + '!').join());\n`, encode: single },
  { name: 'member of the literal', source: `console.log('KEY'.length, 'x'.concat("y"));\n`, encode: single },
  { name: 'concatenation', source: `const u = 'https://h/?k=' + 'KEY' + '&x=1';\nconsole.log(u);\n`, encode: single },
  {
    name: 'comments in the way',
    source: `// it's "here\nconst k = /* ' */ 'KEY' /* \` */; // end'\nconsole.log(k);\n`,
    encode: single,
  },
  {
    name: 'regular expressions in the way',
    source: `const a = 4 / 2, r = /['"\`]/g; const b = a / 2;\nconsole.log('KEY', r.source, b / a);\n`,
    encode: single,
  },
  {
    name: 'class field',
    source: `class A {\n  k = 'KEY';\n  static s = 1;\n}\nconsole.log(new A().k);\n`,
    encode: single,
  },
  { name: 'nullish', source: `const k = globalThis.nothing ?? 'KEY';\nconsole.log(k);\n`, encode: single },
  { name: 'arrow', source: `const k = () => 'KEY'\nconsole.log(k())\n`, encode: single },
  {
    name: 'statement start',
    source: `let a = 1\n;'KEY'.split('').forEach((c) => { a += c.length })\nconsole.log(a)\n`,
    encode: single,
  },
  { name: 'line continuation', source: `const k = 'a \\\n b KEY';\nconsole.log(k);\n`, encode: single },
  { name: 'tagged template', source: 'console.log(String.raw`KEY`);\n', encode: verbatim(/[`$\\\n]/), refused: true },
  { name: 'regular expression', source: 'console.log(/KEY/.source);\n', encode: verbatim(/[^\w]/), refused: true },
  { name: 'comment', source: '// KEY\nconsole.log(1);\n', encode: verbatim(/\n/), refused: true },
  { name: 'split key', source: `console.log('KEY' + 'rest');\n`, encode: single, refused: true },
  { name: 'key before a hole', source: 'const r = 1;\nconsole.log(`KEY${r}`);\n', encode: template, refused: true },
  {
    name: 'class member name',
    source: `class A { 'KEY' = 1 }\nconsole.log(Object.keys(new A()));\n`,
    encode: single,
    refused: true,
  },
];

const typed: readonly Context[] = [
  { name: 'annotated', source: `const k: string = 'KEY';\nconsole.log(k.length, k);\nexport {};\n`, encode: single },
  {
    name: 'parameter',
    source: `function f(k: string = "KEY"): string {\n  return k;\n}\nconsole.log(f());\nexport {};\n`,
    encode: double,
  },
  {
    name: 'typed object',
    source: `interface C { readonly key: string }\nconst c: C = { key: 'KEY' };\nconsole.log(c.key);\nexport {};\n`,
    encode: single,
  },
  {
    name: 'satisfies',
    source: `const c = { key: 'KEY' } satisfies Record<string, string>;\nconsole.log(c.key);\nexport {};\n`,
    encode: single,
  },
  { name: 'as string', source: `const k = 'KEY' as string;\nconsole.log(k);\nexport {};\n`, encode: single },
  {
    name: 'generic call',
    source: `const f = <T>(x: T): T => x;\nconsole.log(f<string>('KEY'));\nexport {};\n`,
    encode: single,
  },
  { name: 'template', source: 'const k: string = `Bearer KEY`;\nconsole.log(k);\nexport {};\n', encode: template },
  { name: 'part', source: `const k: string = 'Bearer KEY';\nconsole.log(k);\nexport {};\n`, encode: single },
  {
    name: 'class property',
    source: `class A {\n  private readonly k: string = 'KEY';\n  get(): string { return this.k; }\n}\nconsole.log(new A().get());\nexport {};\n`,
    encode: single,
  },
  {
    name: 'ternary of objects',
    source: `const o = 1 > 0 ? { k: 'KEY' } : { k: 'x' };\nconst s: string = o.k;\nconsole.log(s);\nexport {};\n`,
    encode: single,
  },
  {
    name: 'map of headers',
    source: `const h: Record<string, string> = {\n  'X-Api-Key': "KEY",\n};\nconsole.log(h['X-Api-Key']);\nexport {};\n`,
    encode: double,
  },
  {
    name: 'index signature',
    source: `const k: string = 'KEY';\nconsole.log(k);\nexport {};\n`,
    encode: single,
    project: { typescript: { strictNullChecks: true, noPropertyAccessFromIndexSignature: true } },
  },
  {
    name: 'literal type',
    source: `type K = 'KEY';\nconst k: K | 1 = 1;\nconsole.log(k);\nexport {};\n`,
    encode: single,
    refused: true,
  },
  { name: 'union', source: `let k: 'a' | 'KEY' = 'a';\nconsole.log(k);\nexport {};\n`, encode: single, refused: true },
  {
    name: 'as const',
    source: `const k = ['KEY'] as const;\nconsole.log(k[0]);\nexport {};\n`,
    encode: single,
    refused: true,
  },
  {
    name: 'type argument',
    source: `const s = new Set<'KEY'>();\nconsole.log(s.size);\nexport {};\n`,
    encode: single,
    refused: true,
  },
  {
    name: 'interface',
    source: `interface A { k: 'KEY' }\nconst a: A | 1 = 1;\nconsole.log(a);\nexport {};\n`,
    encode: single,
    refused: true,
  },
  {
    name: 'indexed type',
    source: `interface A { a: string }\nfunction f(x: A['KEY']) { return x; }\nconsole.log(typeof f);\nexport {};\n`,
    encode: single,
    refused: true,
  },
  {
    name: 'element access',
    source: `const o: Record<string, number> = {};\nconst n: number | undefined = o['KEY'];\nconsole.log(n, 'KEEY');\nexport {};\n`,
    encode: single,
  },
  {
    name: 'import specifier',
    source: `import type { x } from './KEY';\nconst y: x | 1 = 1;\nconsole.log(y);\n`,
    encode: verbatim(/[^\w-]/),
    refused: true,
  },
];

const jsx: readonly Context[] = [
  { name: 'attribute', source: `console.log(<a k="KEY" b='x' />);\n`, encode: attribute },
  { name: 'single-quoted attribute', source: `console.log(<a k='KEY'>x</a>);\n`, encode: verbatim(/['&\n\\{}<>]/) },
  { name: 'part of an attribute', source: `console.log(<a k="Bearer KEY \`$\{" />);\n`, encode: attribute },
  { name: 'text', source: `console.log(<p>it's KEY, "ok"</p>);\n`, encode: text },
  {
    name: 'text alone on a line',
    source: `console.log(<p>\n  before\n  KEY\n  after\n</p>);\n`,
    encode: text,
    mayRefuse: ({ kind }) => kind === 'lines',
  },
  { name: 'text between tags', source: `console.log(<p>\n  <b>x</b>\n  KEY\n  <i />\n</p>);\n`, encode: text },
  { name: 'expression', source: `console.log(<p>{'KEY'} and {"x"}</p>);\n`, encode: single },
  { name: 'nested element in an attribute', source: `console.log(<a b={<c d="KEY" />} />);\n`, encode: attribute },
  { name: 'after an apostrophe in text', source: `const t = <p>don't</p>;\nconsole.log(t, 'KEY');\n`, encode: single },
  {
    name: 'conditional',
    source: `const ok = true;\nconsole.log(<p>{ok && <b k="KEY">y</b>}</p>);\n`,
    encode: attribute,
  },
  { name: 'fragment', source: `console.log(<><b>1</b>KEY</>);\n`, encode: text },
  {
    name: 'spread and generics',
    source: `const p = { a: 1 };\nconst lt = 1 < 2;\nconsole.log(<a {...p} k="KEY" />, lt);\n`,
    encode: attribute,
  },
  { name: 'entity in the attribute', source: `console.log(<a k="&amp; KEY" />);\n`, encode: attribute, refused: true },
];

const server = `  const r = await fetch(\`http://127.0.0.1:\${port}/a\`, { headers: { "x-n": "1" } });\n  console.log(r.status, await r.text());\n`;

/** Programs as they are written for Bun. */
const bun: readonly Context[] = [
  {
    name: 'Bun.serve',
    source: `const server = Bun.serve({\n  port: 0,\n  hostname: "127.0.0.1",\n  fetch(req) {\n    return new Response("KEY", { headers: { a: "b" } });\n  },\n});\n{\n  const port = server.port;\n${server}}\nserver.stop(true);\n`,
    encode: double,
  },
  {
    name: 'routes',
    source: `import { serve } from "bun";\nconst server = serve({ port: 0, hostname: "127.0.0.1", routes: { "/a": () => Response.json({ auth: \`Bearer KEY\`, b: 'it' }) } });\n{\n  const port = server.port;\n${server}}\nawait server.stop(true);\n`,
    encode: verbatim(/[`$\\\n]/),
  },
  {
    name: 'Bun.env',
    source: `const key = Bun.env.NO_SUCH_NAME ?? 'KEY';\nconsole.log(key);\nexport {};\n`,
    encode: single,
  },
  {
    name: 'import.meta.main',
    source: `if (import.meta.main) {\n  await Bun.write(Bun.stdout, 'KEY' + "\\n");\n}\n`,
    encode: single,
  },
  {
    name: 'hash',
    source: `const h = new Bun.CryptoHasher('sha256', "KEY");\nconsole.log(h.update('x').digest('hex'));\n`,
    encode: double,
  },
  {
    name: 'sqlite',
    source: `import { Database } from 'bun:sqlite';\nconst db = new Database(':memory:');\nconsole.log(db.query('select ? as k').get('KEY'));\n`,
    encode: single,
  },
  {
    name: 'class field',
    source: `class Client {\n  readonly #key: string = 'KEY';\n  get header() { return { Authorization: \`Bearer \${this.#key}\` }; }\n}\nconsole.log(new Client().header.Authorization);\n`,
    encode: single,
  },
  {
    name: 'satisfies',
    source: `const config = { api: { key: "KEY", retries: 2 } } satisfies Record<string, { key: string; retries: number }>;\nconsole.log(config.api.key);\n`,
    encode: double,
  },
  {
    name: 'child',
    source: `const p = Bun.spawnSync(['printf', '%s', 'KEY']);\nconsole.log(p.stdout.toString());\n`,
    encode: single,
  },
  {
    name: 'macro import',
    source: `import x from 'KEY' with { type: 'macro' };\nconsole.log(x);\n`,
    encode: single,
    refused: true,
  },
];

/** Programs as they are written for Deno. */
const deno: readonly Context[] = [
  {
    name: 'Deno.serve',
    source: `const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (_req) => new Response("KEY"));\n{\n  const { port } = server.addr;\n${server}}\nawait server.shutdown();\n`,
    encode: double,
  },
  {
    name: 'default export with fetch',
    source: `import type { Assert } from "jsr:@std/assert@1";\nconst app = {\n  fetch(_req: Request): Response {\n    return Response.json({ key: "KEY" });\n  },\n} satisfies Deno.ServeDefaultExport;\nconsole.log(await app.fetch(new Request("http://a.test/")).text());\nexport type A = Assert;\n`,
    encode: double,
  },
  {
    name: 'Deno.env',
    source: `const key = Deno.env.get("NO_SUCH_NAME") ?? "KEY";\nconsole.log(key);\n`,
    encode: double,
  },
  {
    name: 'node: import',
    source: `import { createHash } from "node:crypto";\nconsole.log(createHash("sha256").update("KEY").digest("hex"));\n`,
    encode: double,
  },
  {
    name: 'import.meta.main',
    source: `export function key(): string {\n  return "KEY";\n}\n\nif (import.meta.main) console.log(key());\n`,
    encode: double,
  },
  {
    name: 'template',
    source: `const q = "a b";\nconst url = new URL(\`https://example.test/?q=\${encodeURIComponent(q)}#KEY\`);\nconsole.log(url.hash);\n`,
    encode: verbatim(/[`$\\\n]/),
  },
  {
    name: 'bytes',
    source: `const bytes = new TextEncoder().encode("KEY");\nconsole.log(bytes.join());\n`,
    encode: double,
  },
  {
    name: 'request headers',
    source: `const r = new Request("https://example.test", { headers: { "x-a": "b", "x-key": btoa("KEY") } });\nconsole.log(r.headers.get("x-key"));\n`,
    encode: verbatim(/[^ -~]|["\\]/),
  },
  {
    name: 'using',
    source: `class Client implements Disposable {\n  constructor(readonly key: string) {}\n  [Symbol.dispose]() { console.log("done"); }\n}\n{\n  using c = new Client("KEY");\n  console.log(c.key);\n}\n`,
    encode: double,
  },
  {
    name: 'jsr specifier',
    source: `import { a } from "jsr:@KEY/std";\nconsole.log(a);\n`,
    encode: verbatim(/[^\w-]/),
    refused: true,
  },
];

const importNode = `import { createHash } from 'node:crypto';\n`;

export const javascriptLanguages: readonly MatrixLanguage[] = [
  {
    language: 'Node, CommonJS',
    languageId: 'javascript',
    file: 'main.cjs',
    contexts: [
      ...shared,
      {
        name: 'use strict',
        source: `'use strict';\nmodule.exports = { key: 'KEY' };\nconsole.log(module.exports.key);\n`,
        encode: single,
      },
    ],
  },
  {
    language: 'Node, ESM',
    languageId: 'javascript',
    file: 'main.mjs',
    contexts: [
      ...shared,
      {
        name: 'after imports',
        source: `${importNode}export const key = 'KEY';\nconsole.log(key, typeof createHash);\n`,
        encode: single,
      },
      { name: 'export', source: `export { key as default };\nconst key = 'KEY'\nconsole.log(key)\n`, encode: single },
      { name: 'import', source: `import x from 'KEY';\nconsole.log(x);\n`, encode: single, refused: true },
    ],
  },
  { language: 'TypeScript', languageId: 'typescript', file: 'main.ts', contexts: typed },
  {
    language: 'JSX',
    languageId: 'javascriptreact',
    file: 'main.jsx',
    contexts: [...jsx, ...shared.filter(({ refused }) => refused !== true).slice(0, 10)],
  },
  { language: 'TSX', languageId: 'typescriptreact', file: 'main.tsx', contexts: jsx },
  { language: 'Bun', languageId: 'typescript', file: 'main.ts', contexts: [...typed.slice(0, 12), ...bun] },
  {
    language: 'Deno',
    languageId: 'typescript',
    file: 'main.ts',
    contexts: [...typed, ...deno]
      .filter(({ name }) => name !== 'index signature')
      .map((context) => ({ ...context, project: { runtime: 'deno' as const } })),
  },
];
