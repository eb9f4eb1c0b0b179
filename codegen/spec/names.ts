import { isObject, type Json, type JsonObject } from './pointer.js';

const pascal = (text: string): string =>
  text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const singular = (word: string): string =>
  word
    .replace(/ies$/, 'y')
    .replace(/(ch|sh|x|ss|us)es$/, '$1')
    .replace(/([^su])s$/, '$1');

/** ClickUp's API word for a noun that people know by another name. */
const NOUNS: Record<string, string> = { team: 'workspace', group: 'user_group', field: 'custom_field', seat: 'seats' };

/** The noun that a path template is about: its last fixed segment, `/v2/task/{task_id}/time_in_status` is "TaskTimeInStatus". */
const nounOfPath = (path: string): string => {
  const fixed = path.split('/').filter((step) => step !== '' && !step.startsWith('{') && !/^v\d$/.test(step));
  const last = singular(fixed.at(-1) ?? 'root');
  return pascal(NOUNS[last] ?? last);
};

const operationAt = (document: JsonObject, steps: readonly string[]): JsonObject | undefined => {
  const item = isObject(document.paths) ? document.paths[steps[1] ?? ''] : undefined;
  const operation: Json | undefined = isObject(item) ? item[steps[2] ?? ''] : undefined;
  return isObject(operation) ? operation : undefined;
};

/**
 * Names for the schema at a place of a document, most wanted first. They are made of the place alone, so the same
 * document gives the same names on every run.
 */
export const nameOf = (document: JsonObject, steps: readonly string[]): string[] => {
  const properties = steps.flatMap((step, index) => {
    const before = steps[index - 1];
    return before === 'properties' ? [steps[index + 1] === 'items' ? singular(step) : step] : [];
  });
  const last = steps.at(-1) ?? '';
  const fields = steps.includes('examples') ? [...properties, last] : properties;
  if (steps[0] === 'components') return [[steps[2] ?? '', ...fields].map(pascal).join('')];
  const noun = nounOfPath(steps[1] ?? '');
  const operation = pascal(String(operationAt(document, steps)?.operationId ?? '').replaceAll("'", ''));
  const side = steps.includes('requestBody') ? 'Request' : 'Response';
  const own = fields.at(-1);
  if (own === undefined) return [operation + side];
  const inside = fields.slice(0, -1);
  const named = inside.length > 0 ? inside.at(-1)! : noun;
  return [
    pascal(named) === pascal(own) ? pascal(own) + side : pascal(named) + pascal(own),
    noun + fields.map(pascal).join(''),
    operation + fields.map(pascal).join(''),
    operation + side + fields.map(pascal).join(''),
  ];
};

/** The first candidate that is free, or the last one with a number; it is taken from then on. */
export const uniqueName = (candidates: readonly string[], taken: Set<string>): string => {
  const last = candidates.at(-1) ?? 'Shape';
  let name = candidates.find((candidate) => !taken.has(candidate));
  for (let count = 2; name === undefined; count++) if (!taken.has(last + count)) name = last + count;
  taken.add(name);
  return name;
};

/** Published component name -> ours: the controllers, modules and transfer classes behind it mean nothing to a reader. */
export const readableName = (published: string): string =>
  RENAMES.reduce((name, [from, to]) => name.replace(from, to), published);

const RENAMES: [RegExp, string][] = [
  [/^.*Controller(?=[A-Z])/, ''],
  [/200Response$/, 'Response'],
  [/PublicApi(?=[A-Z])/, ''],
  [/^PublicDocs(?:Public)?(?=Doc|Page|Create|Edit|Get)/, ''],
  [/^PublicDocs(?=[A-Z])/, 'Doc'],
  [/^AutoAuditlog(?:AuditLog)?/, 'AuditLog'],
  [/^AttachmentsAttachment/, 'Attachment'],
  [/^AttachmentsPublicPost/, 'Post'],
  [/^(?:Chat|Comment|Task)(?=(?:Create|Update|Patch|Move|Upsert|Chat[A-Z])[A-Z])/, ''],
  [/^Comment(?=Chat|Reply)/, ''],
  [/Public(?=Response$)/, ''],
  [/V3Reference(?=Dto$)/, 'Reference'],
  [/V3(?=Dto$)/, ''],
  [/(?:BodyParams)?(?:Dto|DTO|Rto)$/, ''],
  [/Links2$/, 'Links'],
];
