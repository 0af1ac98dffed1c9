import { isTracked } from './git-index.ts';
import { type IgnoreFile, isIgnored } from './gitignore.ts';
import { frameworkOf, loaderOf, type Manifests, readManifests, runtimeOf, typescriptFacts } from './manifest.ts';
import { isSchema, schemaCandidates } from './schema.ts';
import type { FileAccess, Framework, GatherOptions, ProjectFacts, ProjectFile } from './types.ts';
import { childOf, foldersUp, parentOf, splitUri } from './uris.ts';

/** Frameworks that read `.env.local` and whose templates keep it out of git. */
const localByConvention: ReadonlySet<Framework> = new Set([
  'vite',
  'next',
  'sveltekit',
  'astro',
  'create-react-app',
  'expo',
]);

/**
 * What the planner needs to know of the project around a document.
 * @param files open buffers first, then disk or virtual file system; only files of the workspace folder are asked for, the
 * `.gitignore` files between it and the repository's root, and git's index.
 */
export async function gatherFacts(
  documentUri: string,
  languageId: string,
  files: FileAccess,
  options: GatherOptions,
): Promise<ProjectFacts> {
  const { workspaceFolder } = options;
  const folders =
    workspaceFolder === undefined || /^untitled:/.test(documentUri) ? [] : foldersUp(documentUri, workspaceFolder);
  if (workspaceFolder === undefined || folders.length === 0) return { env: undefined, gitignore: undefined };
  const { packageRoot, manifests } = await nearestPackage(folders, files);
  const framework = frameworkOf(manifests);
  const repository = await repositoryRoot(folders, files);
  const candidates = await envCandidates({ folders, packageRoot, framework, languageId, files, options, repository });
  const uris = candidates.map(({ uri }) => uri);
  const chosen = candidates.length > 1 ? options.chosenEnv?.(uris) : undefined;
  const env = candidates.find(({ uri }) => uri === chosen) ?? (candidates[0] as ProjectFile);
  const envFolder = parentOf(env.uri);
  const ignore = await gitignoreFor(env.uri, folders, repository, files);
  const docker = await dockerignoreFor(env.uri, files);
  const typescript = languageId.startsWith('typescript') ? await typescriptFacts(folders, files) : undefined;
  const csharpNullable = languageId === 'csharp' ? await nullableProject(folders, files) : undefined;
  const runtime = runtimeOf(manifests);
  const terraformVariables = await declaredVariables(documentUri, folders[0] as string, files);
  const schema = await schemaOf(packageRoot ?? (folders.at(-1) as string), languageId, files);
  const example = await firstExisting(envFolder, ['.env.example', '.env.sample', '.env.template', '.env.dist'], files);
  return {
    env,
    ...(candidates.length > 1 && chosen === undefined && { tiedEnv: candidates }),
    gitignore: ignore?.file,
    ...(ignore !== undefined && { gitignoreLine: ignore.line }),
    ...(example !== undefined && { envExample: example }),
    ...(docker !== undefined && { dockerignore: docker, dockerignoreLine: nameOf(env.uri) }),
    ...(schema !== undefined && { schema }),
    otherEnv: await siblingsOf(env.uri, files),
    ...(repository !== undefined && { envGitPath: pathBelow(repository, env.uri) }),
    envTracked:
      env.text !== undefined &&
      repository !== undefined &&
      (await isTracked(pathBelow(repository, env.uri), repository, files)),
    packageRoot: packageRoot ?? folders.at(-1) ?? envFolder,
    loader: await loaderFor(languageId, documentUri, manifests, framework, envFolder, files),
    ...(framework !== undefined && { framework }),
    ...(runtime !== undefined && { runtime }),
    ...(typescript !== undefined && { typescript }),
    ...(csharpNullable !== undefined && { csharpNullable }),
    ...(terraformVariables !== undefined && { terraformVariables }),
  };
}

async function nearestPackage(
  folders: readonly string[],
  files: FileAccess,
): Promise<{ packageRoot: string | undefined; manifests: Manifests }> {
  for (const folder of folders) {
    const manifests = await readManifests(folder, files);
    if (manifests.size > 0) return { packageRoot: folder, manifests };
  }
  return { packageRoot: undefined, manifests: new Map() };
}

interface EnvChoice {
  readonly folders: readonly string[];
  readonly packageRoot: string | undefined;
  readonly framework: Framework | undefined;
  readonly languageId: string;
  readonly files: FileAccess;
  readonly options: GatherOptions;
  readonly repository: string | undefined;
}

/**
 * The file to write, or several that are equally right, in a fixed order: `.env.local` and `.env` of a framework that reads both,
 * when both are there and git ignores both; and for a package without a file of its own, files that are there in the workspace
 * folder and in a folder between.
 */
async function envCandidates(choice: EnvChoice): Promise<readonly ProjectFile[]> {
  const { folders, packageRoot, framework, files } = choice;
  const names = await envNames(choice);
  const own = packageRoot === undefined ? folders : folders.slice(0, folders.indexOf(packageRoot) + 1);
  // A framework reads the files beside its own manifest and no others.
  const looked = framework === undefined ? own : own.slice(-1);
  for (const folder of looked) {
    const file = await firstExisting(folder, names, files);
    if (file === undefined) continue;
    // Both are kept out of git, or the names would not hold the second (see `envNames`).
    const second =
      names[1] === '.env' && names[0] === '.env.local' ? await firstExisting(folder, ['.env'], files) : file;
    return second === undefined || second.uri === file.uri ? [file] : [file, second];
  }
  if (framework === undefined && isCompose(choice.languageId, folders))
    return [{ uri: childOf(folders[0] as string, names[0] as string), text: undefined }];
  const workspace = folders.at(-1) as string;
  if (framework === undefined && packageRoot !== workspace) {
    const shared = await firstExisting(workspace, names, files);
    const between = packageRoot === undefined ? [] : folders.slice(folders.indexOf(packageRoot) + 1, -1);
    const nearer = await Promise.all(between.map((folder) => firstExisting(folder, names, files)));
    if (shared !== undefined) return [shared, ...nearer.filter((file) => file !== undefined)];
  }
  return [{ uri: childOf(packageRoot ?? workspace, names[0] as string), text: undefined }];
}

function isCompose(languageId: string, folders: readonly string[]): boolean {
  return languageId === 'dockercompose' && folders.length > 0;
}

/** File names to look for, best first; the first is the one to create. */
async function envNames(choice: EnvChoice): Promise<readonly string[]> {
  const { options, framework, packageRoot, folders, files, repository } = choice;
  if (options.envFileName !== undefined && options.envFileName !== '') return [options.envFileName];
  if (framework === 'workers') return ['.dev.vars', '.env'];
  if (framework === undefined || !localByConvention.has(framework)) return ['.env'];
  const plain = childOf(packageRoot ?? (folders.at(-1) as string), '.env');
  // Who already keeps keys in an ignored `.env` wants this one there, too.
  const kept =
    (await files.readFile(plain)) !== undefined &&
    (await gitignoreFor(plain, folders, repository, files)) === undefined;
  return kept ? ['.env.local', '.env'] : ['.env.local'];
}

/** The root of the git repository around a folder: within the workspace or above it. */
async function repositoryRoot(folders: readonly string[], files: FileAccess): Promise<string | undefined> {
  let folder = folders[0] as string;
  for (let steps = 0; steps < 40 && splitUri(folder).parts.length > 0; steps++) {
    if (await isRepository(folder, files)) return folder;
    folder = parentOf(folder);
  }
  return undefined;
}

async function isRepository(folder: string, files: FileAccess): Promise<boolean> {
  const git = childOf(folder, '.git');
  if (files.exists !== undefined) return files.exists(git);
  return (
    (await files.readFile(childOf(folder, '.git', 'HEAD'))) !== undefined || (await files.readFile(git)) !== undefined
  );
}

/** The `.gitignore` and line that are missing for git to ignore the file; undefined when it is ignored already. */
async function gitignoreFor(
  envUri: string,
  folders: readonly string[],
  repository: string | undefined,
  files: FileAccess,
): Promise<{ file: ProjectFile; line: string } | undefined> {
  const workspace = folders.at(-1) as string;
  const top = repository ?? workspace;
  const chain = foldersUp(envUri, top).toReversed();
  const read: { folder: string; path: string; text: string | undefined }[] = [];
  for (const folder of chain) {
    const path = splitUri(folder).parts.slice(splitUri(top).parts.length).join('/');
    read.push({ folder, path, text: await files.readFile(childOf(folder, '.gitignore')) });
  }
  const present: IgnoreFile[] = read.flatMap(({ path, text }) => (text === undefined ? [] : [{ folder: path, text }]));
  const target = splitUri(envUri).parts.slice(splitUri(top).parts.length).join('/');
  if (isIgnored(present, target)) return undefined;
  const line = nameOf(envUri);
  // The nearest file there is; without one, a new one at the top of the repository or the workspace, whichever is deeper.
  const existing = read.findLast(({ text, folder }) => text !== undefined && insideOf(folder, workspace));
  const fresh = insideOf(top, workspace) ? top : workspace;
  const chosen = existing ?? read.find(({ folder }) => folder === fresh) ?? read.at(-1);
  if (chosen === undefined) return undefined;
  return { file: { uri: childOf(chosen.folder, '.gitignore'), text: chosen.text }, line };
}

async function dockerignoreFor(envUri: string, files: FileAccess): Promise<ProjectFile | undefined> {
  const folder = parentOf(envUri);
  const dockerfile = await firstExisting(folder, ['Dockerfile', 'Containerfile'], files);
  if (
    dockerfile?.text === undefined ||
    !/^[ \t]*(?:COPY|ADD)[ \t]+(?:--\S+[ \t]+)*\[?[ \t]*["']?(?:\.\/?|\/)["']?[ \t,]/im.test(dockerfile.text)
  ) {
    return undefined;
  }
  const uri = childOf(folder, '.dockerignore');
  const text = await files.readFile(uri);
  return isIgnored([{ folder: '', text: text ?? '' }], nameOf(envUri)) ? undefined : { uri, text };
}

/** The other `.env` files that the same loader may read; their names are taken, too. */
async function siblingsOf(envUri: string, files: FileAccess): Promise<readonly ProjectFile[]> {
  const folder = parentOf(envUri);
  const names = [
    '.env',
    '.env.local',
    '.env.development',
    '.env.development.local',
    '.env.production',
    '.env.production.local',
  ];
  const siblings: ProjectFile[] = [];
  for (const name of names) {
    const uri = childOf(folder, name);
    const text = uri === envUri ? undefined : await files.readFile(uri);
    if (text !== undefined) siblings.push({ uri, text });
  }
  return siblings;
}

async function loaderFor(
  languageId: string,
  documentUri: string,
  manifests: Manifests,
  framework: Framework | undefined,
  envFolder: string,
  files: FileAccess,
): Promise<NonNullable<ProjectFacts['loader']>> {
  if (languageId === 'dockercompose' || /(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/.test(documentUri)) return 'compose';
  const known = loaderOf(manifests, framework);
  if (known !== 'none') return known;
  const direnv = await files.readFile(childOf(envFolder, '.envrc'));
  return direnv !== undefined && /\bdotenv\b/.test(direnv) ? 'direnv' : 'none';
}

async function schemaOf(root: string, languageId: string, files: FileAccess): Promise<ProjectFile | undefined> {
  for (const path of schemaCandidates(languageId)) {
    const uri = childOf(root, ...path.split('/'));
    const text = await files.readFile(uri);
    if (text !== undefined && isSchema(text)) return { uri, text };
  }
  return undefined;
}

/** A module is a folder of Terraform files, and each variable is declared once in it. */
async function declaredVariables(
  documentUri: string,
  folder: string,
  files: FileAccess,
): Promise<readonly string[] | undefined> {
  if (!/\.(?:tf|tofu)$/.test(documentUri) || files.listFolder === undefined) return undefined;
  const names: string[] = [];
  for (const name of await files.listFolder(folder)) {
    if (!/\.(?:tf|tofu)$/.test(name) || name === splitUri(documentUri).parts.at(-1)) continue;
    const text = (await files.readFile(childOf(folder, name))) ?? '';
    for (const match of text.matchAll(/^[ \t]*variable[ \t]+"?([\w-]+)"?[ \t]*\{/gm)) names.push(match[1] as string);
  }
  return names;
}

/** The nearest C# project file says whether a lookup that may be null is worth a warning. */
async function nullableProject(folders: readonly string[], files: FileAccess): Promise<boolean | undefined> {
  for (const folder of folders) {
    const names = (await files.listFolder?.(folder)) ?? [];
    const project = names.find((name) => name.endsWith('.csproj'));
    if (project === undefined) continue;
    const text = await files.readFile(childOf(folder, project));
    return /<Nullable>\s*enable\s*<\/Nullable>/i.test(text ?? '');
  }
  return undefined;
}

async function firstExisting(
  folder: string,
  names: readonly string[],
  files: FileAccess,
): Promise<ProjectFile | undefined> {
  for (const name of names) {
    const uri = childOf(folder, name);
    const text = await files.readFile(uri);
    if (text !== undefined) return { uri, text };
  }
  return undefined;
}

function pathBelow(folder: string, uri: string): string {
  return splitUri(uri).parts.slice(splitUri(folder).parts.length).join('/');
}

function insideOf(folder: string, workspace: string): boolean {
  return folder === workspace || folder.startsWith(`${workspace}/`);
}

function nameOf(uri: string): string {
  return splitUri(uri).parts.at(-1) ?? '.env';
}
