import { type IgnoreRules, parseExcludeGlobs } from '../scan/ignore/rules.ts';
import type { Folders } from './folders.ts';
import type { Settings } from './settings.ts';

/** Tells which files the setting `keylift.exclude` leaves out. */
export class Exclusions {
  private readonly folders: Folders;
  private readonly compiled = new WeakMap<readonly string[], IgnoreRules>();

  constructor(folders: Folders) {
    this.folders = folders;
  }

  /** Whether a document, or a folder that holds it, matches a glob. */
  excludes(uri: string, settings: Settings): boolean {
    if (settings.exclude.length === 0) return false;
    const rules = this.rulesOf(settings.exclude);
    const parts = this.folders.relativePath(uri).split('/');
    return parts.some((name, index) => {
      const path = parts.slice(0, index + 1).join('/');
      return rules.verdict(path, name, index < parts.length - 1) === 'ignore';
    });
  }

  private rulesOf(globs: readonly string[]): IgnoreRules {
    let rules = this.compiled.get(globs);
    if (rules === undefined) {
      rules = parseExcludeGlobs(globs);
      this.compiled.set(globs, rules);
    }
    return rules;
  }
}
