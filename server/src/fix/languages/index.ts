import { locatorFor } from '../literal.ts';
import type { LocateSite } from '../site.ts';
import { componentIds, locateInComponent } from './components.ts';
import { javascriptIds, locateJavaScript } from './javascript/index.ts';
import { jsonIds, locateJson } from './json.ts';
import { locatePowerShell } from './powershell.ts';
import { locateReference } from './references.ts';
import { locateShell, shellIds } from './shell.ts';
import { tables } from './syntaxes.ts';
import { locateTerraform } from './terraform.ts';
import { locateYaml, yamlIds } from './yaml.ts';

/** The module of each language that has a lookup, by the editor's language id. */
const locators: ReadonlyMap<string, LocateSite> = new Map<string, LocateSite>([
  ...javascriptIds.map((id) => [id, locateJavaScript] as const),
  ...tables.flatMap((language) => language.ids.map((id) => [id, locatorFor(language)] as const)),
  ['powershell', locatePowerShell] as const,
  ...shellIds.map((id) => [id, locateShell] as const),
  ...componentIds.map((id) => [id, locateInComponent] as const),
  ...yamlIds.map((id) => [id, locateYaml] as const),
  ...jsonIds.map((id) => [id, locateJson] as const),
  ...['terraform', 'terraform-vars', 'opentofu'].map((id) => [id, locateTerraform] as const),
]);

/** Who finds the site in a document, by language and by file name; undefined where the format has no lookup. */
export function locatorOf(languageId: string, uri: string): LocateSite | undefined {
  if (/\.(?:tf|tofu|tfvars)$/.test(uri)) return locateTerraform;
  return locateReference(uri) ?? locators.get(languageId);
}
