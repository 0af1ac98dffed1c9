import type { LocateSite } from '../site.ts';
import { javascriptIds, locateJavaScript } from './javascript/index.ts';

/** The module of each language that has a lookup, by the editor's language id. */
const locators: ReadonlyMap<string, LocateSite> = new Map<string, LocateSite>([
  ...javascriptIds.map((id) => [id, locateJavaScript] as const),
]);

/** Who finds the site in a document, by language and by file name; undefined where the format has no lookup. */
export function locatorOf(languageId: string, _uri: string): LocateSite | undefined {
  return locators.get(languageId);
}
