import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createEngine } from '../../server/src/engine/index.ts';
import { rules } from '../../server/src/engine/rules/index.ts';
import type { Finding, Rule } from '../../server/src/engine/types.ts';
import { generate } from '../support/generate.ts';

const engine = createEngine({});

function ruleOf(id: string): Rule {
  const rule = rules.find((row) => row.id === id);
  assert.ok(rule, id);
  return rule;
}

const keyOf = (id: string, index = 0): string => generate(ruleOf(id), 21)[index]?.text ?? '';

function findingOf(text: string, id: string): Finding | undefined {
  return engine.scan(text).find((finding) => finding.ruleId === id);
}

/** The key with its last character replaced: of its form, with a wrong sum. */
const spoiled = (key: string): string => key.slice(0, -1) + (key.endsWith('a') ? 'b' : 'a');

describe('checks grade', () => {
  for (const id of [
    'github-pat',
    'npm-access-token',
    'vercel-personal-token',
    'cloudflare-user-token',
    'zuplo-api-key',
  ])
    it(`${id}: a valid sum is certain, a wrong one lowers and is said`, () => {
      const good = findingOf(`x = "${keyOf(id)}"`, id);
      assert.equal(good?.confidence, 'certain');
      assert.ok(good?.evidence.includes('checksum-valid'));
      const bad = findingOf(`x = "${spoiled(keyOf(id))}"`, id);
      assert.equal(bad?.confidence, 'likely');
      assert.ok(bad?.evidence.includes('checksum-invalid'));
    });

  it('a value known by its name becomes certain by its sum', () => {
    const pat = keyOf('azure-devops-legacy-pat');
    assert.equal(findingOf(`AZURE_DEVOPS_PAT = "${pat}"`, 'azure-devops-legacy-pat')?.confidence, 'certain');
  });
});

describe('pairs', () => {
  const pairs: ReadonlyArray<[first: string, second: string, text: (first: string, second: string) => string]> = [
    [
      'aws-access-key-id',
      'aws-secret-access-key',
      (a, b) => `aws_access_key_id = ${a}\naws_secret_access_key = ${b}\n`,
    ],
    ['twilio-account-sid', 'twilio-auth-token', (a, b) => `ACCOUNT_SID = "${a}"\nTWILIO_AUTH_TOKEN = "${b}"\n`],
    ['tencent-secret-id', 'tencent-secret-key', (a, b) => `id: ${a}\ntencent_secret_key: ${b}\n`],
    ['alibaba-access-key-id', 'alibaba-access-key-secret', (a, b) => `id: ${a}\naliyun_secret: ${b}\n`],
    ['razorpay-key-id', 'razorpay-key-secret', (a, b) => `id: ${a}\nrazorpay_secret: ${b}\n`],
  ];
  for (const [first, second, write] of pairs)
    it(`${first} makes ${second} certain`, () => {
      const [a, b] = [keyOf(first), keyOf(second)];
      const paired = findingOf(write(a, b), second);
      assert.equal(paired?.confidence, 'certain');
      assert.ok(paired?.evidence.includes('paired'));
      assert.equal(findingOf(write('none', b), second)?.confidence, 'likely');
      const apart = write(a, '').concat('\n'.repeat(12), write('none', b));
      assert.equal(findingOf(apart, second)?.confidence, 'likely', 'twelve lines apart');
    });
});

describe('no alarms', () => {
  const google = keyOf('google-api-key');
  it('a Google key beside Maps or Firebase may be seen: lower, with the reason', () => {
    for (const text of [
      `<script src="https://maps.googleapis.com/maps/api/js?key=${google}"></script>`,
      `const config = {\n  apiKey: "${google}",\n  authDomain: "shop.firebaseapp.com",\n};`,
    ]) {
      const finding = findingOf(text, 'google-api-key');
      assert.equal(finding?.confidence, 'possible');
      assert.ok(finding?.evidence.includes('browser-key'));
    }
    assert.equal(findingOf(`const client = new Gemini("${google}")`, 'google-api-key')?.confidence, 'likely');
  });

  it('what is public by design is not reported, by no rule', () => {
    for (const rule of rules.filter(({ note }) => note === 'public'))
      for (const { text } of generate(rule, 22)) {
        const name = rule.match.kind === 'named' ? rule.match.names[0] : 'api_key';
        assert.deepEqual(engine.scan(`${name} = "${text}"\n`), [], rule.id);
      }
  });

  it('documented examples are not reported', () => {
    const examples = [
      ['AKIAIOSFODNN7', 'EXAMPLE'],
      ['wJalrXUtnFEMI/K7MDENG/', 'bPxRfiCYEXAMPLEKEY'],
      ['secret_scanning_ab85fc6f8d7638cf1c11da812da308d43_', 'abcde'],
      ['sk_test_4eC39HqLyjWD', 'arjtT1zdp7dc'],
      [
        'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0Ij',
        'oxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
      ],
    ];
    for (const parts of examples)
      assert.deepEqual(engine.scan(`aws_secret_access_key = "${parts.join('')}"\n`), [], parts[0]);
  });

  it('keys for test mode are lower, and say so', () => {
    const finding = findingOf(`x = "${keyOf('stripe-test-key')}"`, 'stripe-test-key');
    assert.equal(finding?.confidence, 'likely');
    assert.ok(finding?.evidence.includes('test-key'));
  });
});
