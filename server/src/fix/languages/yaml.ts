import { decodeRange } from '../escapes.ts';
import { pathInPackage } from '../framework.ts';
import { type LocateSite, type Refusal, reasons, type Site } from '../site.ts';
import { locateWorkflow } from './workflow.ts';
import { replaced, type YamlPlace } from './yaml-place.ts';
import { scalarAt, type YamlScalar } from './yaml-scalar.ts';

export const yamlIds = ['yaml', 'dockercompose', 'github-actions-workflow', 'azure-pipelines'] as const;

import { locateInScript, unitsOfScalar } from './yaml-script.ts';

/** Compose files, workflows, pipelines and Spring's configuration have lookups; YAML itself has none. */
export const locateYaml: LocateSite = (request) => {
  const { document, finding, project } = request;
  const path = pathInPackage(document.uri, project);
  const name = path.slice(path.lastIndexOf('/') + 1);
  const scalar = scalarAt(document.text, finding.start);
  const problem = scalarProblem(scalar, finding.end);
  if (problem !== undefined) return { reason: problem };
  const value = decoded(document.text, scalar, finding.start, finding.end);
  if (value === undefined) return { reason: reasons.escape };
  const place: YamlPlace = { request, scalar, value };
  if (document.languageId === 'dockercompose' || /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/.test(name))
    return compose(place);
  if (/\.github\/workflows\/[^/]+\.ya?ml$/.test(document.uri)) return locateWorkflow(place);
  if (/^action\.ya?ml$/.test(name))
    return {
      reason: 'A composite action cannot read secrets: take the key as an input and pass it from the workflow.',
    };
  if (/\.gitlab-ci(?:\.[\w-]+)?\.ya?ml$/.test(name)) return gitlab(place);
  if (/^application(?:-[\w-]+)?\.ya?ml$/.test(name)) return replaced(place, (variable) => `\${${variable}}`);
  if (/^\s*apiVersion:/m.test(document.text) && /^\s*kind:/m.test(document.text)) {
    return { reason: 'Kubernetes reads keys from a Secret: create one and refer to it with secretKeyRef.' };
  }
  return { reason: 'YAML cannot refer to an environment variable: read the key in the program that loads this file.' };
};

function compose(place: YamlPlace): Site | Refusal {
  const { scalar, request } = place;
  const build = scalar.path.lastIndexOf('build');
  if (build >= 0 && scalar.path.includes('args'))
    return { reason: 'A build argument stays in the image: use a build secret (secrets: under build:).' };
  if (
    /^(?:image|container_name|build|dockerfile|extends|file|hostname|include|name)$/.test(scalar.path.at(-1) ?? '') &&
    scalar.path.at(-1) === 'name'
  ) {
    return { reason: 'The name of the project is read before variables are.' };
  }
  if (/\$$/.test(request.document.text.slice(scalar.start, request.finding.start))) return { reason: reasons.escape };
  return replaced(place, (name) => `\${${name}:?}`);
}

function gitlab(place: YamlPlace): Site | Refusal {
  const { scalar, request } = place;
  const last = scalar.path.findLast((key) => key !== '-') ?? '';
  const inVariables = scalar.path.includes('variables');
  const inScript = /^(?:before_|after_)?script$/.test(last);
  if (!inVariables && !inScript) return { reason: 'Only variables and scripts of a job can read a CI/CD variable.' };
  const more: Partial<Site> = {
    storage: 'elsewhere',
    isTaken: (name) => new RegExp(`\\$\\{?${name}\\b`).test(request.document.text),
  };
  const inShell = inScript && !(scalar.flow && scalar.style === 'plain');
  const site = inShell ? locateInScript(place) : replaced(place, (name) => `\${${name}}`);
  if ('reason' in site) return site;
  return {
    ...site,
    ...more,
    rewrite(name) {
      if (last === name)
        return { reason: `Delete this line and add ${name} as a masked CI/CD variable of the project.` };
      const edit = site.rewrite(name);
      return 'reason' in edit
        ? edit
        : { ...edit, afterwards: `Add ${name} as a masked CI/CD variable: Settings, CI/CD, Variables.` };
    },
  };
}

function scalarProblem(scalar: YamlScalar, end: number): string | undefined {
  if (scalar.style === 'comment') return reasons.comment;
  if (scalar.style === 'key') return 'The key of a mapping cannot refer to a variable.';
  if (scalar.style === 'invalid')
    return 'This line is not valid YAML: a colon and a space end a plain value. Write it as a block ("|") or in quotes first.';
  if (scalar.style === 'unknown') return 'This scalar is written over several lines: write it on one first.';
  return end > scalar.end ? reasons.severalLiterals : undefined;
}

function decoded(text: string, scalar: YamlScalar, start: number, end: number): string | undefined {
  const { from, units } = unitsOfScalar(text, scalar);
  const value = decodeRange(units, start - from, end - from);
  return value === undefined || /[\r\n]/.test(value) ? undefined : value;
}
