import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkSync } from 'recheck';
import { createEngine } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import { generate } from '../support/generate.ts';

/**
 * A shape without its bounds: long repeats may go on for ever, fixed ones are short. What is linear without bounds is
 * linear with them, and the analysis is quick.
 */
function unbounded(shape: string): string {
  return shape.replace(/\{(\d+)(?:,(\d+))?\}/g, (whole, least, most) => {
    if (most === undefined) return Number(least) > 2 ? '{2}' : whole;
    return Number(most) - Number(least) > 4 ? (Number(least) > 0 ? '+' : '*') : whole;
  });
}

// The analyser in JavaScript runs everywhere; its native forms are optional packages.
process.env['RECHECK_BACKEND'] = 'pure';

/** How many repeats of a shape have no bound. */
function openRepeats(shape: string): number {
  return shape.replace(/\[(?:\\.|[^\]\\])*\]|\\./g, 'x').match(/[+*]/g)?.length ?? 0;
}

describe('shapes are linear', () => {
  // A shape is tried where a token begins, and there only. With one open repeat the text is divided in one way for each
  // of its lengths, which is linear; it takes two for worse.
  const loose = new Map<string, string>();
  for (const rule of rules) {
    const shape = unbounded(rule.match.shape);
    if (openRepeats(shape) > 1) loose.set(shape, rule.id);
  }

  it('covers the shapes with several repeats', () => {
    assert.ok(loose.size >= 20, `${loose.size} shapes`);
  });

  for (const [shape, id] of loose) {
    it(id, () => {
      const result = checkSync(shape, 'y', { timeout: 60_000 });
      assert.equal(result.status, 'safe', result.status === 'vulnerable' ? result.complexity.summary : '');
    });
  }

  it('and the analysis would tell', () => {
    const bad = unbounded('id_(?:[a-z0-9]{1,40}-?){1,40}=');
    assert.equal(checkSync(bad, 'y', { timeout: 60_000 }).status, 'vulnerable');
  });
});

describe('hostile text', () => {
  const engine = createEngine({});
  const LENGTH = 300_000;

  /** Processor time to scan a text in microseconds, the best of five: other programs of the machine do not count. */
  function timeOf(text: string): number {
    const times = Array.from({ length: 5 }, () => {
      const start = process.cpuUsage();
      engine.scan(text);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    });
    return Math.max(1, Math.min(...times));
  }

  const repeated = (piece: string, length = LENGTH): string =>
    piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
  const tokens = rules.flatMap(({ match }) => (match.kind === 'token' ? match.anchors : []));
  const cut = rules.flatMap((rule) => generate(rule, 5).map(({ text }) => text.slice(0, Math.ceil(text.length * 0.9))));
  const line = '  const total = items.filter((item) => item.price > limit).map((item) => item.price * rate); // each\n';

  const pieces: ReadonlyArray<[what: string, piece: string]> = [
    ['all anchors, one after the other', `${tokens.join(' ')}\n`],
    ['all anchors without a space', tokens.join('')],
    ['keys cut short', `${cut.join(' ')}\n`],
    ['one token that never ends', 'eyJ'],
    ['private keys without an end', '-----BEGIN RSA PRIVATE KEY-----\n'],
    ['base64 without an end', 'AKIAghp0sk9x'],
  ];
  for (const [what, piece] of pieces)
    it(`${what}: four times the text takes about four times as long`, () => {
      const [short, long] = [timeOf(repeated(piece, LENGTH / 4)), timeOf(repeated(piece))];
      assert.ok(long < 10 * short, `${(long / short).toFixed(1)} times as long`);
      // Reading a match to its bound at every anchor is the worst that bounded shapes can cost.
      const ratio = long / timeOf(repeated(line));
      assert.ok(ratio < 500, `${Math.round(ratio)} times the time of ordinary text`);
    });
});
