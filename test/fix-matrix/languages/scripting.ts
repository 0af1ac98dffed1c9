import type { MatrixLanguage } from '../cells.ts';
import { backslash, doubledBraces, type Encode, hexBraced, hexU, hexX, verbatim } from '../encode.ts';

const braces = ({ kind }: { kind: string }) => kind === 'braces';
const single: Encode = (value, escaped) => (escaped ? undefined : value.replace(/[\\']/g, '\\$&'));

const py = backslash('"', hexX);
const pySingle = backslash("'", hexU);

const python: MatrixLanguage = {
  language: 'Python',
  languageId: 'python',
  file: 'main.py',
  contexts: [
    { name: 'double quotes', source: `key = "KEY"\nprint(key)\n`, encode: py },
    { name: 'single quotes', source: `key = 'KEY'\nprint(key)\n`, encode: pySingle },
    { name: 'part', source: `print("Bearer KEY it's \\t \\"x\\"")\n`, encode: py },
    { name: 'part with braces', source: `print('{"a": "KEY"}')\n`, encode: pySingle },
    { name: 'triple with braces', source: `print("""{"a": "KEY", "b": {}}""")\n`, encode: py },
    { name: 'beside other strings', source: `print("a "\n      "KEY"\n      " b")\n`, encode: py },
    { name: 'part beside a formatted one', source: `n = 1\nprint('{} KEY ' f"{n}")\n`, encode: pySingle },
    { name: 'statement on the docstring’s line', source: `"Doc"; x = 1\nprint("KEY", __doc__)\n`, encode: py },
    { name: 'continued line', source: `key = \\\n    "KEY"\nprint(key)\n`, encode: py },
    {
      name: 'os as a parameter',
      source: `def f(a, os):\n    return "KEY" + os\nprint(f(1, "x"))\n`,
      encode: py,
      refused: true,
    },
    { name: 'os in a loop', source: `for os in ["x"]:\n    print("KEY", os)\n`, encode: py, refused: true },
    { name: 'os deleted', source: `import os\ndel os\nprint("KEY")\n`, encode: py, refused: true },
    { name: 'os in texts only', source: `# for os in x\nprint("def f(os):", "KEY")\n`, encode: py },
    { name: 'raw', source: `print(r"KEY\\d")\n`, encode: verbatim(/["\n]|\\$/) },
    { name: 'raw whole', source: `print(r'KEY')\n`, encode: verbatim(/['\n]|\\$/) },
    {
      name: 'bytes',
      source: `print(b"KEY".decode())\n`,
      encode: backslash('"', hexX),
      mayRefuse: ({ kind }) => kind === 'not ASCII',
    },
    { name: 'part of bytes', source: `print((b"x KEY y").decode())\n`, encode: verbatim(/["\n\\]|[^\x00-\x7f]/) },
    {
      name: 'formatted',
      source: `n = 1\nprint(f"{n} KEY {n!r:>4} {{x}}")\n`,
      encode: doubledBraces(py),
      mayRefuse: braces,
    },
    {
      name: 'formatted single',
      source: `n = 1\nprint(f'{n}: KEY')\n`,
      encode: doubledBraces(pySingle),
      mayRefuse: braces,
    },
    { name: 'inside a formatted hole', source: `print(f"{'KEY'} x")\n`, encode: verbatim(/['"\\\n{}]/) },
    { name: 'triple quotes', source: `text = """a\n  "KEY"\nb"""\nprint(text)\n`, encode: py },
    {
      name: 'triple formatted',
      source: `n = 2\nprint(f'''{n}\nKEY\n''')\n`,
      encode: doubledBraces(pySingle),
      mayRefuse: braces,
    },
    {
      name: 'docstring and future',
      source: `#!/usr/bin/env python3\n# -*- coding: utf-8 -*-\n"""Doc it's."""\nfrom __future__ import annotations\n\nimport sys\n\nprint("KEY", len(sys.argv) > 99)\n`,
      encode: py,
    },
    {
      name: 'os imported',
      source: `import sys, os\n\ndef f(key: str = "KEY"):\n    return key\n\nprint(f())\n`,
      encode: py,
    },
    { name: 'environ imported', source: `from os import path, environ\nprint("KEY")\n`, encode: py },
    { name: 'os under another name', source: `import os as system\nprint({'a': 'KEY'}['a'])\n`, encode: pySingle },
    { name: 'dictionary key', source: `d = {"KEY": 1}\nprint(list(d)[0])\n`, encode: py },
    { name: 'concatenation', source: `print('k=' + 'KEY' + '&x')\n`, encode: pySingle },
    { name: 'member', source: `print("KEY".upper().lower(), "x")\n`, encode: py },
    { name: 'format call', source: `print("KEY {}".format(2))\n`, encode: verbatim(/["\\\n{}]/) },
    { name: 'percent format', source: `print("%d KEY" % 3)\n`, encode: verbatim(/["\\\n{}%]/) },
    { name: 'return', source: `def f():\n    # don't\n    return"KEY"\nprint(f())\n`, encode: py },
    {
      name: 'neighbouring strings',
      source: `print("Bearer "\n      f"{1} KEY")\n`,
      encode: doubledBraces(py),
      mayRefuse: braces,
    },
    { name: 'comment first', source: `# it's a "comment\nx = [\n    "KEY",  # here's\n]\nprint(x[0])\n`, encode: py },
    { name: 'docstring', source: `"""KEY"""\nprint(1)\n`, encode: verbatim(/["\\]/), refused: true },
    {
      name: 'function docstring',
      source: `def f():\n    "KEY"\nprint(1)\n`,
      encode: verbatim(/["\\\n]/),
      refused: true,
    },
    {
      name: 'match pattern',
      source: `x = 1\nmatch x:\n    case "KEY":\n        pass\nprint(1)\n`,
      encode: py,
      refused: true,
    },
    { name: 'split key', source: `print("KEY" "rest")\n`, encode: py, refused: true },
    { name: 'comment', source: `# KEY\nprint(1)\n`, encode: verbatim(/\n/), refused: true },
  ],
};

const rubyDouble: Encode = (value, escaped) => backslash('"', hexX)(value, escaped)?.replace(/#(?=[{$@])/g, '\\#');

const ruby: MatrixLanguage = {
  language: 'Ruby',
  languageId: 'ruby',
  file: 'main.rb',
  without: ['lines'],
  contexts: [
    { name: 'double quotes', source: `key = "KEY"\nputs key\n`, encode: rubyDouble },
    { name: 'single quotes', source: `key = 'KEY'\nputs key\n`, encode: single },
    { name: 'part', source: `n = 1\nputs "Bearer KEY #{n} \\t"\n`, encode: rubyDouble },
    { name: 'part of single quotes', source: `puts 'Bearer KEY end'\n`, encode: single },
    { name: 'part beside quotes', source: `puts 'a "b" #x KEY end'\n`, encode: single },
    { name: 'percent', source: `puts %q(KEY and (x))\n`, encode: verbatim(/[()\\]/) },
    { name: 'percent with holes', source: `n = 1\nputs %Q[KEY #{n}]\n`, encode: verbatim(/[[\]\\#]/) },
    {
      name: 'heredoc',
      source: `puts <<~TEXT\n  a\n  KEY it's "x" #{1 + 1}\nTEXT\nputs 2\n`,
      encode: verbatim(/[\\#\n]/),
    },
    { name: 'two heredocs', source: `puts(<<A, <<B)\nx's\nA\nKEY\nB\n`, encode: verbatim(/[\\#\n]/) },
    { name: 'hash value', source: `h = { key: 'KEY', "b" => 1 }\nputs h[:key]\n`, encode: single },
    { name: 'hash key', source: `h = { "KEY" => 1 }\nputs h.keys[0]\n`, encode: rubyDouble },
    { name: 'default parameter', source: `def f(k = "KEY")\n  k\nend\nputs f\n`, encode: rubyDouble },
    { name: 'constant', source: `API_TOKEN = 'KEY'.freeze\nputs API_TOKEN\n`, encode: single },
    { name: 'concatenation', source: `puts "k=" + "KEY" + '&x'\n`, encode: rubyDouble },
    { name: 'inside a hole', source: `puts "a #{'KEY'} b"\n`, encode: verbatim(/['"\\]/) },
    { name: 'method', source: `puts 'KEY'.length\n`, encode: single },
    { name: 'regular expressions in the way', source: `x = 'a"b' =~ /['"]/\nputs 'KEY', x / 1\n`, encode: single },
    { name: 'comments in the way', source: `=begin\nit's\n=end\n# "x\nputs 'KEY' # '\n`, encode: single },
    { name: 'command', source: "puts `echo 'KEY'`\n", encode: verbatim(/[`'"\\#$\n]/) },
    { name: 'raw heredoc', source: `puts <<~'TEXT'\n  KEY\nTEXT\n`, encode: verbatim(/\n/), refused: true },
    { name: 'symbol key', source: `h = { "KEY": 1 }\nputs h.size\n`, encode: rubyDouble, refused: true },
    { name: 'words', source: `puts %w[a KEY]\n`, encode: verbatim(/[^\w-]/), refused: true },
    { name: 'symbol', source: `puts :"KEY"\n`, encode: rubyDouble },
    { name: 'part of a symbol', source: `puts :"a KEY b"\n`, encode: rubyDouble },
    { name: 'beside another string', source: `puts "a " "KEY"\n`, encode: rubyDouble },
    {
      name: 'pattern',
      source: `case "a"\nin "KEY" then puts 1\nelse puts 2\nend\n`,
      encode: rubyDouble,
      refused: true,
    },
    { name: 'comment', source: `# KEY\nputs 1\n`, encode: verbatim(/\n/), refused: true },
  ],
};

const phpDouble: Encode = (value, escaped) => backslash('"$', hexX)(value, escaped);

const php: MatrixLanguage = {
  language: 'PHP',
  languageId: 'php',
  file: 'main.php',
  contexts: [
    { name: 'single quotes', source: `<?php\n$key = 'KEY';\necho $key;\n`, encode: single },
    { name: 'double quotes', source: `<?php\n$key = "KEY";\necho $key;\n`, encode: phpDouble },
    { name: 'part', source: `<?php\n$n = 1;\necho "Bearer KEY $n {$n}\\n";\n`, encode: phpDouble },
    { name: 'part of single quotes', source: `<?php\necho 'Bearer KEY it\\'s';\n`, encode: single },
    { name: 'array', source: `<?php\n$c = ['key' => 'KEY', 'b' => 1];\necho $c['key'];\n`, encode: single },
    { name: 'array key', source: `<?php\n$c = ["KEY" => 1];\necho array_keys($c)[0];\n`, encode: phpDouble },
    { name: 'call', source: `<?php\ndefine('K', 'KEY');\necho K;\n`, encode: single },
    { name: 'concatenation', source: `<?php\necho 'k=' . 'KEY' . '&x';\n`, encode: single },
    { name: 'ternary', source: `<?php\necho true ? 'Bearer KEY' : 'no';\n`, encode: single },
    {
      name: 'return',
      source: `<?php\nfunction f() { // it's\n  return"KEY"; # don't\n}\necho f();\n`,
      encode: phpDouble,
    },
    { name: 'markup around', source: `<p>it's</p><?php $k = 'KEY'; ?>\n<b>don't <?= $k ?></b>\n`, encode: single },
    {
      name: 'loaded by phpdotenv',
      source: `<?php\necho "Bearer KEY.", 'x';\n`,
      encode: phpDouble,
      project: { loader: 'phpdotenv' },
    },
    {
      name: 'heredoc with phpdotenv',
      source: `<?php\n$n = 1;\necho <<<EOT\n  a KEY {$n} it's\n  EOT;\n`,
      encode: verbatim(/[$\\{\n]/),
      project: { loader: 'phpdotenv' },
    },
    { name: 'whole with phpdotenv', source: `<?php\necho 'KEY';\n`, encode: single, project: { loader: 'phpdotenv' } },
    {
      name: 'method argument',
      source: `<?php\nclass A { public function f(string $k) { return $k; } }\necho (new A)->f('KEY');\n`,
      encode: single,
    },
    { name: 'constant', source: `<?php\nconst K = 'KEY';\necho 1;\n`, encode: single, refused: true },
    {
      name: 'class constant',
      source: `<?php\nclass A { private const K = ['a' => 'KEY']; }\necho 1;\n`,
      encode: single,
      refused: true,
    },
    {
      name: 'property',
      source: `<?php\nclass A { public string $k = 'KEY'; }\necho 1;\n`,
      encode: single,
      refused: true,
    },
    {
      name: 'parameter default',
      source: `<?php\nfunction f(string $k = 'KEY') { return 1; }\necho f();\n`,
      encode: single,
      refused: true,
    },
    { name: 'attribute', source: `<?php\n#[A('KEY')]\nclass B {}\necho 1;\n`, encode: single, refused: true },
    { name: 'nowdoc', source: `<?php\necho <<<'EOT'\nKEY\nEOT;\n`, encode: verbatim(/\n/), refused: true },
  ],
};

const perlDouble: Encode = (value, escaped) => backslash('"$@', hexX)(value, escaped);

const perl: MatrixLanguage = {
  language: 'Perl',
  languageId: 'perl',
  file: 'main.pl',
  contexts: [
    { name: 'single quotes', source: `use strict;\nmy $key = 'KEY';\nprint $key;\n`, encode: single },
    {
      name: 'double quotes',
      source: `my $key = "KEY";\nprint $key;\n`,
      encode: perlDouble,
      mayRefuse: ({ kind }) => kind === 'signs',
    },
    {
      name: 'part',
      source: `my $n = 1;\nprint "Bearer KEY $n @{[2]}\\n";\n`,
      encode: perlDouble,
      mayRefuse: ({ kind }) => kind === 'signs',
    },
    {
      name: 'part before a bracket',
      source: `print "KEY[0]-{x}";\n`,
      encode: perlDouble,
      mayRefuse: ({ kind }) => kind === 'signs',
    },
    { name: 'part of single quotes', source: `print 'Bearer KEY $x it\\'s';\n`, encode: single },
    { name: 'q', source: `print q{KEY {x}};\n`, encode: verbatim(/[{}\\]/) },
    { name: 'qq', source: `my $n = 1;\nprint qq(KEY $n);\n`, encode: verbatim(/[()\\$@]/) },
    {
      name: 'heredoc',
      source: `my $n = 1;\nprint <<"EOT";\na's KEY $n\nEOT\nprint 2;\n`,
      encode: verbatim(/[\\$@\n]/),
    },
    {
      name: 'indented heredoc',
      source: `if (1) {\n  print <<~EOT;\n    KEY x\n    EOT\n}\n`,
      encode: verbatim(/[\\$@\n]/),
    },
    { name: 'hash', source: `my %h = (key => 'KEY', "b" => 1);\nprint $h{key};\n`, encode: single },
    { name: 'hash key', source: `my %h = ("KEY" => 1);\nprint keys %h;\n`, encode: verbatim(/["\\$@]/) },
    { name: 'concatenation', source: `print 'k=' . 'KEY' . "&x";\n`, encode: single },
    {
      name: 'constant',
      source: `use constant KEYNAME => 'KEY';\nprint KEYNAME;\n`.replace('KEYNAME', 'NAME').replace('KEYNAME', 'NAME'),
      encode: single,
    },
    {
      name: 'regular expressions in the way',
      source: `my $s = "x"; $s =~ s/['"]/y/g; my $r = $s =~ m{'} ? 1 : 0;\nprint 'KEY', $r;\n`,
      encode: single,
    },
    { name: 'comments in the way', source: `=pod\n\nit's\n\n=cut\n\n# "x\nprint 'KEY'; # '\n`, encode: single },
    { name: 'ternary', source: `print 1 ? 'a KEY' : 'no';\n`, encode: single },
    { name: 'raw heredoc', source: `print <<'EOT';\nKEY\nEOT\n`, encode: verbatim(/\n/), refused: true },
    { name: 'words', source: `print qw(a KEY);\n`, encode: verbatim(/[^\w-]/), refused: true },
    { name: 'regular expression', source: `print 'x' =~ /KEY/ ? 1 : 0;\n`, encode: verbatim(/[^\w-]/), refused: true },
  ],
};

const luaDouble = backslash('"', hexX);

const lua: MatrixLanguage = {
  language: 'Lua',
  languageId: 'lua',
  file: 'main.lua',
  contexts: [
    { name: 'double quotes', source: `local key = "KEY"\nprint(key)\n`, encode: luaDouble },
    { name: 'single quotes', source: `local key = 'KEY'\nprint(key)\n`, encode: backslash("'", hexX) },
    { name: 'part', source: `print("Bearer KEY it's \\"x\\"")\n`, encode: luaDouble },
    { name: 'long', source: `print([[a KEY "b"]])\n`, encode: verbatim(/\]|\[|^\n/) },
    { name: 'long with level', source: `print([==[KEY]==])\n`, encode: verbatim(/^\n/) },
    { name: 'call without brackets', source: `print"KEY"\n`, encode: luaDouble },
    { name: 'part without brackets', source: `print 'Bearer KEY'\n`, encode: backslash("'", hexX) },
    { name: 'table', source: `local t = { key = "KEY", ["b"] = 1 }\nprint(t.key)\n`, encode: luaDouble },
    { name: 'table key', source: `local t = { ["KEY"] = 1 }\nprint(next(t))\n`, encode: luaDouble },
    { name: 'concatenation', source: `print('k=' .. 'KEY' .. "&x")\n`, encode: backslash("'", hexX) },
    { name: 'method', source: `print(("KEY"):len(), #"x KEEY")\n`, encode: luaDouble },
    { name: 'return', source: `local function f() return"KEY" end -- it's\nprint(f())\n`, encode: luaDouble },
    { name: 'or', source: `local k = nil or 'KEY'\nprint(k)\n`, encode: backslash("'", hexX) },
    { name: 'comments in the way', source: `--[[ it's\n" ]]\n-- 'x\nprint("KEY") --[==[ " ]==]\n`, encode: luaDouble },
    { name: 'comparison', source: `print("KEY" == "x KEY2", "y")\n`.replace('KEY2', 'Z'), encode: luaDouble },
    { name: 'comment', source: `-- KEY\nprint(1)\n`, encode: verbatim(/\n/), refused: true },
    { name: 'split key', source: `print("KEY" .. "rest")\n`, encode: luaDouble, refused: true },
  ],
};

const rDouble = backslash('"', hexX);

const r: MatrixLanguage = {
  language: 'R',
  languageId: 'r',
  file: 'main.R',
  noCrlf: true,
  contexts: [
    { name: 'double quotes', source: `key <- "KEY"\ncat(key)\n`, encode: rDouble },
    { name: 'single quotes', source: `key = 'KEY'\ncat(key)\n`, encode: backslash("'", hexX) },
    { name: 'part', source: `cat("Bearer KEY it's \\"x\\"")\n`, encode: rDouble },
    { name: 'raw', source: `cat(r"(a KEY \\d)")\n`, encode: verbatim(/[()]/) },
    { name: 'list', source: `l <- list(key = "KEY", b = 1)\ncat(l$key)\n`, encode: rDouble },
    { name: 'default', source: `f <- function(k = 'KEY') k # it's\ncat(f())\n`, encode: backslash("'", hexX) },
    { name: 'vector', source: `cat(c("a", "KEY"), sep = "-")\n`, encode: rDouble },
    { name: 'pipe', source: `"KEY" |> cat()\n`, encode: rDouble },
    { name: 'if', source: `k <- if (TRUE) "KEY" else 'no'\ncat(k)\n`, encode: rDouble },
    { name: 'argument name', source: `l <- list("KEY" = 1)\ncat(1)\n`, encode: rDouble, refused: true },
    { name: 'comment', source: `# KEY\ncat(1)\n`, encode: verbatim(/\n/), refused: true },
  ],
};

const elixirDouble: Encode = (value, escaped) => backslash('"', hexBraced)(value, escaped)?.replace(/#(?=\{)/g, '\\#');

const elixir: MatrixLanguage = {
  language: 'Elixir',
  languageId: 'elixir',
  file: 'main.exs',
  noCrlf: true,
  contexts: [
    { name: 'double quotes', source: `key = "KEY"\nIO.write(key)\n`, encode: elixirDouble },
    { name: 'part', source: `n = 1\nIO.write("Bearer KEY #{n} it's")\n`, encode: elixirDouble },
    { name: 'heredoc', source: `IO.write("""\na "KEY"\n""")\n`, encode: verbatim(/[\\#"\n]/) },
    { name: 'sigil', source: `IO.write(~s(KEY x))\n`, encode: verbatim(/[()\\#]/) },
    { name: 'raw sigil', source: `IO.write(~S(KEY x))\n`, encode: verbatim(/[()\\]/) },
    {
      name: 'charlist',
      source: `IO.write('KEY')\n`,
      encode: (value, escaped) => backslash("'", hexBraced)(value, escaped)?.replace(/#(?=\{)/g, '\\#'),
    },
    { name: 'charlist sigil', source: `IO.write(~c"a KEY" ++ ~c"KEEY")\n`, encode: elixirDouble },
    { name: 'map value', source: `m = %{key: "KEY", b: 1}\nIO.write(m.key)\n`, encode: elixirDouble },
    { name: 'map key', source: `m = %{"KEY" => 1}\nIO.write(hd(Map.keys(m)))\n`, encode: elixirDouble },
    { name: 'concatenation', source: `IO.write("k=" <> "KEY" <> "&x")\n`, encode: elixirDouble },
    { name: 'pipe', source: `"KEY" |> String.upcase() |> IO.write()\n`, encode: elixirDouble },
    {
      name: 'function',
      source: `defmodule M.ID do\n  def f, do: "KEY"\nend\nIO.write(M.ID.f())\n`,
      encode: elixirDouble,
    },
    { name: 'default', source: `f = fn k -> k end\n# it's\nIO.write(f.("KEY"))\n`, encode: elixirDouble },
    {
      name: 'module attribute',
      source: `defmodule M.ID do\n  @key "KEY"\n  def f, do: @key\nend\nIO.write(1)\n`,
      encode: elixirDouble,
      refused: true,
    },
    {
      name: 'pattern',
      source: `case "x" do\n  "KEY" -> 1\n  _ -> IO.write(1)\nend\n`,
      encode: elixirDouble,
      refused: true,
    },
    {
      name: 'function head',
      source: `defmodule M.ID do\n  def f("KEY"), do: 1\nend\nIO.write(1)\n`,
      encode: elixirDouble,
      refused: true,
    },
    {
      name: 'configuration',
      source: `IO.write("KEY")\n`,
      encode: elixirDouble,
      file: 'config/prod.exs',
      refused: true,
    },
  ],
  place: (source, id) => source.replaceAll('M.ID', `M.${id.toUpperCase()}`),
};

export const scriptingLanguages: readonly MatrixLanguage[] = [python, ruby, php, perl, lua, r, elixir];
