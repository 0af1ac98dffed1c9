import { readEnv } from './env-file.ts';

/** Names that the system or the runtime already gives a meaning: a `.env` entry of that name is ignored or harmful. */
const reserved = new Set(
  (
    'PATH HOME USER USERNAME LOGNAME SHELL PWD OLDPWD LANG TERM TMP TEMP TMPDIR HOSTNAME HOST PORT DISPLAY EDITOR IFS PS1 ' +
    'UID EUID PPID MAIL NODE_ENV NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONHOME RUBYOPT RUBYLIB PERL5LIB PERL5OPT LD_PRELOAD ' +
    'LD_LIBRARY_PATH DYLD_INSERT_LIBRARIES JAVA_HOME JAVA_TOOL_OPTIONS GOPATH GOROOT CI DEBUG SECONDS RANDOM LINENO ' +
    'OPTARG OPTIND REPLY HISTFILE MAILPATH STATUS SYSTEMROOT COMSPEC APPDATA WINDIR BASH_ENV ENV'
  ).split(' '),
);

/** Bundlers put variables with these beginnings into what visitors download. */
export const publicPrefix = /^(?:NEXT_PUBLIC_|VITE_|REACT_APP_|EXPO_PUBLIC_|PUBLIC_|NUXT_PUBLIC_|GATSBY_|VUE_APP_)/;

/** `openAiKey`, `open-ai-key`, `OpenAIKey` as `OPEN_AI_KEY`; undefined when nothing usable is left. */
export function upperSnake(identifier: string): string | undefined {
  // A name of many digits may be a key itself, and a name is shown and written where keys must not be.
  if (identifier.length > 48 || (identifier.match(/\d/g)?.length ?? 0) > 3) return undefined;
  const words = identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toUpperCase()
    .replace(publicPrefix, '');
  return /^[A-Z][A-Z0-9_]{1,59}$/.test(words) ? words : undefined;
}

/**
 * The variable to propose before `.env` has been read. A provider's own name is what its libraries look for, so it comes
 * first; a generic rule knows no provider and takes the name that the code assigns.
 * @param env the rule's suggestion. @param assigned identifier, property or key that the value is assigned to.
 */
export function suggestName(ruleId: string, env: string, assigned: string | undefined): string {
  const own = /^[A-Z_][A-Z0-9_]*$/.test(env) ? env.replace(publicPrefix, '') || env : undefined;
  const fromCode = assigned === undefined ? undefined : upperSnake(assigned);
  const generic = own === undefined || ruleId.startsWith('generic') || ruleId.startsWith('custom');
  const name = (generic ? (fromCode ?? own) : own) ?? 'API_KEY';
  return reserved.has(name) ? `APP_${name}` : name;
}

/**
 * The name under which the value is or will be in the `.env` text: the name that already has this value, else the wish,
 * with `_2`, `_3`… where the wish is taken by something else.
 * @param others texts of the `.env` files that are read beside this one: they could win over it.
 */
export function settleName(
  wish: string,
  value: string,
  envText: string,
  others: readonly string[] = [],
): { readonly name: string; readonly present: boolean } {
  const taken = new Map<string, string | undefined>();
  for (const text of others) for (const entry of readEnv(text).entries) taken.set(entry.name, entry.value);
  const current = new Map<string, string | undefined>();
  for (const entry of readEnv(envText).entries) current.set(entry.name, entry.value);
  const agrees = (name: string) => !taken.has(name) || taken.get(name) === value;
  if (current.get(wish) === value && agrees(wish)) return { name: wish, present: true };
  for (const [name, known] of current) {
    if (known === value && /^[A-Z_][A-Z0-9_]*$/.test(name) && !publicPrefix.test(name) && agrees(name)) {
      return { name, present: true };
    }
  }
  let name = wish;
  for (let n = 2; current.has(name) || taken.has(name); n++) name = `${wish}_${n}`;
  return { name, present: false };
}
