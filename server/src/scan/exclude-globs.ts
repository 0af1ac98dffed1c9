/**
 * The globs of VS Code's `files.exclude` and `search.exclude` that leave files out.
 * @param settings values of the settings; the later wins. `{ "when": … }` conditions look at neighbouring files; such
 *   files are scanned.
 */
export function excludeGlobs(
  ...settings: ReadonlyArray<Readonly<Record<string, unknown>> | null | undefined>
): string[] {
  const merged = Object.assign({}, ...settings) as Record<string, unknown>;
  return Object.keys(merged).filter((glob) => merged[glob] === true);
}
