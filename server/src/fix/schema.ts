import { lineEndOf, lineStartOf } from './edits.ts';
import { type JsToken, lexJavaScript, previousOf } from './languages/javascript/lexer.ts';
import type { TextChange } from './types.ts';

/**
 * The project's own description of its environment: t3-env, zod, envalid, pydantic-settings. It gains the new variable, because
 * such a schema may refuse variables it does not know (pydantic-settings does so for those of its `env_file`).
 */

/** Where such files stand, from the package root; the first that is a schema counts. */
export function schemaCandidates(languageId: string): readonly string[] {
  if (/^(?:java|type)script/.test(languageId)) {
    const folders = ['src/', '', 'src/env/', 'src/config/', 'src/lib/', 'lib/', 'config/'];
    const names = ['env.ts', 'env.mjs', 'env.js', 'server.ts', 'server.mjs'];
    return folders
      .flatMap((folder) => names.map((name) => folder + name))
      .filter((path) => /env\.\w+$|\/env\/server/.test(path));
  }
  if (languageId !== 'python') return [];
  return ['', 'app/', 'src/', 'app/core/', 'core/'].flatMap((folder) => [`${folder}settings.py`, `${folder}config.py`]);
}

export function isSchema(text: string): boolean {
  return (
    /\bcreateEnv\s*\(|\bcleanEnv\s*\(|\(\s*(?:\w+\.)?BaseSettings\s*\)/.test(text) ||
    (/\bz\.object\s*\(/.test(text) && /\bprocess\.env\b/.test(text))
  );
}

/** The changes that make the schema know the variable; none where it does already or is written in an unknown way. */
export function schemaChanges(text: string, name: string): readonly TextChange[] {
  if (new RegExp(`\\b${name}\\b`, 'i').test(text)) return [];
  return /\bBaseSettings\b/.test(text) ? pydanticField(text, name) : objectEntries(text, name);
}

function objectEntries(text: string, name: string): readonly TextChange[] {
  const tokens = lexJavaScript(text, { jsx: false, typescript: true });
  const zod = /\bz\.\w+\(/.test(text);
  const envalid = /\bcleanEnv\s*\(/.test(text) && /\bstr\s*\(/.test(text);
  const found = objectAfter(
    text,
    tokens,
    /\bcreateEnv\s*\(/.test(text) ? ['server', ':'] : envalid ? ['env', ','] : ['object', '('],
  );
  if (found === undefined || !(zod || envalid)) return [];
  const changes = [...entryAtEnd(text, tokens, found, `${name}: ${envalid ? 'str()' : 'z.string().min(1)'}`)];
  const runtime = objectAfter(text, tokens, ['runtimeEnv', ':']);
  if (runtime !== undefined) changes.push(...entryAtEnd(text, tokens, runtime, `${name}: process.env.${name}`));
  return changes.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** Index of the `{` after a word and a sign. */
function objectAfter(
  text: string,
  tokens: readonly JsToken[],
  [word, sign]: readonly [string, string] | readonly string[],
): number | undefined {
  const at = (i: number) => text.slice(tokens[i]?.start, tokens[i]?.end);
  const index = tokens.findIndex(
    (token, i) => token.kind === 'word' && at(i) === word && at(i + 1) === sign && at(i + 2) === '{',
  );
  return index < 0 ? undefined : index + 2;
}

function entryAtEnd(text: string, tokens: readonly JsToken[], open: number, entry: string): readonly TextChange[] {
  const parent = tokens[open]?.parent;
  const close = tokens.findIndex((token, i) => i > open && token.parent === parent && text[token.start] === '}');
  const closing = tokens[close];
  const last = tokens[previousOf(tokens, close)];
  if (closing === undefined || last === undefined) return [];
  const isEmpty = last === tokens[open];
  const comma = isEmpty || text.slice(last.start, last.end) === ',' ? '' : ',';
  const lineStart = lineStartOf(text, closing.start);
  if (text.slice(lineStart, closing.start).trim() !== '') {
    return [{ start: last.end, end: last.end, newText: `${comma} ${entry}${isEmpty ? ' ' : ''}` }];
  }
  const sample = /\n([ \t]+)\S/.exec(text.slice(tokens[open]?.end, closing.start))?.[1];
  const indent = sample ?? `${text.slice(lineStart, closing.start)}  `;
  const line = { start: lineStart, end: lineStart, newText: `${indent}${entry},${lineEndOf(text)}` };
  return comma === '' ? [line] : [{ start: last.end, end: last.end, newText: comma }, line];
}

/** Below the last field of the class; a class with a prefix reads other names. */
function pydanticField(text: string, name: string): readonly TextChange[] {
  if (/\benv_prefix\b/.test(text)) return [];
  const header = /^class[ \t]+\w+\([^)]*\bBaseSettings\b[^)]*\):[^\n]*\n/m.exec(text);
  if (header === null) return [];
  let at = header.index + header[0].length;
  let after: number | undefined;
  let indent = '';
  while (at < text.length) {
    const stop = text.indexOf('\n', at);
    const end = stop < 0 ? text.length : stop + 1;
    const line = text.slice(at, end);
    if (line.trim() !== '' && !/^[ \t]/.test(line)) break;
    const field = /^([ \t]+)\w+[ \t]*:[ \t]*[^\n]*$/.exec(line.replace(/\r?\n$/, ''));
    if (
      field !== null &&
      !/[([{\\,]\s*(?:#.*)?$/.test(field[0]) &&
      (indent === '' || field[1] === indent) &&
      !/^\s*(?:def|class|if|else|for|try|with)\b/.test(line)
    ) {
      indent = field[1] ?? '';
      after = end;
    }
    at = end;
  }
  if (after === undefined) return [];
  const gap = text.slice(0, after).endsWith('\n') ? '' : lineEndOf(text);
  return [{ start: after, end: after, newText: `${gap}${indent}${name.toLowerCase()}: str${lineEndOf(text)}` }];
}
