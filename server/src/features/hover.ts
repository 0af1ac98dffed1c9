import { type Hover, type HoverParams, MarkupKind, type Range, type TextDocuments } from 'vscode-languageserver';
import type { Description, RuleInfo } from '../engine/engine.ts';
import type { Finding } from '../engine/types.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Exclusions } from './exclusions.ts';
import type { Translate } from './l10n.ts';
import { ruleUrl } from './links.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';

export interface HoverProviderParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly engine: EngineHolder;
  readonly configuration: Configuration;
  readonly exclusions: Exclusions;
  /** Whether the client renders Markdown. */
  readonly markdown: boolean;
  readonly t: Translate;
}

/** Says what a flagged key is, without showing it. */
export class HoverProvider {
  private readonly parts: HoverProviderParts;

  constructor(parts: HoverProviderParts) {
    this.parts = parts;
  }

  async provide({ textDocument, position }: HoverParams): Promise<Hover | null> {
    const { documents, engine, configuration, exclusions, markdown, t } = this.parts;
    const settings = await configuration.of(textDocument.uri);
    const document = documents.get(textDocument.uri);
    if (document === undefined || exclusions.excludes(document.uri, settings)) return null;
    const offset = document.offsetAt(position);
    const finding = document
      .findings()
      .find(({ start, end, confidence }) => start <= offset && offset <= end && isShown(confidence, settings));
    if (finding === undefined) return null;
    const rule = engine.current.rule(finding.ruleId);
    const description = engine.current.describe(finding, document.slice(finding.start, finding.end));
    return toHover({ finding, range: document.rangeOf(finding), rule, description }, markdown, t);
  }
}

/** What a hover is made of; `range` is the finding's. */
export interface HoverParts {
  readonly finding: Finding;
  readonly range: Range;
  readonly rule: RuleInfo | undefined;
  readonly description: Description;
}

/** What was found, how sure it is, the masked value, what the key tells about itself, and what to do. */
export function toHover(parts: HoverParts, markdown: boolean, t: Translate): Hover {
  const { finding, range, rule, description } = parts;
  const name = [rule?.provider, rule?.what].filter((text) => text).join(' ') || finding.ruleId;
  const confidence = {
    certain: t('certain'),
    likely: t('likely'),
    possible: t('possible'),
  }[finding.confidence];
  const facts: Array<readonly [string, string]> = [
    [t('Confidence'), confidence],
    [t('Value'), description.masked],
    ...description.details,
  ];
  const advice = adviceFor(finding, t);
  const write = markdown ? asMarkdown : asPlainText;
  const value = write({ name, message: description.message, facts, advice, rule, ruleId: finding.ruleId, t });
  return { range, contents: { kind: markdown ? MarkupKind.Markdown : MarkupKind.PlainText, value } };
}

interface Content {
  readonly name: string;
  readonly message: string;
  readonly facts: ReadonlyArray<readonly [label: string, text: string]>;
  readonly advice: readonly string[];
  readonly rule: RuleInfo | undefined;
  readonly ruleId: string;
  readonly t: Translate;
}

function adviceFor(finding: Finding, t: Translate): readonly string[] {
  if (finding.evidence.includes('public')) {
    return [t('Public by design: it may stay here, as long as the service limits what it can do.')];
  }
  if (finding.evidence.includes('example')) return [t('A documented example: nothing to do, if it is meant as one.')];
  return [
    t('Move it to an environment variable with the quick fix.'),
    t('If it was ever committed or shared, replace it at the provider: a key in the history stays usable.'),
  ];
}

function asMarkdown({ name, message, facts, advice, rule, ruleId, t }: Content): string {
  const lines = [`**${escaped(name)}**`, '', escaped(message), ''];
  for (const [label, text] of facts) lines.push(`- ${escaped(label)}: ${escaped(text)}`);
  lines.push('', advice.map(escaped).join(' '), '');
  const links = [`[${t('About this rule')}](${ruleUrl(ruleId)})`];
  if (rule?.revoke !== undefined) links.unshift(`[${t('Revoke or replace the key')}](${rule.revoke})`);
  lines.push(links.join(' · '));
  return lines.join('\n');
}

function asPlainText({ name, message, facts, advice, rule, t }: Content): string {
  const lines = [name, '', message, '', ...facts.map(([label, text]) => `${label}: ${text}`), '', advice.join(' ')];
  if (rule?.revoke !== undefined) lines.push('', `${t('Revoke or replace the key')}: ${rule.revoke}`);
  return lines.join('\n');
}

/** Texts that come out of a token are somebody else's: they must not become links or images. */
function escaped(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|&~#]/g, (char) => (char === '&' ? '&amp;' : char === '<' ? '&lt;' : `\\${char}`))
    .replace(/:(?=\/\/)|@|(?<=www)\./gi, (char) => `&#${char.charCodeAt(0)};`);
}
