/** Reads every file below a folder, with nothing else: the floor for any scan in Node. Prints files and bytes. */
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';

const buffer = Buffer.allocUnsafeSlow(1 << 20);
let files = 0;
let bytes = 0;

function visit(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) visit(path);
    else if (entry.isFile()) {
      const file = openSync(path, 'r');
      files++;
      for (let read = 1; read > 0; bytes += read) {
        read = readSync(file, buffer, 0, buffer.length, null);
        if (read < buffer.length) {
          bytes += read;
          break;
        }
      }
      closeSync(file);
    }
  }
}

for (const folder of process.argv.slice(2)) visit(folder);
console.log(JSON.stringify({ files, bytes }));
