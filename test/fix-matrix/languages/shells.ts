import type { Context, MatrixLanguage } from '../cells.ts';
import { type Encode, verbatim } from '../encode.ts';

const single: Encode = (value, escaped) => (escaped || /'/.test(value) ? undefined : value);
const double: Encode = (value, escaped) => (escaped ? undefined : value.replace(/[\\"$`]/g, '\\$&'));
const heredoc: Encode = (value, escaped) =>
  escaped || /\n/.test(value) ? undefined : value.replace(/[\\$`]/g, '\\$&');
const bare = verbatim(/[^\w.+/=:@%,-]/);

const posix: readonly Context[] = [
  { name: 'double quotes', source: `#!/bin/sh\nkey="KEY"\nprintf '%s\\n' "$key"\n`, encode: double },
  { name: 'single quotes', source: `key='KEY'\nprintf '%s\\n' "$key"\n`, encode: single },
  { name: 'bare', source: `key=KEY\nprintf '%s\\n' "$key"\n`, encode: bare },
  { name: 'export', source: `export MY_TOKEN=KEY # it's\nprintf '%s\\n' "$MY_TOKEN"\n`, encode: bare },
  { name: 'part of double quotes', source: `n=1\nprintf '%s\\n' "Bearer KEY \${n} \\"x\\" it's"\n`, encode: double },
  { name: 'part of single quotes', source: `printf '%s\\n' 'Bearer KEY end'\n`, encode: single },
  { name: 'part beside signs', source: `printf '%s\\n' '{"a": "KEY", "b": "$x"}'\n`, encode: single },
  { name: 'part of a word', source: `printf '%s\\n' --token=KEY\n`, encode: bare },
  { name: 'argument', source: `printf '%s\\n' -u user:KEY x\n`, encode: bare },
  { name: 'heredoc', source: `n=1\ncat <<EOF\nit's KEY "x" $n\nEOF\necho 2\n`, encode: heredoc },
  { name: 'indented heredoc', source: `if true; then\n\tcat <<-EOF\n\tKEY y\n\tEOF\nfi\n`, encode: heredoc },
  { name: 'heredoc between', source: `cat <<'A' ; printf '%s\\n' "KEY"\nit's "x\nA\n`, encode: double },
  {
    name: 'command substitution',
    source: `x="$(printf '%s' "KEY")"\nprintf '%s\\n' "$x"\n`,
    encode: verbatim(/["\\$`]/),
  },
  { name: 'default value', source: `printf '%s\\n' "\${NOTHING:-KEY}"\n`, encode: bare },
  { name: 'function', source: `f() {\n  local_key='KEY'\n  printf '%s\\n' "$local_key"\n}\nf\n`, encode: single },
  {
    name: 'case',
    source: `case x in\n  KEY) echo no ;;\n  *) echo yes ;;\nesac\n`,
    encode: verbatim(/[^\w-]/),
    once: true,
  },
  { name: 'continued line', source: `printf '%s\\n' \\\n  "KEY" \\\n  x\n`, encode: double },
  { name: 'nested command', source: `sh -c 'printf "%s\\n" "$1"' _ 'KEY'\n`, encode: single },
  { name: 'comment with quotes', source: `# don't "\nkey="KEY" # isn't\nprintf '%s\\n' "$key"\n`, encode: double },
  { name: 'quoted heredoc', source: `cat <<'EOF'\nKEY\nEOF\n`, encode: verbatim(/\n/), refused: true },
  { name: 'comment', source: `# KEY\necho 1\n`, encode: verbatim(/\n/), refused: true },
  { name: 'beside other quotes', source: `printf '%s\\n' "Bearer "'KEY'" x"\n`, encode: single },
  { name: 'backticks', source: "x=`printf '%s' KEY`\nprintf '%s\\n' \"$x\"\n", encode: bare },
  {
    name: 'quotes in backticks',
    source: "x=`printf '%s' 'KEY'`\nprintf '%s\\n' \"$x\"\n",
    encode: verbatim(/['\\$`]/),
  },
  { name: 'split key', source: `printf '%s\\n' "KEY"rest\n`, encode: double, refused: true },
];

const bashOnly: readonly Context[] = [
  { name: 'ANSI quotes', source: `printf '%s\\n' $'a\\tKEY\\n'\n`, encode: verbatim(/[\\'\n]/) },
  { name: 'array', source: `a=(x "KEY")\nprintf '%s\\n' "\${a[1]}"\n`.replace('[1]', '[@]'), encode: double },
  { name: 'comparison', source: `if [[ x == "KEY" ]]; then echo a; else echo b; fi\n`, encode: double },
  { name: 'here string', source: `cat <<< "KEY"\n`, encode: double },
];

const fishDouble: Encode = (value, escaped) => (escaped ? undefined : value.replace(/[\\"$]/g, '\\$&'));
const fishSingle: Encode = (value, escaped) => (escaped ? undefined : value.replace(/[\\']/g, '\\$&'));

const fish: readonly Context[] = [
  { name: 'double quotes', source: `set key "KEY"\nprintf '%s\\n' $key\n`, encode: fishDouble },
  { name: 'single quotes', source: `set -l key 'KEY'\nprintf '%s\\n' $key\n`, encode: fishSingle },
  { name: 'bare', source: `set -gx MY_TOKEN KEY\nprintf '%s\\n' $MY_TOKEN\n`, encode: verbatim(/[^\w.+/=:@,-]/) },
  { name: 'part', source: `set n 1\nprintf '%s\\n' "Bearer KEY $n it's"\n`, encode: fishDouble },
  { name: 'part before a letter', source: `printf '%s\\n' "a/KEY[x]" "KEEY"\n`, encode: fishDouble },
  { name: 'part of single quotes', source: `printf '%s\\n' 'a "KEY" $b'\n`, encode: fishSingle },
  { name: 'part of a word', source: `printf '%s\\n' --token=KEY\n`, encode: verbatim(/[^\w.+/=:@,-]/) },
  {
    name: 'command substitution',
    source: `printf '%s\\n' (printf '%s' 'KEY') # it's\n`,
    encode: fishSingle,
    mayRefuse: ({ kind }) => kind === 'lines',
  },
  { name: 'function', source: `function f\n  echo "KEY"\nend\nf\n`, encode: fishDouble },
  { name: 'comment', source: `# KEY\necho 1\n`, encode: verbatim(/\n/), refused: true },
];

const shell = (language: string, contexts: readonly Context[], languageId = 'shellscript'): MatrixLanguage => ({
  language,
  languageId,
  file: languageId === 'fish' ? 'main.fish' : 'main.sh',
  contexts,
  noCrlf: true,
});

export const shellLanguages: readonly MatrixLanguage[] = [
  shell('sh (dash)', posix),
  shell('bash', [...posix, ...bashOnly]),
  shell('zsh', [...posix, ...bashOnly]),
  shell('fish', fish, 'fish'),
];
