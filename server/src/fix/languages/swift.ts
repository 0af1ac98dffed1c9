import { lineEndOf } from '../edits.ts';
import { enclosing, type Language, type Literal, neighbour, statementBefore } from '../literal.ts';
import { escapes, quoted } from './forms.ts';
import { isAnnotated } from './java.ts';

const holes = [{ open: '\\(', close: ')' }];
/** The holes begin with the escape character, so they are looked for before it is read as an escape. */
export const swift: Language = {
  ids: ['swift'],
  syntax: {
    lineComments: ['//'],
    blockComments: [{ open: '/*', close: '*/', nests: true }],
    strings: [
      {
        id: 'raw',
        open: /(#+)"(?:"")?/y,
        close: (opening) => `${opening[0].replace(/^#+/, '')}${opening[1] ?? '#'}`,
        escapes: escapes.raw,
        multiline: true,
      },
      quoted('block', '"""', escapes.swift, { multiline: true, holes }),
      quoted('plain', '"', escapes.swift, { holes }),
    ],
  },
  operator: '+',
  lookup: (name) => read(name),
  hole: (name, literal) => `\\${signsOf(literal)}(${read(name)})`,
  problem(literal) {
    const { text } = literal;
    if (/^\s*import\s+(?:UIKit|SwiftUI|AppKit|WatchKit|WidgetKit)\b/m.test(text)) {
      return 'An app ships its code to everyone who installs it and has no environment: use the key on a server.';
    }
    if (isAnnotated(literal)) return 'An attribute must be a constant.';
    if (/^case\b/.test(statementBefore(literal)) && neighbour(literal, -1) === '=')
      return 'The raw value of an enum case must be a constant.';
    // Values in a raw string begin with as many signs as it does; they are not read here, so none may stand before the key.
    if (literal.string.form.id === 'raw' && literal.inner.includes(`\\${signsOf(literal)}`))
      return 'This raw string holds values or escapes of its own: write the key as a string beside it first.';
    if (enclosing(literal).some(({ before, index }) => before.startsWith('#') || signBefore(literal, index) === '#'))
      return 'This directive needs its text at compile time.';
    const type = /^(?:[@\w() ]+ )?(?:let|var) \w+ : ([^=]+) =$/.exec(statementBefore(literal))?.[1];
    if (
      type !== undefined &&
      !/^(?:Swift \. )?(?:String|Any|AnyHashable|any \w+|some \w+|T)(?: [?!])?$/.test(type) &&
      /^[\w. ]+[?!]?$/.test(type)
    )
      return 'This type is made from a literal here: make it from a String first.';
    return undefined;
  },
  extra(_name, literal) {
    const { text, program } = literal;
    if (/^\s*(?:@\w+\s+)?import\s+(?:Foundation|FoundationEssentials|Vapor|XCTest|Cocoa)\b/m.test(text)) return [];
    const first =
      /^import[ \t]/m.exec(text)?.index ?? program.tokens.find((token) => token.kind !== 'comment')?.start ?? 0;
    const eol = lineEndOf(text);
    const gap = /^import[ \t]/m.test(text) ? '' : eol;
    return [{ start: first, end: first, newText: `import Foundation${eol}${gap}` }];
  },
};

function signsOf(literal: Literal): string {
  return /^#*/.exec(literal.string.opening)?.[0] ?? '';
}

/** The sign before the word before a bracket: `#warning(`. */
function signBefore({ text, level }: Literal, index: number): string {
  const token = level.tokens[index - 2];
  return token === undefined ? '' : text.slice(token.start, token.end);
}

function read(name: string): string {
  return `ProcessInfo.processInfo.environment["${name}"]!`;
}
