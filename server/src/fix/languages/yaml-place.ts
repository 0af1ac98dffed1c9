import type { Site, SiteRequest } from '../site.ts';
import type { YamlScalar } from './yaml-scalar.ts';

/** A key in a YAML scalar. */
export interface YamlPlace {
  readonly request: SiteRequest;
  readonly scalar: YamlScalar;
  readonly value: string;
}

/** The range of the key replaced by a reference that works inside every style of scalar. */
export function replaced(place: YamlPlace, reference: (name: string) => string, more: Partial<Site> = {}): Site {
  const { request, scalar, value } = place;
  const { start, end } = request.finding;
  return {
    value,
    assigned: assignedIn(request, scalar, start),
    ...more,
    rewrite(name) {
      const text = reference(name);
      // Brackets end a plain scalar inside `[…]` and `{…}`: it is quoted then.
      if (scalar.flow && scalar.style === 'plain') {
        const source = request.document.text;
        const whole = source.slice(scalar.start, start) + text + source.slice(end, scalar.end);
        if (/["\\]/.test(whole))
          return { reason: 'This list is written in a way that cannot take a reference: write it over several lines.' };
        return { changes: [{ start: scalar.start, end: scalar.end, newText: `"${whole}"` }] };
      }
      return { changes: [{ start, end, newText: text }] };
    },
  };
}

function assignedIn(request: SiteRequest, scalar: YamlScalar, start: number): string | undefined {
  const before = /([A-Za-z_]\w*)=["']?[^=\s]*$/.exec(request.document.text.slice(scalar.start, start))?.[1];
  return before ?? scalar.path.findLast((key) => key !== '-' && !/^(?:run|script|command|args|environment)$/.test(key));
}
