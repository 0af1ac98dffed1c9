import { type Language, locatorFor } from '../literal.ts';
import type { LocateSite } from '../site.ts';
import { csharp } from './csharp.ts';
import { dart } from './dart.ts';
import { elixir } from './elixir.ts';
import { go } from './go.ts';
import { java, kotlin } from './java.ts';
import { javascriptIds, locateJavaScript } from './javascript/index.ts';
import { lua } from './lua.ts';
import { perl } from './perl.ts';
import { php } from './php.ts';
import { powershell } from './powershell.ts';
import { python } from './python.ts';
import { r } from './r.ts';
import { ruby } from './ruby.ts';
import { rust } from './rust.ts';
import { locateShell, shellIds } from './shell.ts';
import { swift } from './swift.ts';
import { locateTerraform } from './terraform.ts';

const tables: readonly Language[] = [
  python, go, ruby, php, java, kotlin, csharp, rust, swift, dart, elixir, perl, lua, r, powershell,
]; // biome-ignore format: a list

/** The module of each language that has a lookup, by the editor's language id. */
const locators: ReadonlyMap<string, LocateSite> = new Map<string, LocateSite>([
  ...javascriptIds.map((id) => [id, locateJavaScript] as const),
  ...tables.flatMap((language) => language.ids.map((id) => [id, locatorFor(language)] as const)),
  ...shellIds.map((id) => [id, locateShell] as const),
  ...['terraform', 'terraform-vars', 'opentofu'].map((id) => [id, locateTerraform] as const),
]);

/** Who finds the site in a document, by language and by file name; undefined where the format has no lookup. */
export function locatorOf(languageId: string, uri: string): LocateSite | undefined {
  if (/\.(?:tf|tofu|tfvars)$/.test(uri)) return locateTerraform;
  return locators.get(languageId);
}
