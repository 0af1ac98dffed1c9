import type { RuleInfo } from './engine.ts';
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

/** Says what is said of findings; nothing in it depends on the value, and findings that are alike share one text. */
export class Messages {
  private readonly infoOf: (ruleId: string) => RuleInfo;
  private readonly known = new Map<string, Message[]>();

  constructor(infoOf: (ruleId: string) => RuleInfo) {
    this.infoOf = infoOf;
  }

  of({ ruleId, confidence, evidence }: Finding): string {
    const same = this.known.get(ruleId) ?? [];
    const known = same.find((other) => other.confidence === confidence && isEqual(other.evidence, evidence));
    if (known) return known.text;
    const why = evidence.map((reason) => reasons[reason]).join(', ');
    const text = `${lead[confidence]} ${ruleTitle(this.infoOf(ruleId))}: ${why}.`;
    this.known.set(ruleId, [...same, { confidence, evidence, text }]);
    return text;
  }
}

interface Message extends Pick<Finding, 'confidence' | 'evidence'> {
  readonly text: string;
}

function isEqual(a: readonly Evidence[], b: readonly Evidence[]): boolean {
  return a.length === b.length && a.every((reason, i) => reason === b[i]);
}

/** The value as it is shown. @param prefix the literal that values of the rule begin with, if this one does. */
export function masked(prefix: string): string {
  return `${prefix}${DOTS}`;
}
