/** Translates the server's texts. `{0}`, `{1}`, … in a text stand for the arguments. */
export type Translate = (text: string, ...args: ReadonlyArray<string | number>) => string;

/** @param bundle translations by the English text, as `vscode.l10n.bundle` has them. */
export function translator(bundle: Readonly<Record<string, string>> | undefined): Translate {
  return (text, ...args) =>
    (bundle?.[text] ?? text).replace(/\{(\d+)\}/g, (hole, index: string) => String(args[Number(index)] ?? hole));
}
