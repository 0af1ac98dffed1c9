import { type CommentSyntax, commentSyntaxOf } from './comment-syntax.ts';
import { indentAt, lineEndOf, lineStartOf, lineStopOf } from './edits.ts';
import { type JsToken, lexJavaScript } from './languages/javascript/lexer.ts';
import { scriptAround } from './languages/markup.ts';
import { syntaxOf } from './languages/syntaxes.ts';
import { lex } from './lexer.ts';
import type { FixDocument, TextChange } from './types.ts';

/** What stands at an offset: code, where a comment may be put, or something it would become part of. */
type Ground = 'code' | 'comment' | 'inside' | 'tag' | 'children';

/**
 * The comment that makes Keylift leave a finding alone: at the end of its line, or on a line of its own above it where a
 * comment at the end would become part of a string. Undefined where neither is possible or the format has no comments.
 */
export function planIgnore(
  document: FixDocument,
  finding: { readonly start: number; readonly end: number },
  ruleId: string,
): readonly TextChange[] | undefined {
  const { text } = document;
  if (!(finding.start >= 0 && finding.start < finding.end && finding.end <= text.length)) return undefined;
  const script = scriptAround(document, finding.start);
  const languageId = script?.languageId ?? document.languageId;
  const syntax = commentSyntaxOf(languageId);
  if (syntax === undefined) return undefined;
  const ground = groundOf(languageId, text, script);
  return trailing(text, finding, ruleId, syntax, ground) ?? above(text, finding, ruleId, syntax, ground);
}

function trailing(
  text: string,
  finding: { readonly start: number; readonly end: number },
  ruleId: string,
  syntax: CommentSyntax,
  ground: (offset: number) => Ground,
): readonly TextChange[] | undefined {
  if (syntax.ownLine === true) return undefined;
  const stop = lineStopOf(text, finding.end);
  const line = text.slice(lineStartOf(text, finding.start), stop);
  if (syntax.continues?.test(line) === true || line.length > 300) return undefined;
  const at = ground(stop);
  const words = `keylift:ignore ${ruleId}`;
  if (at === 'comment') {
    // A line comment is there already; a block comment may go on below.
    return syntax.line === undefined ? undefined : [{ start: stop, end: stop, newText: ` ${words}` }];
  }
  if (at === 'children') return [{ start: stop, end: stop, newText: `{/* ${words} */}` }];
  if (at === 'tag') return [{ start: stop, end: stop, newText: ` /* ${words} */` }];
  if (at !== 'code') return undefined;
  const space = /\s$/.test(line) || line === '' ? '' : ' ';
  return [{ start: stop, end: stop, newText: `${space}${comment(syntax, words)}` }];
}

function above(
  text: string,
  finding: { readonly start: number; readonly end: number },
  ruleId: string,
  syntax: CommentSyntax,
  ground: (offset: number) => Ground,
): readonly TextChange[] | undefined {
  const start = lineStartOf(text, finding.start);
  const previous = start === 0 ? '' : text.slice(lineStartOf(text, start - 1), start);
  if (syntax.continues?.test(previous.trimEnd()) === true) return undefined;
  if (start === 0 && /^(?:#!|<\?)/.test(text)) return undefined;
  const at = ground(start);
  const words = `keylift:ignore-next-line ${ruleId}`;
  const indent = indentAt(text, start);
  const written =
    at === 'children'
      ? `{/* ${words} */}`
      : at === 'tag'
        ? `/* ${words} */`
        : at === 'code'
          ? comment(syntax, words)
          : undefined;
  return written === undefined ? undefined : [{ start, end: start, newText: `${indent}${written}${lineEndOf(text)}` }];
}

function comment(syntax: CommentSyntax, words: string): string {
  return syntax.line === undefined ? `${syntax.block?.[0]} ${words} ${syntax.block?.[1]}` : `${syntax.line} ${words}`;
}

function groundOf(
  languageId: string,
  text: string,
  script: ReturnType<typeof scriptAround>,
): (offset: number) => Ground {
  const from = script?.start ?? 0;
  const code = script === undefined ? text : text.slice(script.start, script.end);
  if (/^(?:java|type)script/.test(languageId)) {
    const tokens = lexJavaScript(code, {
      jsx: languageId !== 'typescript',
      typescript: languageId.startsWith('typescript'),
    });
    return (offset) => groundInJavaScript(code, tokens, offset - from);
  }
  if (script === undefined && /^(?:html|xml|xsl|svg|vue|svelte|astro|mdx|aspnetcorerazor)$/.test(languageId))
    return (offset) => groundInMarkup(text, offset);
  if (/^(?:markdown|plaintext)$/.test(languageId)) return (offset) => groundInMarkdown(text, offset);
  if (/^(?:yaml|dockercompose|github-actions-workflow|azure-pipelines|ansible)$/.test(languageId))
    return (offset) => groundInYaml(text, offset);
  const { tokens } = lex(code, syntaxOf(languageId));
  return (offset) => {
    const at = offset - from;
    for (const token of tokens) {
      const { string } = token;
      if (token.kind === 'comment') {
        if (
          token.start < at &&
          at <= token.end &&
          !(at === token.end && /\*\/|-->|\*\)|\]\]$/.test(code.slice(token.start, at).slice(-3)))
        )
          return 'comment';
      } else if (string !== undefined) {
        const outer = string.form.heredoc === undefined;
        if (outer ? token.start < at && at < token.end : string.innerStart <= at && at <= string.innerEnd)
          return 'inside';
        if (outer && !string.closed && string.form.multiline === true && token.start < at) return 'inside';
      } else if (token.start < at && at < token.end) return 'inside';
    }
    return 'code';
  };
}

function groundInJavaScript(text: string, tokens: readonly JsToken[], offset: number): Ground {
  const index = tokens.findLastIndex((token) => token.start < offset);
  const token = tokens[index];
  if (token === undefined) return 'code';
  if (token.kind === 'comment') {
    if (text.startsWith('//', token.start)) return offset <= token.end ? 'comment' : 'code';
    if (offset < token.end) return 'inside';
  } else if (offset < token.end && token.kind !== 'jsxText') return 'inside';
  const opens = token.bracket !== undefined && /^[({[<>]|\{$/.test(text.slice(token.end - 1, token.end));
  const holder = opens ? token.bracket : tokens[token.parent]?.bracket;
  if (token.kind === 'template' && token.bracket !== 'substitution' && !text.startsWith('`', token.end - 1))
    return 'inside';
  if (holder === 'tag') return 'tag';
  return holder === 'children' ? 'children' : 'code';
}

/** Inside `<…>` a comment cannot stand, nor in another one. */
function groundInMarkup(text: string, offset: number): Ground {
  const before = text.slice(0, offset);
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return 'inside';
  if (before.lastIndexOf('<![CDATA[') > before.lastIndexOf(']]>')) return 'inside';
  const open = before.search(/<[!?/\w][^<>]*$/);
  return open >= 0 ? 'inside' : 'code';
}

/** A fenced or indented block shows a comment as text. */
function groundInMarkdown(text: string, offset: number): Ground {
  const fences = text.slice(0, offset).match(/^[ \t]*(?:```|~~~)/gm)?.length ?? 0;
  return fences % 2 === 1 ? 'inside' : 'code';
}

/** In a block scalar or a quoted scalar over several lines a comment is text. */
function groundInYaml(text: string, offset: number): Ground {
  const lines = text.slice(0, offset).split('\n');
  const current = lines.pop() ?? '';
  const indent =
    /^ */.exec(current.trim() === '' ? (text.slice(offset).split('\n', 1)[0] ?? '') : current)?.[0].length ?? 0;
  let least = indent;
  for (let i = lines.length - 1; i >= 0; i--) {
    const line = lines[i] as string;
    if (line.trim() === '') continue;
    const own = /^ */.exec(line)?.[0].length ?? 0;
    if (own >= least && least > 0) continue;
    if (own < least && /(?:^|[\s:-])[|>][+-]?\d?[+-]?\s*(?:#.*)?$/.test(line)) return 'inside';
    least = Math.min(least, own);
    if (least === 0) break;
  }
  const scan = current.replace(/\\./g, '');
  const doubles = scan.replace(/'[^']*'/g, '').split('"').length - 1;
  const singles = scan.replace(/"[^"]*"/g, '').split("'").length - 1;
  if (doubles % 2 === 1 || (singles % 2 === 1 && /[\s:[{,]'/.test(scan))) return 'inside';
  return /(?:^|\s)#/.test(current) ? 'comment' : 'code';
}
