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

export interface FixRequest {
  readonly document: { readonly uri: string; readonly languageId: string; readonly text: string };
  /** Range of the key in `document.text` and what it is. */
  readonly finding: { readonly start: number; readonly end: number; readonly ruleId: string; readonly env: string };
  readonly project: ProjectFacts;
}

export interface ProjectFacts {
  /** The `.env` file the entry goes to (existing or to be created); undefined where there is no folder to put it in. */
  readonly env: ProjectFile | undefined;
  /** The `.gitignore` to extend when git would not ignore `env`, or undefined when nothing needs to be done. */
  readonly gitignore: ProjectFile | undefined;
  /** Line to add to `gitignore` (`.env`, or a path from that `.gitignore`'s folder). */
  readonly gitignoreLine?: string;
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
  | { readonly kind: 'edit'; readonly name: string; readonly files: readonly FileChange[] }
  | { readonly kind: 'refused'; readonly name: string; /** A sentence for the user. */ readonly reason: string };
