/** How a language writes comments; plain data, from each language's reference. */
export interface CommentSyntax {
  /** Begins a comment that ends with the line. */
  readonly line?: string;
  /** For languages without one. */
  readonly block?: readonly [open: string, close: string];
  /** The comment must be on a line of its own (`REM`, `;` in ini files). */
  readonly ownLine?: boolean;
  /** A line may go on after a sign at its end, and a comment there would change it. */
  readonly continues?: RegExp;
}

const backslash = /\\\s*$/;
const families: ReadonlyArray<readonly [CommentSyntax, string]> = [
  [
    { line: '//' },
    'javascript javascriptreact typescript typescriptreact java kotlin swift scala groovy go rust dart csharp php jsonc json5 ' +
      'solidity zig v verilog systemverilog proto3 proto thrift glsl hlsl wgsl shaderlab cuda-cpp less scss stylus jsonnet bicep ' +
      'apex haxe vala d gradle prisma fsharp razor cue typespec rescript reason qml al pug jade',
  ],
  [{ line: '//', continues: backslash }, 'c cpp objective-c objective-cpp'],
  [
    { line: '#' },
    'python ruby perl perl6 r elixir yaml toml nim crystal julia coffeescript tcl properties graphql gdscript starlark bazel ' +
      'terraform terraform-vars opentofu hcl nix awk sed puppet ansible dockercompose jupyter raku cmake meson snakemake jq ' +
      'github-actions-workflow azure-pipelines robotframework ignore gitignore editorconfig nginx rego',
  ],
  [{ line: '#', continues: backslash }, 'shellscript zsh bash sh fish makefile just'],
  [{ line: '#', ownLine: true, continues: /[\\`]\s*$/ }, 'dockerfile dotenv'],
  [{ line: '#', continues: /`\s*$/ }, 'powershell'],
  [{ line: '--' }, 'sql mysql plsql pgsql lua haskell elm ada applescript vhdl purescript luau idris'],
  [{ line: "'" }, 'vb vba vbscript visualbasic'],
  [{ line: ';' }, 'clojure lisp commonlisp scheme racket asm nasm autohotkey emacs-lisp'],
  [{ line: ';', ownLine: true }, 'ini reg'],
  [{ line: '%' }, 'latex tex erlang prolog matlab octave bibtex'],
  [{ line: 'REM', ownLine: true, continues: /\^\s*$/ }, 'bat batch'],
  [{ line: '!' }, 'fortran fortran-modern FortranFreeForm'],
  [{ line: '"', ownLine: true, continues: /(?!)/ }, 'viml vim'],
  [{ block: ['/*', '*/'] }, 'css postcss'],
  [
    { block: ['<!--', '-->'], ownLine: true },
    'html xml xsl svg markdown vue svelte astro mdx handlebars aspnetcorerazor erb',
  ],
  [{ block: ['(*', '*)'] }, 'ocaml pascal coq sml'],
  [{ block: ['{#', '#}'], ownLine: true }, 'jinja jinja-html twig django-html django-txt nunjucks'],
];

const byLanguage: ReadonlyMap<string, CommentSyntax> = new Map(
  families.flatMap(([syntax, ids]) => ids.split(' ').map((id) => [id, syntax] as const)),
);

/** Undefined where the format has no comments, or none is known. */
export function commentSyntaxOf(languageId: string): CommentSyntax | undefined {
  return byLanguage.get(languageId);
}
