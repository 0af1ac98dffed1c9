import { nameWords } from '../../server/src/engine/generic/names.ts';
import type { Rule } from '../../server/src/engine/types.ts';
import type { Generated } from './generate.ts';

/** A document with a key in it, and where the key is. */
export interface Document {
  /** What kind of place the key stands in, for the message of a failing test. */
  readonly place: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Frame = readonly [place: string, before: string, after: string];

/** Places that take a text as it is, line ends and quotes included. */
const rawFrames: readonly Frame[] = [
  ['YAML', 'service:\n  value: ', '\n  port: 80\n'],
  ['comment', '// was: ', '\n'],
  ['Markdown', '# Set-up\n```\n', '\n```\n'],
  ['heredoc', 'cat <<EOF\n', '\nEOF\n'],
  ['XML text', '<value>', '</value>\n'],
  ['log line', '2026-01-01T00:00:00Z info got ', ' from cache\n'],
  ['emoji and full-width letters', '\u{1f511}\u{ff4b}\u{ff45}\u{ff59}\uff1a ', '\r\n'],
  ['only line', '', ''],
];

/** Places in quotes or between marks; the text has neither quotes nor line ends. */
const quotedFrames: readonly Frame[] = [
  ['JavaScript', "import x from 'x';\nconst client = new Client('", "');\n"],
  ['Python', 'import os\nclient = Client("', '", timeout=3)\n'],
  ['JSON', '{\n  "value": "', '"\n}\n'],
  ['shell', '#!/bin/sh\nexport VALUE="', '"\n'],
  ['properties', 'a=1\nvalue=', '\nb=2\n'],
  ['curl', 'curl -H "X-Value: ', '" https://service.test/v1\n'],
  ['URL query', 'fetch(`https://service.test/v1?value=', '&page=2`)\n'],
  ['minified', '!function(){var a=1,b="', '",c=[0,1]}();'],
  ['notebook', '{"cells":[{"source":["x = \\"', '\\"\\n"]}]}'],
  ['Markdown code', 'Use `', '` here.\n'],
  ['XML attribute', '<add value="', '" />\n'],
  ['template', 'const h = `Bearer ${', '}`;\n'],
];

/** Documents around a key that a token rule finds. */
export function tokenDocuments(rule: Rule, key: Generated): Document[] {
  const frames = /["'`\n\\]/.test(key.text) ? rawFrames : [...rawFrames, ...quotedFrames];
  const near = rule.match.kind === 'token' ? rule.match.near?.[0] : undefined;
  const head = near === undefined ? '' : `# ${near}\n`;
  return frames.map(([place, before, after]) => {
    const start = head.length + before.length + key.start;
    return { place, text: head + before + key.text + after, start, end: start + key.end - key.start };
  });
}

type Assigned = (name: string, camel: string) => readonly [before: string, after: string];

/** Assignments that languages and formats have. */
const assignments: Readonly<Record<string, Assigned>> = {
  JavaScript: (_, camel) => [`const ${camel} = '`, `';\n`],
  'JavaScript property': (_, camel) => [`const config = { ${camel}: "`, `", port: 1 };\n`],
  Python: (name) => [`import os\n${name} = "`, `"\n`],
  JSON: (_, camel) => [`{\n  "${camel}": "`, `",\n  "port": 1\n}\n`],
  YAML: (name) => [`service:\n  ${name.toLowerCase()}: `, `\n  port: 1\n`],
  shell: (name) => [`export ${name}="`, `"\n`],
  dotenv: (name) => [`PORT=1\n${name}=`, `\nDEBUG=0\n`],
  TOML: (name) => [`[service]\n${name.toLowerCase()} = "`, `"\n`],
  Go: (_, camel) => [`func main() {\n\t${camel} := "`, `"\n}\n`],
  Dockerfile: (name) => [`FROM scratch\nENV ${name}=`, `\n`],
  minified: (_, camel) => [`!function(){var a={${camel}:"`, `",b:1}}();`],
  notebook: (name) => [`{"cells":[{"source":["${name} = \\"`, `\\"\\n"]}]}`],
};

/** Documents that assign a value to one of the names of a `named` rule. */
export function namedDocuments(name: string, key: Generated): Document[] {
  const words = nameWords(name);
  const camel = words.map((word, i) => (i === 0 ? word : (word[0] as string).toUpperCase() + word.slice(1))).join('');
  return Object.entries(assignments).map(([place, frame]) => {
    const [before, after] = frame(name, camel);
    const start = before.length + key.start;
    return { place: `${place}, ${name}`, text: before + key.text + after, start, end: start + key.end - key.start };
  });
}
