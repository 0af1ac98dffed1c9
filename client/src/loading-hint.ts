import { type ExtensionContext, env, l10n, Uri, window, workspace } from 'vscode';
import type { AppliedFix } from '../../server/src/protocol.ts';

/** Where it is remembered which folders were told; machine-local, as checkouts are. */
const TOLD = 'keylift.toldLoading';
const MAX_TOLD = 500;

interface Hint {
  readonly sentence: string;
  /** Text for the clipboard, and what the button says. */
  readonly copy?: { readonly title: string; readonly text: string };
  readonly learn?: string;
}

/** After the first fix in a project: one sentence on how the project gets `.env` into its environment, with a button. */
export async function tellHowItIsLoaded(context: ExtensionContext, fix: AppliedFix): Promise<void> {
  if (fix.env === undefined) return;
  const hint = hintFor(fix.loader, fix.source);
  if (hint === undefined) return;
  const folder = workspace.getWorkspaceFolder(Uri.parse(fix.source, true))?.uri.toString() ?? fix.env;
  const told = context.globalState.get<string[]>(TOLD, []);
  if (told.includes(folder)) return;
  await context.globalState.update(TOLD, [...told, folder].slice(-MAX_TOLD));
  void offer(hint);
}

async function offer({ sentence, copy, learn }: Hint): Promise<void> {
  const more = l10n.t('Learn More');
  const buttons = [...(copy === undefined ? [] : [copy.title]), ...(learn === undefined ? [] : [more])];
  const chosen = await window.showInformationMessage(sentence, ...buttons);
  if (copy !== undefined && chosen === copy.title) await env.clipboard.writeText(copy.text);
  if (learn !== undefined && chosen === more) await env.openExternal(Uri.parse(learn));
}

function hintFor(loader: string | undefined, source: string): Hint | undefined {
  switch (loader) {
    case 'framework':
      return { sentence: l10n.t("This project's framework loads the file by itself: restart its development server.") };
    case 'bun':
      return {
        sentence: l10n.t('Bun loads .env by itself.'),
        learn: 'https://bun.sh/docs/runtime/environment-variables',
      };
    case 'deno':
      return {
        sentence: l10n.t('Deno loads .env with the flag --env-file.'),
        learn: 'https://docs.deno.com/runtime/reference/env_variables/',
      };
    case 'node-env-file':
      return { sentence: l10n.t('This project loads .env with node --env-file.') };
    case 'dotenv':
    case 'python-dotenv':
    case 'ruby-dotenv':
    case 'phpdotenv':
    case 'godotenv':
      return { sentence: l10n.t('This project loads .env with {0}.', loader) };
    case 'compose':
      return { sentence: l10n.t('Docker Compose reads .env beside the compose file by itself.') };
    case 'direnv':
      return { sentence: l10n.t('direnv loads .env when you enter the folder.') };
    case 'none':
      return nothingYet(source);
    default:
      return undefined;
  }
}

/** The two lines that load `.env` where nothing does yet. */
function nothingYet(source: string): Hint | undefined {
  const copy = l10n.t('Copy');
  if (/\.(?:[cm]?[jt]sx?)$/i.test(source)) {
    return {
      sentence: l10n.t('Nothing loads .env in this project yet: start the program with node --env-file=.env.'),
      copy: { title: copy, text: 'node --env-file=.env ' },
      learn: 'https://nodejs.org/api/cli.html#--env-filefile',
    };
  }
  if (/\.(?:py|ipynb)(?:#.*)?$/i.test(source)) {
    return {
      sentence: l10n.t('Nothing loads .env in this project yet: install python-dotenv and add two lines at the start.'),
      copy: { title: copy, text: 'from dotenv import load_dotenv\nload_dotenv()\n' },
      learn: 'https://pypi.org/project/python-dotenv/',
    };
  }
  return {
    sentence: l10n.t('Nothing loads .env in this project yet: in a shell, "set -a; . ./.env; set +a" does.'),
    copy: { title: copy, text: 'set -a; . ./.env; set +a\n' },
  };
}
