import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { createDisk } from './features/disk.ts';
import { errorWithoutContent } from './features/log.ts';
import { startServer } from './server.ts';

// Node would print the message and the source line of what nobody caught; both may quote a document.
process.on('unhandledRejection', (error: unknown) => {
  process.stderr.write(`Nobody waited for this failure: ${errorWithoutContent(error)}\n`);
});
process.on('uncaughtException', (error: unknown) => {
  process.stderr.write(`The server stops: ${errorWithoutContent(error)}\n`);
  process.exit(1);
});

startServer(createConnection(ProposedFeatures.all), { disk: createDisk() });
