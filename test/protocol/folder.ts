import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';

/** A folder on disk for one test. */
export class TestFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'keylift-'));
  readonly uri = URI.file(this.path).toString();

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  /** @returns the file's URI. */
  write(name: string, text: string | Uint8Array): string {
    const file = join(this.path, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return this.uriOf(name);
  }

  read(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  remove(name: string): void {
    rmSync(join(this.path, name), { recursive: true });
  }

  uriOf(name: string): string {
    return URI.file(join(this.path, name)).toString();
  }

  dispose(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
