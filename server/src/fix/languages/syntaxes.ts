import { commentSyntaxOf } from '../comment-syntax.ts';
import type { Syntax } from '../lexer.ts';
import { csharp } from './csharp.ts';
import { dart } from './dart.ts';
import { elixir } from './elixir.ts';
import { escapes, quoted } from './forms.ts';
import { go } from './go.ts';
import { java, kotlin } from './java.ts';
import { lua } from './lua.ts';
import { perl } from './perl.ts';
import { php } from './php.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { fishSyntax, posix } from './shell.ts';
import { swift } from './swift.ts';
import { hcl } from './terraform.ts';

/** The languages that are a table; each file holds one. */
export const tables = [
  python,
  go,
  ruby,
  php,
  java,
  kotlin,
  csharp,
  rust,
  swift,
  dart,
  elixir,
  perl,
  lua,
  r,
  powershell,
] as const;

const known: ReadonlyMap<string, Syntax> = new Map<string, Syntax>([
  ...tables.flatMap((language) => language.ids.map((id) => [id, language.syntax] as const)),
  ...['shellscript', 'bash', 'zsh', 'sh'].map((id) => [id, posix] as const),
  ['fish', fishSyntax],
  ...['terraform', 'terraform-vars', 'opentofu', 'hcl'].map((id) => [id, hcl.syntax] as const),
]);

/** Comments and strings of a language; for one without a table, its comments and plain quotes. */
export function syntaxOf(languageId: string): Syntax {
  const own = known.get(languageId);
  if (own !== undefined) return own;
  const comments = commentSyntaxOf(languageId);
  const slashes = comments?.line === '//';
  const block = comments?.block ?? (slashes ? (['/*', '*/'] as const) : undefined);
  const doubled = comments?.line === '--' || comments?.line === "'";
  const rules = doubled ? ({ other: 'both', doubled: '"' } as const) : escapes.pythonRaw;
  const apostrophe =
    comments?.line === "'" ||
    /^(?:clojure|lisp|commonlisp|scheme|racket|haskell|elm|ocaml|latex|tex|erlang|matlab)$/.test(languageId);
  return {
    lineComments: comments?.line === undefined ? [] : [comments.line],
    ...(block !== undefined && { blockComments: [{ open: block[0], close: block[1] }] }),
    strings: [
      quoted('plain', '"', rules),
      ...(apostrophe
        ? []
        : [quoted('single', "'", doubled ? { other: 'both', doubled: "'" } : rules, { notAfter: /\w/ })]),
    ],
  };
}
