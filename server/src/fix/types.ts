/**
 * The vocabulary of the fix. Planning is pure: it is given the text of the document, where the finding is, and facts about
 * the project, and it returns edits or the reason why there are none. Offsets are UTF-16 code units.
 */

/** A file as the planner sees it. */
export interface ProjectFile {
  readonly uri: string;
  /** Undefined: the file does not exist. An open, unsaved buffer counts as the file's text. */
  readonly text: string | undefined;
}

/** The document a finding stands in. */
export interface FixDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** Range of the key in the document's text and what it is. */
export interface FixFinding {
  readonly start: number;
  readonly end: number;
  readonly ruleId: string;
  /** The rule's suggested variable; empty or invalid where the rule has none. */
  readonly env: string;
}

export interface FixRequest {
  readonly document: FixDocument;
  readonly finding: FixFinding;
  readonly project: ProjectFacts;
}

/** Several findings in one go: one value gets one name, `.env` is written once. */
export interface FixManyRequest {
  readonly documents: ReadonlyArray<{
    readonly document: FixDocument;
    readonly findings: readonly FixFinding[];
    readonly project: ProjectFacts;
  }>;
}

/** What decides whether a file's code reaches visitors, and how a server file looks up a variable. */
export type Framework =
  | 'vite'
  | 'next'
  | 'nuxt'
  | 'sveltekit'
  | 'astro'
  | 'remix'
  | 'expo'
  | 'create-react-app'
  | 'angular'
  | 'workers'
  | 'android'
  | 'flutter';

/** How the project gets `.env` into the environment, found from its manifests. */
export type EnvLoader =
  | 'framework'
  | 'deno'
  | 'bun'
  | 'node-env-file'
  | 'dotenv'
  | 'python-dotenv'
  | 'compose'
  | 'ruby-dotenv'
  | 'phpdotenv'
  | 'godotenv'
  | 'direnv'
  | 'none';

export interface ProjectFacts {
  /** The `.env` file the entry goes to (existing or to be created); undefined where there is no folder to put it in. */
  readonly env: ProjectFile | undefined;
  /** Files that are as right as `env`, which is the first of them, when nobody has chosen yet; absent when there is one. */
  readonly tiedEnv?: readonly ProjectFile[];
  /** The `.gitignore` to extend when git would not ignore `env`, or undefined when nothing needs to be done. */
  readonly gitignore: ProjectFile | undefined;
  /** Line to add to `gitignore` (`.env`, or a path from that `.gitignore`'s folder). */
  readonly gitignoreLine?: string;
  /** An existing `.env.example` (or `.env.sample`, `.env.template`) beside `env`, which gains `NAME=`. */
  readonly envExample?: ProjectFile;
  /** The project's schema of its environment (t3-env, zod, envalid, pydantic-settings), which gains the variable. */
  readonly schema?: ProjectFile;
  /** The `.dockerignore` to extend because a Dockerfile beside it copies the folder. */
  readonly dockerignore?: ProjectFile;
  readonly dockerignoreLine?: string;
  /** Other `.env` files of the same folder: a name in one of them is taken, unless it has the same value. */
  readonly otherEnv?: readonly ProjectFile[];
  /** Git already tracks `env`, so ignoring it is not enough. */
  readonly envTracked?: boolean;
  /** Path of `env` from the top of its git repository. */
  readonly envGitPath?: string;
  /** Folder of the nearest manifest, without a slash at the end; paths of framework conventions start there. */
  readonly packageRoot?: string;
  readonly framework?: Framework;
  readonly runtime?: 'node' | 'deno' | 'bun';
  readonly typescript?: TypeScriptFacts;
  /** Names of the variables that the other Terraform files of the folder declare. */
  readonly terraformVariables?: readonly string[];
  /** The C# project has nullable reference types on. */
  readonly csharpNullable?: boolean;
  /** How the project loads `.env` so far. */
  readonly loader?: EnvLoader;
}

export interface TypeScriptFacts {
  /** `process.env.X` is `string | undefined` to the type checker, so `!` is needed where a string is expected. */
  readonly strictNullChecks: boolean;
  readonly noPropertyAccessFromIndexSignature: boolean;
}

export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface FileChange {
  readonly uri: string;
  /** The file is to be created (if it does not exist) before the changes are applied to an empty text. */
  readonly create: boolean;
  /** In ascending order, not overlapping, relative to the text given in the request. */
  readonly changes: readonly TextChange[];
}

export type FixPlan =
  | {
      readonly kind: 'edit';
      readonly name: string;
      readonly files: readonly FileChange[];
      /** What is left to the user, as a sentence without any part of the value (`Add the repository secret …`). */
      readonly afterwards?: string;
    }
  | { readonly kind: 'refused'; readonly name: string /** A sentence for the user. */; readonly reason: string };

/** The outcome of several findings: what could be moved is in `files`, the rest is told. */
export interface FixManyPlan {
  readonly files: readonly FileChange[];
  readonly moved: number;
  readonly refused: ReadonlyArray<{ readonly uri: string; readonly start: number; readonly reason: string }>;
  readonly names: readonly string[];
  readonly afterwards: readonly string[];
}

/** Reads the files of a project. The caller looks at open buffers first, then at the disk or the virtual file system. */
export interface FileAccess {
  /** The text of a file, or undefined when it does not exist or cannot be read. */
  readFile(uri: string): Promise<string | undefined>;
  /** The bytes of a file, where the file system has them. */
  readBytes?(uri: string): Promise<Uint8Array | undefined>;
  /** Whether a file exists; without it, `readFile` is asked. */
  exists?(uri: string): Promise<boolean>;
  /** Names (not paths) in a folder; empty when it does not exist. */
  listFolder?(uri: string): Promise<readonly string[]>;
}

export interface GatherOptions {
  /** Workspace folder that holds the document; nothing above it is read or written. Undefined: no folder is open. */
  readonly workspaceFolder: string | undefined;
  /** Setting `keylift.envFile`: the name of the file to write (default `.env`, or the framework's convention). */
  readonly envFileName?: string | undefined;
  /** Which of several equally right `.env` files was chosen, by their URIs; undefined: nobody was asked yet. */
  readonly chosenEnv?: (candidates: readonly string[]) => string | undefined;
}
