import type { Environment } from '../config/setting.js';
import { invalidInput } from '../runtime/errors.js';

/** Reads CLICKUP_SPACE_ID, the Space of syncs and reports. Throws for what is no id. */
export function readSpaceId({ CLICKUP_SPACE_ID }: Environment): string | undefined {
  const text = CLICKUP_SPACE_ID?.trim();
  return text ? checkedSpaceId(text, 'CLICKUP_SPACE_ID') : undefined;
}

export function checkedSpaceId(text: string, parameter: string): string {
  if (/^\d{1,20}$/.test(text)) return text;
  throw invalidInput(`${parameter} is "${text}", which is no id of a Space`, {
    parameter,
    value: text,
    suggestion: 'Give the digits after /s/ in the address of the Space in ClickUp; get_spaces shows them too.',
  });
}
