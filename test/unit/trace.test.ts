import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  Trace,
  TraceFormat,
} from 'vscode-languageserver-protocol/node';
import { namesOnly } from '../../client/src/trace-names.ts';

describe('a trace', () => {
  it('tells the names of messages and nothing else, however much the connection would tell', async () => {
    const secret = 'the text of a document';
    const lines: string[] = [];
    const tell = (message: string | object, data?: string): void => {
      const whole = typeof message === 'string' ? `${message}\n${data ?? ''}` : JSON.stringify(message);
      const line = namesOnly(whole);
      if (line !== undefined) lines.push(line);
    };
    const there = new PassThrough();
    const back = new PassThrough();
    const client = createMessageConnection(new StreamMessageReader(back), new StreamMessageWriter(there));
    const server = createMessageConnection(new StreamMessageReader(there), new StreamMessageWriter(back));
    server.onRequest('textDocument/hover', () => secret);
    server.onRequest('keylift/fails', () => {
      throw new Error(secret);
    });
    client.listen();
    server.listen();
    for (const traceFormat of [TraceFormat.Text, TraceFormat.JSON]) {
      await client.trace(Trace.Verbose, { log: tell }, { sendNotification: false, traceFormat });
      await client.sendNotification('textDocument/didOpen', { text: secret });
      await client.sendRequest('textDocument/hover', { text: secret });
      await assert.rejects(client.sendRequest('keylift/fails', { text: secret }) as Promise<unknown>);
    }
    client.dispose();
    server.dispose();
    assert.ok(!lines.join().includes(secret));
    assert.deepEqual(
      lines.map((line) => line.replace(/\d+/g, 'N')),
      [
        "Sending notification 'textDocument/didOpen'.",
        "Sending request 'textDocument/hover - (N)'.",
        "Received response 'textDocument/hover - (N)' in Nms.",
        "Sending request 'keylift/fails - (N)'.",
        "Received response 'keylift/fails - (N)' in Nms.",
      ],
    );
  });
});
