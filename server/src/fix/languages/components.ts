import { clientReason } from '../framework.ts';
import { type LocateSite, translated } from '../site.ts';
import { locateInJavaScript } from './javascript/site.ts';
import { scriptAround } from './markup.ts';

export const componentIds = ['vue', 'svelte', 'astro'] as const;

/** Vue and Svelte components run in the browser; of an Astro page the frontmatter runs on the server and the rest is sent. */
export const locateInComponent: LocateSite = (request) => {
  const { document, finding, project } = request;
  const script = scriptAround(document, finding.start);
  if (document.languageId !== 'astro') return { reason: clientReason(project.framework) };
  if (script?.opening !== '---')
    return {
      reason: 'What this page renders reaches every visitor: use the key in the frontmatter or a server route.',
    };
  const { start } = script;
  const site = locateInJavaScript({
    text: document.text.slice(start, script.end),
    start: finding.start - start,
    end: finding.end - start,
    typescript: true,
    jsx: false,
    style: 'importMeta',
    project,
  });
  if ('reason' in site) return site;
  return translated(site, (edit) => ({
    ...edit,
    changes: edit.changes.map((change) => ({ ...change, start: change.start + start, end: change.end + start })),
  }));
};
