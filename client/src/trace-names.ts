/**
 * The part of a trace that says which message went which way (`Sending notification 'textDocument/didChange'.`); undefined
 * for every other form, the JSON one included. In the words of `vscode-jsonrpc`'s `connection.ts`, which puts parameters on the
 * lines below, and an error's message behind.
 */
export function namesOnly(message: string): string | undefined {
  const names =
    /^(?:Sending|Received) (?:request|response|notification) '[\w$/.-]{1,100}(?: - \(\d+\))?'(?: in \d+ms)?\.?/;
  return names.exec(message)?.[0];
}
