import type { ChangeAnnotation, TextDocuments, WorkspaceEdit } from 'vscode-languageserver';
import type { Finding } from '../engine/types.ts';
import { planFixMany } from '../fix/plan.ts';
import type { FixManyPlan, ProjectFacts } from '../fix/types.ts';
import type { AppliedFix, FindOccurrencesParams, MoveKeysParams, MoveKeysResult } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { Exclusions } from './exclusions.ts';
import { type FixPlanner, fixDocument, textsOf } from './fix-planner.ts';
import type { Translate } from './l10n.ts';
import type { OpenDocument } from './open-document.ts';
import { isShown } from './to-diagnostic.ts';
import { canApply, type EditSupport, toWorkspaceEdit } from './workspace-edit.ts';

export interface MoveKeysParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly configuration: Configuration;
  readonly exclusions: Exclusions;
  readonly planner: FixPlanner;
  readonly support: EditSupport;
  readonly t: Translate;
}

/** A document and those of its findings that are to be moved. */
interface Part {
  readonly document: OpenDocument;
  readonly findings: readonly Finding[];
  readonly facts: ProjectFacts;
}

const nothing: MoveKeysResult = { moved: 0, refused: [], fixes: [] };

/** Moves several keys in one edit. */
export class MoveKeys {
  private readonly parts: MoveKeysParts;

  constructor(parts: MoveKeysParts) {
    this.parts = parts;
  }

  async move(params: MoveKeysParams): Promise<MoveKeysResult> {
    const value = params.like === undefined ? undefined : await this.valueAt(params.like);
    if (params.like !== undefined && value === undefined) return nothing;
    const facts = new Map<OpenDocument, ProjectFacts>();
    for (const uri of new Set(params.uris)) {
      const document = this.parts.documents.get(uri);
      if (document === undefined) continue;
      let project = await this.parts.planner.facts(uri, document.languageId);
      if (project.tiedEnv !== undefined) {
        if (!(await this.parts.planner.settleEnv(project))) return { ...nothing, cancelled: true };
        project = await this.parts.planner.facts(uri, document.languageId);
      }
      facts.set(document, project);
    }
    // From here on nothing waits for files: findings, texts and plan belong together.
    const settings = await Promise.all([...facts.keys()].map((document) => this.parts.configuration.of(document.uri)));
    const parts = [...facts].map(([document, project], index): Part => {
      const wanted = this.findings(document, settings[index]!).filter((finding) => isAbout(document, finding, value));
      return { document, findings: wanted, facts: project };
    });
    const others = parts.map(({ document }) => document.uri).filter((uri) => uri !== params.like?.uri);
    return this.result(parts, params.confirm === true ? new Set(others) : undefined);
  }

  /** The finding at a position; undefined where there is none. */
  async findingAt({ uri, position }: FindOccurrencesParams): Promise<Finding | undefined> {
    const settings = await this.parts.configuration.of(uri);
    const document = this.parts.documents.get(uri);
    if (document === undefined) return undefined;
    const offset = document.offsetAt(position);
    const findings = this.findings(document, settings);
    const at = findings.find(({ start, end }) => start <= offset && offset <= end);
    if (at !== undefined) return at;
    // The cursor is often beside the key: the only one of its line is meant, too.
    const onLine = findings.filter((finding) => document.rangeOf(finding).start.line === position.line);
    return onLine.length === 1 ? onLine[0] : undefined;
  }

  private async valueAt(at: FindOccurrencesParams): Promise<string | undefined> {
    const finding = await this.findingAt(at);
    return finding && this.parts.documents.get(at.uri)?.slice(finding.start, finding.end);
  }

  private findings(document: OpenDocument, settings: Awaited<ReturnType<Configuration['of']>>): readonly Finding[] {
    if (this.parts.exclusions.excludes(document.uri, settings)) return [];
    return document.findings().filter(({ confidence }) => isShown(confidence, settings));
  }

  private async result(parts: readonly Part[], confirm: ReadonlySet<string> | undefined): Promise<MoveKeysResult> {
    const { planner, support, t, documents } = this.parts;
    const versions = new Map(parts.map(({ document }) => [document, document.version]));
    const plan = planFixMany({
      documents: parts.map(({ document, findings, facts }) => ({
        document: fixDocument(document),
        findings: findings.map((finding) => planner.fixFinding(finding)),
        project: facts,
      })),
    });
    const refused = plan.refused.map(({ uri, start, reason }) => ({ uri, line: lineOf(parts, uri, start), reason }));
    if (plan.moved === 0) return { ...nothing, refused };
    const texts = textsOf(parts, documents);
    const edit = toWorkspaceEdit(plan.files, texts, support);
    const targets = plan.files.map(({ uri }) => uri);
    const obstacle = await planner.obstacle(
      targets.filter((uri) => !parts.some(({ document }) => document.uri === uri)),
    );
    const unable = canApply(plan.files, support) ? undefined : t('This editor cannot create files for an extension.');
    const changed = [...versions].some(([document, version]) => document.version !== version);
    const reason = obstacle ?? unable ?? (changed ? t('The text has changed since the key was found.') : undefined);
    if (reason !== undefined) {
      const uri = parts[0]?.document.uri ?? '';
      return { ...nothing, refused: [...refused, { uri, line: 0, reason }] };
    }
    const fixes = appliedFixes(parts, plan);
    return { edit: confirm ? withConfirmation(edit, confirm, t) : edit, moved: plan.moved, refused, fixes };
  }
}

/** Whether a finding is to be moved: each, or those with the value. */
function isAbout(document: OpenDocument, finding: Finding, value: string | undefined): boolean {
  return value === undefined || document.slice(finding.start, finding.end) === value;
}

function lineOf(parts: readonly Part[], uri: string, start: number): number {
  const part = parts.find(({ document }) => document.uri === uri);
  return part?.document.rangeOf({ start, end: start }).start.line ?? 0;
}

/** What is told to the client, for each document that the plan changes. */
export function appliedFixes(parts: readonly Pick<Part, 'document' | 'facts'>[], plan: FixManyPlan): AppliedFix[] {
  const targets = new Set(plan.files.map(({ uri }) => uri));
  const sources = new Set(parts.map(({ document }) => document.uri));
  const others = plan.files.filter(({ uri }) => !sources.has(uri));
  return parts
    .filter(({ document }) => targets.has(document.uri))
    .map(({ document, facts }, index) => ({
      source: document.uri,
      env: facts.env !== undefined && targets.has(facts.env.uri) ? facts.env.uri : undefined,
      files: others.map(({ uri }) => uri),
      created: others.filter(({ create }) => create).map(({ uri }) => uri),
      name: plan.names[0] ?? '',
      loader: facts.loader,
      afterwards: index === 0 && plan.afterwards.length > 0 ? plan.afterwards.join(' ') : undefined,
    }));
}

/**
 * The same edit, for the editor to show before it is applied. What is to be confirmed comes unticked in VS Code: the other
 * files. `.env` and the document where the user is are ticked, so that no choice loses the value.
 */
function withConfirmation(edit: WorkspaceEdit, others: ReadonlySet<string>, t: Translate): WorkspaceEdit {
  if (edit.documentChanges === undefined) return edit;
  const label = t('The same key in other files: tick those to change');
  const annotation: ChangeAnnotation = { label, needsConfirmation: true };
  const documentChanges = edit.documentChanges.map((change) =>
    'edits' in change && others.has(change.textDocument.uri)
      ? { ...change, edits: change.edits.map((each) => ({ ...each, annotationId: 'others' })) }
      : change,
  );
  return { documentChanges, changeAnnotations: { others: annotation } };
}
