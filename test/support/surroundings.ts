/** Places where provider keys are pasted, for tests and measurements of rules. */
export interface Surrounding {
  readonly name: string;
  readonly path: string;
  /** The text with the key in it; the key stands in it as it is, unless `encode` says otherwise. */
  readonly text: (key: string) => string;
  /** Whether a key of several lines can stand there as it is. */
  readonly multiline: boolean;
}

function place(name: string, path: string, before: string, after: string, multiline = false): Surrounding {
  return { name, path, multiline, text: (key) => before + key + after };
}

export const surroundings: readonly Surrounding[] = [
  place('JavaScript', 'a.js', "const client = new Client('", "');\n"),
  place('JavaScript template', 'a.ts', 'const x = `', '`;\n', true),
  place('Python', 'a.py', 'VALUE = "', '"\n'),
  place('Python, triple quotes', 'a.py', 'VALUE = """', '"""\n', true),
  place('Go', 'a.go', '\tvalue := `', '`\n', true),
  place('JSON', 'a.json', '{"a": 1, "value": "', '", "b": 2}\n'),
  place('YAML', 'a.yaml', 'a:\n  value: ', '\n  b: 2\n'),
  place('YAML in quotes', 'a.yaml', "a:\n  value: '", "'\n"),
  place('shell', 'a.sh', 'export VALUE=', '\n'),
  place('header', 'a.sh', "curl -H 'X-Value: ", "' https://api.host.tld/v1\n"),
  place('command line', 'a.sh', 'tool login --value ', ' --yes\n'),
  place('query', 'a.txt', 'https://api.host.tld/v1?v=', '&page=2\n'),
  place('comment', 'a.c', '/* old value: ', ' */\n'),
  place('minified', 'a.min.js', '!function(){var e=1,t="', '";return e?t:null}();'),
  place('notebook', 'a.ipynb', '   "source": [\n    "value = \\"', '\\"\\n"\n   ],\n'),
  place('Markdown', 'README.md', 'Use `', '` to log in.\n'),
  place('XML', 'a.xml', '<a b="', '"/>\n'),
  place('alone', 'a.txt', '', '', true),
  place('CRLF and tabs', 'a.ini', '[a]\r\n\tvalue\t=\t', '\r\n\r\n'),
  place('full-width text', 'a.txt', '鍵：「', '」です。\n'),
];
