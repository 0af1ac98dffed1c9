import type { FixDocument, FixFinding, ProjectFacts, TextChange } from './types.ts';

/** Where a key stands, found out by the module of its language. */
export interface Site {
  /** The key as the program sees it: decoded from the escapes of its literal. */
  readonly value: string;
  /** The identifier, property or key that the value is assigned to. */
  readonly assigned?: string | undefined;
  /** The variable's name in the environment for the name the user sees, where they differ. */
  readonly variable?: (name: string) => string;
  /** Default: an entry in `.env`. `elsewhere`: the platform keeps the value and there is no entry to write. */
  readonly storage?: 'env' | 'elsewhere';
  /** The program already uses this name for a value that is not known here (a secret, a Terraform variable). */
  readonly isTaken?: (name: string) => boolean;
  /** The change of the source, or why there is none. */
  rewrite(name: string): SourceEdit | Refusal;
}

export interface SourceEdit {
  /** Ascending, not overlapping. */
  readonly changes: readonly TextChange[];
  readonly afterwards?: string;
}

export interface Refusal {
  readonly reason: string;
}

/** The site with its edits translated, from one text into another that it is part of. */
export function translated(site: Site, translate: (edit: SourceEdit) => SourceEdit | Refusal): Site {
  return {
    ...site,
    rewrite(name) {
      const edit = site.rewrite(name);
      return isRefusal(edit) ? edit : translate(edit);
    },
  };
}

export interface SiteRequest {
  readonly document: FixDocument;
  readonly finding: FixFinding;
  readonly project: ProjectFacts;
}

/** Finds the site, or says why the key cannot be moved from where it stands. */
export type LocateSite = (request: SiteRequest) => Site | Refusal;

/** Sentences used by several languages; each says what to do instead. */
export const reasons = {
  comment: 'The key stands in a comment: delete it there and revoke it.',
  notLiteral: 'The key is not inside a string that can be replaced.',
  severalLiterals: 'The key is put together from several pieces, which cannot be moved as one value.',
  joined: 'The key may continue in the next piece of a joined string: join the pieces first.',
  escape: 'An escape sequence in the key cannot be decoded with certainty.',
  constant: 'A constant known at compile time is required here.',
} as const;

export function isRefusal(outcome: object): outcome is Refusal {
  return 'reason' in outcome;
}
