/** Texts that would hurt a careless scanner, of about a given size; and ordinary text to compare with. */
import { draw } from './random.ts';

const base62 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Source code with names, strings and comments, as it is in most files. */
export function ordinaryText(size: number): string {
  const lines: string[] = [];
  for (let i = 0; i < 400; i++) {
    lines.push(
      `/* Returns the next key of list ${i % 17}, or null when the token was already seen. */`,
      `static struct entry *next_key_${i % 31}(struct list *head, unsigned int flags_${i % 7})`,
      '{',
      `\tif (!head || head->count > LIST_MAX_${i % 13})`,
      `\t\treturn lookup(head->items[${i}], "entry-${i % 5}", flags & PASS_THROUGH);`,
      `\tconst char *path = "/usr/share/lib/${draw(base62.slice(26, 52), 8, i)}/module.conf";`,
      '}',
    );
  }
  return repeated(lines.join('\n'), size);
}

function repeated(text: string, size: number): string {
  return text.repeat(Math.ceil(size / text.length)).slice(0, size);
}

/** By name. None holds a key that is found, so that a test can put one at the end. */
export const hostileTexts: Readonly<Record<string, (size: number) => string>> = {
  'one line of words': (size) => repeated('lorem ipsum dolor sit amet consetetur ', size),
  'one line of base64': (size) => draw(`${base62}+/`, size, 1),
  'lines of one character': (size) => repeated('x\n', size),
  'empty lines': (size) => repeated('\n', size),
  'an anchor repeated': (size) => repeated('sk-', size),
  'another anchor repeated': (size) => repeated('eyJ', size),
  'tokens chained by dots': (size) => repeated('eyJhbGciOi.', size),
  'keys that begin and never end': (size) => repeated('-----BEGIN RSA PRIVATE KEY-----\n', size),
  'one key that never ends': (size) => `-----BEGIN RSA PRIVATE KEY-----\n${repeated(`${draw(base62, 64, 2)}\n`, size)}`,
  'quotes never closed': (size) => repeated('password = "', size),
  'names without values': (size) => repeated('password ', size),
  'names and long gaps': (size) => repeated(`token${' '.repeat(2000)}`, size),
  'one gap': (size) => `key${' '.repeat(size)}`,
  'assignments in a row': (size) => repeated('key=', size),
  'URLs without end': (size) => repeated('https://user:', size),
  backslashes: (size) => repeated('\\', size),
  brackets: (size) => repeated('{"key":[', size),
};
