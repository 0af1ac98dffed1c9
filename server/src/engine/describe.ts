import type { Description, RuleInfo } from './engine.ts';
import type { Confidence, Evidence, Finding } from './types.ts';

/** The dots that stand for the secret part. Their number is fixed: a mask must not tell the length. */
const DOTS = '••••••••';

const reasons: Readonly<Record<Evidence, string>> = {
  format: "it has the provider's own format",
  'checksum-valid': 'its checksum is valid',
  'checksum-invalid': 'but its checksum is not valid',
  'structure-valid': 'it decodes to what the provider puts inside',
  'structure-invalid': 'but it does not decode',
  paired: 'its other half is near',
  name: 'the name says so',
  keyword: "the provider's name is near",
  random: 'the value looks random',
  word: 'the value could be chosen by a person',
  'url-credentials': 'it stands where credentials go',
  encoded: 'found inside encoded text',
  public: 'public by design',
  'browser-key': 'but keys for browsers, which visitors may see, look the same',
  example: 'a documented example',
  expired: 'expired',
  'test-key': 'a key for test mode',
  'test-file': 'in a test or documentation file',
  custom: 'a rule from your settings',
};

const lead: Readonly<Record<Confidence, string>> = {
  certain: 'Hard-coded',
  likely: 'Probably a hard-coded',
  possible: 'Possibly a hard-coded',
};

/** The rule in words: `OpenAI project API key`. */
export function ruleTitle(rule: RuleInfo): string {
  return rule.provider === '' ? rule.what : `${rule.provider} ${rule.what}`;
}

/** What is said of a finding; nothing in it depends on the value. */
export function messageOf(rule: RuleInfo, { confidence, evidence }: Finding): string {
  const why = evidence.map((reason) => reasons[reason]).join(', ');
  return `${lead[confidence]} ${ruleTitle(rule)}: ${why}.`;
}

/**
 * @param prefix the literal that values of the rule begin with, if this one does; it is all that is shown of the value.
 * @param details what the token tells about itself, from the rule's check.
 */
export function describeFinding(
  rule: RuleInfo,
  finding: Finding,
  prefix: string,
  details: Description['details'],
): Description {
  return { message: messageOf(rule, finding), masked: `${prefix}${DOTS}`, details };
}
