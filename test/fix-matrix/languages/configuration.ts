import type { MatrixLanguage } from '../cells.ts';
import { backslash, doubledQuote, type Encode, hexU, verbatim } from '../encode.ts';

const hcl: Encode = (value, escaped) => backslash('"', hexU)(value, escaped)?.replace(/[$%](?=\{)/g, '$&$&');
const plain = verbatim(/^[^\w]|: |:$| #|[\n$]|[.~]$/);
const flowPlain = verbatim(/^[^\w]|[:#,[\]{}\n$"'\\]/);
const single = doubledQuote("'", /[\n$]/);
const double: Encode = (value, escaped) => (/[\n$]/.test(value) ? undefined : backslash('"', hexU)(value, escaped));
const lines = verbatim(/[\n$]/);
const lone = ({ kind }: { kind: string }) => kind === 'lines';

const terraform: MatrixLanguage = {
  language: 'Terraform',
  languageId: 'terraform',
  file: 'main.tf',
  contexts: [
    { name: 'whole', source: `locals {\n  k = "KEY"\n}\n`, encode: hcl },
    { name: 'part', source: `locals {\n  n = 1\n  k = "Bearer KEY \${local.n} it's"\n}\n`, encode: hcl },
    { name: 'function argument', source: `locals {\n  k = join("-", ["a", "KEY"]) # it's "x\n}\n`, encode: hcl },
    { name: 'object value', source: `locals {\n  o = { key = "KEY", b = 2 }\n  k = local.o.key\n}`, encode: hcl },
    { name: 'ternary', source: `locals {\n  k = true ? "KEY" : "b"\n}\n`, encode: hcl },
    { name: 'heredoc', source: `locals {\n  k = <<-EOT\n    a "KEY"\n  EOT\n}\n`, encode: verbatim(/[\n$%]/) },
    { name: 'inside a hole', source: `locals {\n  k = "a \${upper("KEY")}"\n}\n`, encode: hcl },
    { name: 'variable default', source: `variable "k" {\n  default = "KEY"\n}\n`, encode: hcl, refused: true },
    { name: 'backend', source: `terraform {\n  backend "s3" {\n    key = "KEY"\n  }\n}\n`, encode: hcl, refused: true },
    { name: 'output', source: `output "k" {\n  value = "KEY"\n}\n`, encode: hcl, refused: true },
    { name: 'comment', source: `# KEY\nlocals {}\n`, encode: lines, refused: true },
    { name: 'tfvars', source: `k = "KEY"\n`, encode: hcl, file: 'x.tfvars', refused: true },
  ],
};

const service = (body: string) => `services:\n  # it's\n  web:\n    image: x # "y\n${body}`;

const compose: MatrixLanguage = {
  language: 'Docker Compose',
  languageId: 'dockercompose',
  file: 'compose.yaml',
  contexts: [
    { name: 'plain', source: service(`    environment:\n      API: KEY\n      B: "2"\n`), encode: plain },
    { name: 'single quotes', source: service(`    environment:\n      API: 'KEY' # it's\n`), encode: single },
    { name: 'double quotes', source: service(`    environment:\n      API: "KEY"\n`), encode: double },
    {
      name: 'list item',
      source: service(`    environment:\n      - A=1\n      - API=KEY\n`),
      encode: verbatim(/: | #|[\n$]|[.~]$/),
    },
    { name: 'quoted list item', source: service(`    environment:\n      - "A=x KEY y"\n`), encode: double },
    { name: 'flow list', source: service(`    command: [run, --token, KEY, "x"]\n`), encode: flowPlain },
    {
      name: 'flow list over lines',
      source: service(`    command: [run,\n      --token, KEY,\n      "x"\n    ]\n`),
      encode: flowPlain,
    },
    { name: 'quoted in a flow list', source: service(`    command: ["run", "--token=KEY"]\n`), encode: double },
    { name: 'flow mapping', source: service(`    environment: { A: 1, API: KEY }\n`), encode: flowPlain },
    { name: 'part of plain', source: service(`    command: run --token KEY --x\n`), encode: verbatim(/: | #|[\n$"']/) },
    {
      name: 'block',
      source: service(`    command: |\n      run "a"\n      --token 'KEY'\n    restart: "no"\n`),
      encode: verbatim(/[\n$']/),
    },
    { name: 'folded', source: service(`    command: >-\n      run KEY\n      x\n`), encode: verbatim(/[\n$"']/) },
    { name: 'anchor', source: service(`    environment:\n      API: &k KEY\n      B: *k\n`), encode: plain },
    { name: 'key', source: service(`    environment:\n      KEY: a\n`), encode: verbatim(/[^\w]/), refused: true },
    {
      name: 'build argument',
      source: service(`    build:\n      args:\n        API: KEY\n`),
      encode: verbatim(/[^\w]/),
      refused: true,
    },
    { name: 'comment', source: service(`    # KEY\n`), encode: lines, refused: true },
  ],
};

const job = (step: string, more = '') =>
  `on: push\n${more}jobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n${step}`;
const shellDouble: Encode = (value, escaped) =>
  escaped || /[\n]/.test(value) ? undefined : value.replace(/[\\"$`]/g, '\\$&');
const shellSingle = verbatim(/['\n]/);

const actions: MatrixLanguage = {
  language: 'GitHub Actions',
  languageId: 'yaml',
  file: '.github/workflows/ci.yml',
  noCrlf: true,
  contexts: [
    {
      name: 'with',
      source: job(`      - uses: x/y@v1\n        with:\n          token: KEY\n`),
      encode: plain,
      mayRefuse: lone,
    },
    {
      name: 'quoted with',
      source: job(`      - uses: x/y@v1\n        with:\n          token: 'Bearer KEY'\n`),
      encode: single,
    },
    {
      name: 'step environment',
      source: job(`      - run: echo "$API"\n        env:\n          API: "KEY"\n`),
      encode: double,
    },
    { name: 'top environment', source: job(`      - run: echo "$API"\n`, `env:\n  API: 'KEY'\n`), encode: single },
    {
      name: 'flow environment',
      source: job(`      - run: echo "$API"\n        env: { API: KEY }\n`),
      encode: flowPlain,
    },
    {
      name: 'script',
      source: job(
        `      - name: x\n        run: |\n          echo a\n          echo "Bearer KEY" # it's\n      - run: echo b\n`,
      ),
      encode: shellDouble,
    },
    { name: 'script first', source: job(`      - run: |\n          echo 'KEY'\n`), encode: shellSingle },
    {
      name: 'script with an environment',
      source: job(`      - name: x\n        env:\n          A: 1\n        run: |\n          echo "$A KEY"\n`),
      encode: shellDouble,
    },
    {
      name: 'script on one line',
      source: job(`      - run: echo --token=KEY x\n        name: y\n`),
      encode: verbatim(/[^\w.+/=@%,-]/),
    },
    {
      name: 'condition',
      source: job(`      - if: env.X == 'KEY'\n        run: echo a\n`),
      encode: verbatim(/[^\w]/),
      refused: true,
    },
    {
      name: 'quoted heredoc',
      source: job(`      - run: |\n          cat <<'EOF'\n          KEY\n          EOF\n`),
      encode: verbatim(/[^\w]/),
      refused: true,
    },
    {
      name: 'Windows',
      source: job(`      - run: echo "KEY"\n`).replace('ubuntu', 'windows'),
      encode: verbatim(/[^\w]/),
      refused: true,
    },
    {
      name: 'bash on Windows',
      source: job(`      - shell: bash\n        run: |\n          echo "KEY"\n`).replace('ubuntu', 'windows'),
      encode: shellDouble,
    },
    {
      name: 'other shell',
      source: job(`      - shell: pwsh\n        run: |\n          echo KEY\n`),
      encode: verbatim(/[^\w]/),
      refused: true,
    },
  ],
};

export const configurationLanguages: readonly MatrixLanguage[] = [terraform, compose, actions];
