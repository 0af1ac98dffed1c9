import { lineEndOf } from '../edits.ts';
import { enclosing, type Language, neighbour, statementBefore } from '../literal.ts';
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
  hole: (name, literal) => (literal.string.form.holes === undefined ? undefined : `\\(${read(name)})`),
  problem(literal) {
    const { text } = literal;
    if (/^\s*import\s+(?:UIKit|SwiftUI|AppKit|WatchKit|WidgetKit)\b/m.test(text)) {
      return 'An app ships its code to everyone who installs it and has no environment: use the key on a server.';
    }
    if (isAnnotated(literal)) return 'An attribute must be a constant.';
    if (/^case\b/.test(statementBefore(literal)) && neighbour(literal, -1) === '=')
      return 'The raw value of an enum case must be a constant.';
    if (literal.string.form.id === 'raw' && !literal.whole)
      return 'A raw string has no place for a value that can be added safely.';
    if (enclosing(literal).some(({ before }) => before.startsWith('#')))
      return 'This directive needs its text at compile time.';
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

function read(name: string): string {
  return `ProcessInfo.processInfo.environment["${name}"]!`;
}
