import type { Refusal } from './site.ts';

const byLanguage: Readonly<Record<string, string>> = {
  json: 'Plain JSON cannot refer to an environment variable: read the key in the program that loads this file.',
  jsonc: 'JSON cannot refer to an environment variable: read the key in the program that loads this file.',
  json5: 'JSON5 cannot refer to an environment variable: read the key in the program that loads this file.',
  jsonl: 'JSON cannot refer to an environment variable: read the key in the program that loads this file.',
  xml: 'XML cannot refer to an environment variable: read the key in the program that loads this file.',
  html: 'Whatever a web page holds reaches every visitor: use the key on a server and call that.',
  css: 'Whatever a style sheet holds reaches every visitor: use the key on a server and call that.',
  markdown: 'A document cannot read a variable: delete the key from it and revoke it.',
  plaintext: 'Plain text cannot read a variable: delete the key from it and revoke it.',
  dockerfile: 'ENV and ARG stay in the image: pass the key at run time, or use RUN --mount=type=secret while building.',
  sql: 'SQL cannot read an environment variable: pass the key in as a parameter.',
  toml: 'TOML cannot refer to an environment variable: read the key in the program that loads this file.',
  ini: 'This format cannot refer to an environment variable: read the key in the program that loads this file.',
  properties:
    'A properties file cannot refer to an environment variable unless its loader does: read the key in the program.',
  dotenv: 'This file already is the place for keys: see that git ignores it.',
};

/** Why a key in a format without a lookup stays where it is, with what to do instead. */
export function noLookupReason(languageId: string, uri: string): Refusal {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  if (/^(?:Dockerfile|Containerfile)(?:\.|$)|\.dockerfile$/i.test(name))
    return { reason: byLanguage['dockerfile'] as string };
  const own = Object.hasOwn(byLanguage, languageId) ? byLanguage[languageId] : undefined;
  return { reason: own ?? 'Keylift does not know how this language reads an environment variable.' };
}
