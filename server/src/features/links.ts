/** Where the project lives; `package.json` says the same. */
export const REPOSITORY = 'https://github.com/keylift/keylift';

/** The page that describes a rule. */
export function ruleUrl(ruleId: string): string {
  return `${REPOSITORY}/blob/main/docs/rules.md#${encodeURIComponent(ruleId)}`;
}
