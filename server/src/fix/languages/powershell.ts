import { lex, tokenAt } from '../lexer.ts';
import {
  enclosing,
  joinPieces,
  type Language,
  type Literal,
  locatorFor,
  needsBrackets,
  neighbour,
} from '../literal.ts';
import type { LocateSite, Site, SiteRequest } from '../site.ts';
import { escapes, quoted } from './forms.ts';

const holes = [{ open: '$(', close: ')' }, { open: '${', close: '}' }, { open: '$' }];

export const powershell: Language = {
  ids: ['powershell'],
  syntax: {
    lineComments: ['#'],
    commentNeedsSpace: true,
    blockComments: [{ open: '<#', close: '#>' }],
    word: /[$]?[\p{L}_][\p{L}\p{N}_:-]*|-[A-Za-z]\w*|\d[\w.]*/uy,
    strings: [
      { id: 'here', open: /@"[ \t]*\r?\n/y, close: '\n"@', escapes: escapes.backtick, multiline: true, holes },
      { id: 'here-raw', open: /@'[ \t]*\r?\n/y, close: "\n'@", escapes: escapes.raw, multiline: true },
      quoted('double', '"', escapes.backtick, { multiline: true, holes }),
      quoted('single', "'", { other: 'both', doubled: "'" }, { multiline: true }),
    ],
  },
  operator: '+',
  lookup: (name) => `$env:${name}`,
  hole: (name, literal) => (literal.string.form.holes === undefined ? undefined : `\${env:${name}}`),
  partial(name, literal) {
    const { inner, from, to, string } = literal;
    const rest = inner.slice(0, from) + inner.slice(to);
    if (string.form.id !== 'single') return undefined;
    if (!/[$`"']/.test(rest)) return `"${inner.slice(0, from)}\${env:${name}}${inner.slice(to)}"`;
    const joined = joinPieces(literal, `$env:${name}`, ' + ');
    if (joined === undefined) return undefined;
    return needsBrackets(literal, false) || isCommandArgument(literal) ? `(${joined})` : joined;
  },
  problem(literal) {
    const { string, whole } = literal;
    if (string.form.id === 'here-raw' && !whole) return 'A literal here-string has no place for a value: use @" … "@.';
    if (string.form.id.startsWith('here') && whole)
      return 'A here-string is left as it is: use a plain string for the key.';
    const attribute = enclosing(literal).some(({ open, before, index }) => {
      const outer = literal.level.tokens[index]?.parent ?? -1;
      return open === '(' && /^\w+$/.test(before) && literal.text[literal.level.tokens[outer]?.start ?? -1] === '[';
    });
    if (attribute) return 'An attribute must be a constant.';
    return neighbour(literal, -1) === 'using' ? 'A name must be a constant.' : undefined;
  },
};

/** PowerShell's own locator: besides strings, an argument of a command needs no quotes. */
export const locatePowerShell: LocateSite = (request) => bareArgument(request) ?? locateString(request);

const locateString = locatorFor(powershell);
const keyword =
  /^(?:function|filter|workflow|class|enum|param|using|return|throw|if|elseif|else|while|until|for|foreach|switch|trap|data|begin|process|end|exit|break|continue|configuration|in|do|try|catch|finally)$/i;

/** `Connect-Api -Token KEY`, `-Token:KEY` and `curl.exe -H X-Key:KEY`; in such an argument a variable is expanded. */
function bareArgument(request: SiteRequest): Site | undefined {
  const { document, finding } = request;
  const { text } = document;
  const value = text.slice(finding.start, finding.end);
  // What looks like a number is one here, and other signs have meanings.
  if (
    !/^[\w.+/=-]+$/.test(value) ||
    !/[A-Za-z_]/.test(value) ||
    /^[+-]?(?:\d|\.\d)[\d.]*(?:e[+-]?\d+|[a-z]{0,3})$/i.test(value)
  )
    return undefined;
  const found = tokenAt(lex(text, powershell.syntax), finding.start);
  const token = found?.level.tokens[found.index];
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'punct')) return undefined;
  if (!/^(?:[\s;|)}]|$)/.test(text.slice(finding.end, finding.end + 1))) return undefined;
  const line = text.slice(text.lastIndexOf('\n', finding.start - 1) + 1, finding.start);
  if (line.length > 500) return undefined;
  const own = /^(?:.*[;|{(=])?\s*((?:&\s*)?[A-Za-z][\w.\\/-]*)((?:[ \t]+\S+)*)[ \t]+([\w-]*:|[A-Za-z][\w.-]*=|)$/.exec(
    line,
  );
  const command = own?.[1]?.replace(/^&\s*/, '') ?? '';
  if (own === null || command === '' || keyword.test(command) || /(?:^|\s)--%/.test(own[2] ?? '')) return undefined;
  if (/["'`@$#]/.test(own[3] ?? '') || /`$/.test(line)) return undefined;
  return {
    value,
    assigned: /-([A-Za-z]\w*)(?:[ \t]+|:)$/.exec(line)?.[1],
    rewrite: (name) => ({ changes: [{ start: finding.start, end: finding.end, newText: `$env:${name}` }] }),
  };
}

function isCommandArgument(literal: Literal): boolean {
  return /^[\w-]+$/.test(neighbour(literal, -1));
}
