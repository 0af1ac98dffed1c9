import { appendLine } from './edits.ts';
import { appendEntry, readEnv } from './env-file.ts';
import { schemaChanges } from './schema.ts';
import type { Refusal } from './site.ts';
import type { FileChange, ProjectFacts, ProjectFile } from './types.ts';

/** The changes beside the source: the `.env` entry, and the files that keep `.env` from being published. */
export function projectChanges(
  project: ProjectFacts,
  variable: string,
  value: string,
  present: boolean,
  documentUri: string,
): readonly FileChange[] | Refusal {
  const env = project.env as ProjectFile;
  const files: FileChange[] = [];
  if (!present) {
    const change = appendEntry(env.text ?? '', variable, value);
    if ('refused' in change) return { reason: change.refused };
    files.push({ uri: env.uri, create: env.text === undefined, changes: [change] });
    const example = project.envExample;
    if (example?.text !== undefined && !readEnv(example.text).entries.some((entry) => entry.name === variable)) {
      files.push(lineAdded(example, `${variable}=`));
    }
  }
  const schema = project.schema;
  if (schema?.text !== undefined && schema.uri !== documentUri) {
    const changes = schemaChanges(schema.text, variable);
    if (changes.length > 0) files.push({ uri: schema.uri, create: false, changes });
  }
  if (project.gitignore !== undefined) files.push(lineAdded(project.gitignore, project.gitignoreLine ?? '.env'));
  if (project.dockerignore !== undefined)
    files.push(lineAdded(project.dockerignore, project.dockerignoreLine ?? '.env'));
  return files;
}

function lineAdded(file: ProjectFile, line: string): FileChange {
  return { uri: file.uri, create: file.text === undefined, changes: [appendLine(file.text ?? '', line)] };
}
