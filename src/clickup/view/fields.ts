import { invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withHint } from '../advice.js';
import { fold } from '../match-name.js';

/** What views group by: https://developer.clickup.com/docs/filter-views */
export const groupings = ['none', 'status', 'priority', 'assignee', 'tag', 'dueDate'] as const;

/** What views filter, sort and show by name; ClickUp has more, which it does not document. */
export const viewFields = [
  'status',
  'statusType',
  'priority',
  'assignee',
  'follower',
  'creator',
  'tag',
  'dueDate',
  'startDate',
  'dateCreated',
  'dateUpdated',
  'dateClosed',
  'dateDone',
  'archived',
  'customItems',
  'timeEstimate',
  'points',
  'name',
] as const;

const customField = /^cf_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The form of ClickUp's own names. */
const ownForm = /^[a-z][A-Za-z_]*$/;

/**
 * The name of a field as ClickUp spells it, letter case aside; it takes any other word without an error and then shows
 * nothing. Throws ValidationError for a misspelt name, for the name of a custom field, and unless `isOpen` for a name not in `known`.
 */
export function viewField(
  name: string,
  parameter: string,
  { known, isOpen }: { known: readonly string[]; isOpen: boolean },
): string {
  const text = name.trim();
  const found = known.find((each) => fold(each) === fold(text));
  if (found !== undefined || customField.test(text)) return found ?? text;
  const near = text.startsWith('cf_') ? undefined : nearest(text, known);
  if (isOpen && near === undefined && ownForm.test(text) && !text.startsWith('cf_')) return text;
  throw invalidInput(`${parameter}: views have no field ${JSON.stringify(text)}`, {
    parameter,
    value: name,
    allowed: [...known, 'cf_<custom field id>'],
    nearest: near,
    suggestion: near
      ? `Did you mean ${near}?`
      : withHint('Use one of the allowed values', 'customField.list', 'shows the id that goes after cf_'),
  });
}
