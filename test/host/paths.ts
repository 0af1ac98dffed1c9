/** Where the tests keep what they install and what they leave behind. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** Editors and other large things that outlive a run; `KEYLIFT_CACHE` moves it, so that clones can share it. */
export const cacheDir = process.env['KEYLIFT_CACHE'] || join(root, '.cache');

/** Screenshots, and logs of failed runs. Ignored by git. */
export const artifactsDir = join(root, '.artifacts');
