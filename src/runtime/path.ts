import { advice, type Text } from './advice.js';
import { clickUpError } from './errors.js';
import { apiPath } from './send.js';

/**
 * Fills a path template, percent-encoding every argument. The one place where arguments become paths: a segment
 * that is empty, `.` or `..` would lead to another endpoint, so it is refused before anything is sent.
 */
export function fillPath(
  template: string,
  values: Record<string, unknown> = {},
  idHint: (parameter: string) => Text = () => '',
): string {
  return template.replace(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = values[name];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    if (/^\s*$/.test(text) || /^(\.|%2e){1,2}$/i.test(text) || !isWellFormed(text))
      throw refused(name, value, idHint(name));
    return encodeURIComponent(text);
  });
}

/** The values that a URL has where the template of its path names them; undefined where it is no such path. */
export function readPath(template: string, url: string): Record<string, string> | undefined {
  const names = template.split('/');
  const segments = apiPath(url).replace(/\/$/, '').split('/');
  if (names.length !== segments.length) return undefined;
  const path: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const segment = segments[index]!;
    if (!name.startsWith('{')) {
      if (name !== segment) return undefined;
      continue;
    }
    try {
      path[name.slice(1, -1)] = decodeURIComponent(segment);
    } catch {
      return undefined;
    }
  }
  return path;
}

const isWellFormed = (text: string) =>
  !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);

const refused = (name: string, value: unknown, hint: Text) =>
  clickUpError('INVALID_PARAMETER', `${name} cannot be part of a path: ${JSON.stringify(value) ?? 'nothing'}`, {
    suggestion: advice`Give ${name} as ClickUp shows it${hint}.`,
    details: { parameter: name },
  });
