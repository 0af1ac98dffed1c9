import { l10n, window } from 'vscode';
import type { PickEnvFileParams, PickEnvFileResult } from '../../server/src/protocol.ts';

/** Asks which of several equally right files a key is to go to. */
export async function answerPickEnvFile({ candidates }: PickEnvFileParams): Promise<PickEnvFileResult> {
  const placeHolder = l10n.t('Where is the key to go? Keylift asks once.');
  const picked = await window.showQuickPick([...candidates], { placeHolder });
  return picked?.uri ?? null;
}
