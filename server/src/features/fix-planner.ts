import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { Finding } from '../engine/types.ts';
import { planFix } from '../fix/plan.ts';
import { gatherFacts } from '../fix/project.ts';
import type { FileAccess, FixDocument, FixFinding, FixPlan, ProjectFacts } from '../fix/types.ts';
import { type PickEnvFileParams, type PickEnvFileResult, pickEnvFile } from '../protocol.ts';
import type { Configuration } from './configuration.ts';
import type { EngineHolder } from './engine-holder.ts';
import type { Folders } from './folders.ts';
import type { Translate } from './l10n.ts';
import type { OpenDocument } from './open-document.ts';
import type { Disk } from './platform.ts';
import { canApply, type EditSupport } from './workspace-edit.ts';

export interface FixPlannerParts {
  readonly documents: TextDocuments<OpenDocument>;
  readonly engine: EngineHolder;
  readonly configuration: Configuration;
  readonly folders: Folders;
  readonly files: FileAccess;
  readonly disk: Disk | undefined;
  readonly support: EditSupport;
  /** Asks the client; absent where it has no picker. */
  readonly picker: Pick<Connection, 'sendRequest'> | undefined;
  readonly t: Translate;
}

/** A plan, and the facts that it rests on. */
export interface PlannedFix {
  readonly plan: FixPlan;
  readonly facts: ProjectFacts;
}

/** Plans fixes for documents as they are now: gathers what the plan needs to know and checks that it can be carried out. */
export class FixPlanner {
  private readonly parts: FixPlannerParts;
  /** Answers by the candidates: whoever has chosen once is not asked again. */
  private readonly chosen = new Map<string, string>();
  private asking = new Map<string, Promise<string | undefined>>();

  constructor(parts: FixPlannerParts) {
    this.parts = parts;
  }

  async plan(document: OpenDocument, finding: Finding): Promise<PlannedFix> {
    const facts = await this.facts(document.uri, document.languageId);
    // The text may have changed while files were read: the plan is for the text as it is now.
    const now = document.findings().find((other) => isSameFinding(other, finding));
    if (now === undefined)
      return { plan: this.refused('', this.parts.t('The text has changed since the key was found.')), facts };
    const plan = planFix({ document: fixDocument(document), finding: this.fixFinding(now), project: facts });
    if (plan.kind === 'refused') return { plan, facts };
    const obstacle = await this.obstacle(plan.files.map((file) => file.uri).filter((uri) => uri !== document.uri));
    if (obstacle !== undefined) return { plan: this.refused(plan.name, obstacle), facts };
    if (!canApply(plan.files, this.parts.support)) {
      const reason = this.parts.t(
        'This editor cannot create files for an extension: create the .env file and try again.',
      );
      return { plan: this.refused(plan.name, reason), facts };
    }
    return { plan, facts };
  }

  async facts(uri: string, languageId: string): Promise<ProjectFacts> {
    const { envFile } = await this.parts.configuration.of(uri);
    const workspaceFolder = this.parts.folders.of(uri);
    const chosenEnv = (candidates: readonly string[]) => this.chosen.get(candidates.join('\n'));
    return gatherFacts(uri, languageId, this.parts.files, { workspaceFolder, envFileName: envFile, chosenEnv });
  }

  /**
   * Has the user choose where several `.env` files are equally right. The facts know the choice from then on.
   * @returns false when the user cancelled. Without a picker, or when it fails, the fixed order stands.
   */
  async settleEnv({ tiedEnv }: ProjectFacts): Promise<boolean> {
    const { picker, folders } = this.parts;
    if (tiedEnv === undefined || picker === undefined) return true;
    const uris = tiedEnv.map(({ uri }) => uri);
    const key = uris.join('\n');
    const candidates = uris.map((uri) => ({ uri, label: folders.relativePath(uri) }));
    const asked = this.asking.get(key) ?? ask(picker, { candidates });
    this.asking.set(key, asked);
    const answer = await asked;
    this.asking.delete(key);
    if (answer !== undefined) this.chosen.set(key, answer);
    return answer !== undefined;
  }

  fixFinding({ start, end, ruleId }: Finding): FixFinding {
    return { start, end, ruleId, env: this.parts.engine.current.rule(ruleId)?.env ?? '' };
  }

  /** Why one of the files cannot be written, as a sentence; undefined when all can. */
  async obstacle(uris: readonly string[]): Promise<string | undefined> {
    const { disk, t } = this.parts;
    for (const uri of uris) {
      if (disk === undefined || !uri.startsWith('file:')) continue;
      const name = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
      const place = await disk.target(uri);
      if (!place.isWritable) return t('{0} cannot be written: it is read-only.', name);
      const folder = this.parts.folders.of(uri);
      if (place.realUri !== undefined && folder !== undefined) {
        const home = (await disk.target(folder)).realUri ?? folder;
        if (!place.realUri.startsWith(`${home}/`)) {
          return t('{0} is reached by a symbolic link that leads out of the workspace folder.', name);
        }
      }
    }
    return undefined;
  }

  private refused(name: string, reason: string): FixPlan {
    return { kind: 'refused', name, reason };
  }
}

async function ask(
  picker: NonNullable<FixPlannerParts['picker']>,
  params: PickEnvFileParams,
): Promise<string | undefined> {
  const first = params.candidates[0]?.uri;
  const answer = await picker.sendRequest<PickEnvFileResult>(pickEnvFile, params).catch(() => first);
  return params.candidates.find(({ uri }) => uri === answer)?.uri;
}

export function fixDocument(document: OpenDocument): FixDocument {
  return { uri: document.uri, languageId: document.languageId, text: document.getText() };
}

export function isSameFinding(a: Finding, b: Pick<Finding, 'ruleId' | 'start' | 'end'>): boolean {
  return a.ruleId === b.ruleId && a.start === b.start && a.end === b.end;
}

/** The texts that the changes of a plan are relative to: documents as they are now, other files as the facts have them. */
export function textsOf(
  parts: ReadonlyArray<{ readonly document: OpenDocument; readonly facts: ProjectFacts }>,
  documents: TextDocuments<OpenDocument>,
): (uri: string) => { text: string; version: number | null } {
  const files = parts.flatMap(({ facts }) => [
    facts.env,
    facts.gitignore,
    facts.envExample,
    facts.dockerignore,
    facts.schema,
  ]);
  return (uri) => {
    const own = parts.find(({ document }) => document.uri === uri)?.document;
    if (own !== undefined) return { text: own.getText(), version: own.version };
    const text = files.find((file) => file?.uri === uri)?.text ?? '';
    return { text, version: documents.get(uri)?.version ?? null };
  };
}
