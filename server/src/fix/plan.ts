import { changesOf, type Draft, draftOf, revise } from './draft.ts';
import { locatorOf } from './languages/index.ts';
import { settleName, suggestName } from './names.ts';
import { projectChanges } from './project-files.ts';
import { isRefusal, type Refusal, type Site } from './site.ts';
import type {
  FileChange,
  FixManyPlan,
  FixManyRequest,
  FixPlan,
  FixRequest,
  ProjectFacts,
  ProjectFile,
  TextChange,
} from './types.ts';
import { noLookupReason } from './unsupported.ts';

/**
 * The edits that move a key into the environment, or the reason why there are none. Pure: the caller reads the files and
 * applies the edits. The value is only in the entry for `.env`, never in a name, reason or other text of the plan.
 * @param decided names by value that fixes in the same go have given to what the platform keeps; this one adds its own.
 */
export function planFix(request: FixRequest, decided: Map<string, string> = new Map()): FixPlan {
  const located = locate(request);
  const { finding } = request;
  if (isRefusal(located))
    return { kind: 'refused', name: suggestName(finding.ruleId, finding.env, undefined), ...located };
  const wish = suggestName(finding.ruleId, finding.env, located.assigned);
  const env = request.project.env;
  if (located.storage === 'elsewhere') {
    const name = decided.get(located.value) ?? freeName(located, wish);
    const plan = outcome(located, name, []);
    if (plan.kind === 'edit') decided.set(located.value, name);
    return plan;
  }
  if (env === undefined) {
    return {
      kind: 'refused',
      name: wish,
      reason: 'There is no folder for a .env file: save the file in a folder and open that.',
    };
  }
  if (env.uri === request.document.uri) return { kind: 'refused', name: wish, reason: 'This file is the .env file.' };
  const others = (request.project.otherEnv ?? []).map((file) => file.text ?? '');
  const settled = settleFor(located, wish, env.text ?? '', others);
  const files = projectChanges(request.project, settled.variable, located.value, settled.present, request.document.uri);
  if (isRefusal(files)) return { kind: 'refused', name: settled.name, ...files };
  return outcome(located, settled.name, files, request.document.uri);

  function outcome(site: Site, name: string, files: readonly FileChange[], uri = request.document.uri): FixPlan {
    const edit = site.rewrite(name);
    if (isRefusal(edit)) return { kind: 'refused', name, reason: edit.reason };
    const source: FileChange = { uri, create: false, changes: edit.changes };
    const plan = { kind: 'edit', name, files: [...files, source] } as const;
    const afterwards = edit.afterwards ?? (site.storage === 'elsewhere' ? undefined : trackedNote(request));
    return afterwards === undefined ? plan : { ...plan, afterwards };
  }
}

/**
 * The name a fix would most likely use, for a title, without reading the project; `.env` may add a suffix.
 * The text of the document decides where the name comes from the code.
 */
export function likelyName(request: FixRequest): string {
  const located = locate(request);
  const assigned = isRefusal(located) ? undefined : located.assigned;
  return suggestName(request.finding.ruleId, request.finding.env, assigned);
}

/**
 * Moves several findings in one go. They are moved one after another, each on the text that the ones before have left, so
 * imports are added once and equal values share a name; the result is told as changes of the original texts.
 */
export function planFixMany(request: FixManyRequest): FixManyPlan {
  const drafts = new Map<string, Draft>();
  const refused: { uri: string; start: number; reason: string }[] = [];
  const names = new Set<string>();
  const decided = new Map<string, string>();
  const afterwards = new Set<string>();
  let moved = 0;
  for (const { document, findings, project } of request.documents) {
    let waiting = findings
      .map((finding) => ({ ...finding, original: finding.start }))
      .toSorted((a, b) => a.start - b.start);
    while (waiting.length > 0) {
      const [finding, ...rest] = waiting;
      waiting = rest;
      if (finding === undefined) break;
      const text = drafts.get(document.uri)?.text ?? document.text;
      const plan = planFix({ document: { ...document, text }, finding, project: current(project, drafts) }, decided);
      if (plan.kind === 'refused') {
        refused.push({ uri: document.uri, start: finding.original, reason: plan.reason });
        continue;
      }
      moved++;
      names.add(plan.name);
      if (plan.afterwards !== undefined) afterwards.add(plan.afterwards);
      for (const file of plan.files) {
        const before = file.uri === document.uri ? document.text : originalOf(project, file.uri);
        drafts.set(file.uri, revise(drafts.get(file.uri) ?? draftOf(before), file.changes));
        if (file.uri !== document.uri) continue;
        waiting = waiting.map((other) => {
          const shift = growthBefore(file.changes, other.start);
          return { ...other, start: other.start + shift, end: other.end + shift };
        });
      }
    }
  }
  const files = [...drafts].map(([uri, draft]) => ({ uri, create: draft.create, changes: changesOf(draft) }));
  return {
    files: files.filter((file) => file.changes.length > 0),
    moved,
    refused,
    names: [...names],
    afterwards: [...afterwards],
  };
}

function locate(request: FixRequest): Site | Refusal {
  const { document, finding } = request;
  if (!(finding.start >= 0 && finding.start < finding.end && finding.end <= document.text.length)) {
    return { reason: 'The text has changed since the key was found.' };
  }
  const locator = locatorOf(document.languageId, document.uri);
  return locator === undefined ? noLookupReason(document.languageId, document.uri) : locator(request);
}

function freeName(site: Site, wish: string): string {
  let name = wish;
  for (let n = 2; site.isTaken?.(name) === true; n++) name = `${wish}_${n}`;
  return name;
}

function settleFor(
  site: Site,
  wish: string,
  envText: string,
  others: readonly string[],
): { name: string; variable: string; present: boolean } {
  const variable = site.variable;
  if (variable === undefined) {
    const settled = settleName(wish, site.value, envText, others);
    return { ...settled, variable: settled.name };
  }
  for (let n = 1; ; n++) {
    const name = n === 1 ? wish : `${wish}_${n}`;
    const settled = settleName(variable(name), site.value, envText, others);
    const free = settled.present || site.isTaken?.(name) !== true;
    if (settled.name === variable(name) && free) return { name, variable: settled.name, present: settled.present };
    if (n > 99) return { name, variable: settled.name, present: settled.present };
  }
}

function trackedNote({ project }: FixRequest): string | undefined {
  if (project.envTracked !== true || project.env === undefined) return undefined;
  const name = decodeURIComponent(project.env.uri.slice(project.env.uri.lastIndexOf('/') + 1));
  // From the top of the repository, wherever the terminal is; quoted where a shell would take it apart.
  const path = project.envGitPath?.includes('/') === true ? `:/${project.envGitPath}` : name;
  const word = /^[\w./:@+-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  return `Git already tracks ${name}: run "git rm --cached ${word}" so that it is not committed.`;
}

/** The project's files as the fixes before have left them. */
function current(project: ProjectFacts, drafts: ReadonlyMap<string, Draft>): ProjectFacts {
  const { gitignore, dockerignore, envExample, schema, ...others } = project;
  const now = <T extends ProjectFile | undefined>(file: T) => {
    const draft = file === undefined ? undefined : drafts.get(file.uri);
    return draft === undefined ? file : { uri: (file as ProjectFile).uri, text: draft.text };
  };
  const written = (file: ProjectFile | undefined) => file !== undefined && drafts.has(file.uri);
  return {
    ...others,
    env: now(project.env),
    ...(project.otherEnv !== undefined && { otherEnv: project.otherEnv.map((file) => now(file) as ProjectFile) }),
    // One line is enough.
    gitignore: written(gitignore) ? undefined : gitignore,
    ...(dockerignore !== undefined && !written(dockerignore) && { dockerignore }),
    ...(envExample !== undefined && { envExample: now(envExample) as ProjectFile }),
    ...(schema !== undefined && { schema: now(schema) as ProjectFile }),
  };
}

function originalOf(project: FixRequest['project'], uri: string): string | undefined {
  const files = [project.env, project.gitignore, project.envExample, project.dockerignore, project.schema];
  return files.find((file) => file?.uri === uri)?.text;
}

function growthBefore(changes: readonly TextChange[], offset: number): number {
  let growth = 0;
  for (const change of changes) if (change.end <= offset) growth += change.newText.length - (change.end - change.start);
  return growth;
}
