import { aliases } from '../../generated/aliases.js';
import { outputFields } from '../../generated/output-fields.js';
import type { ListedTool } from '../runtime/tool.js';

type Schema = Readonly<Record<string, unknown>>;

const text: Schema = { type: 'string' };

/** Objects as `compact` writes them, and none as an empty list. */
const rows: Schema = {
  description: 'Rows: names once in columns, values in rows, what all rows share in same.',
  anyOf: [
    {
      type: 'object',
      properties: { columns: { type: 'array', items: text }, rows: { type: 'array' }, same: { type: 'object' } },
      required: ['columns', 'rows'],
    },
    { type: 'array' },
  ],
};

const kinds: Readonly<Record<string, Schema>> = {
  any: {},
  list: { type: 'array' },
  object: { type: 'object' },
  rows,
};

/** What every answer may say besides, dry runs included. */
const asides: Readonly<Record<string, Schema>> = {
  resolved: { type: 'object' },
  notes: { type: 'array', items: text },
  dry_run: { type: 'boolean' },
  requests: rows,
  changes: rows,
  cannot_undo: { type: 'array', items: text },
  api_calls: { type: 'integer' },
  seconds: { type: 'number' },
  confirm_token: text,
};

/** The schema of an envelope; what it does not name may be there too. */
const envelope = (data: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  properties: {
    success: { type: 'boolean' },
    data: { type: 'object', properties: { ...asides, ...data } },
    error: {
      type: 'object',
      properties: { code: text, message: text, type: text, suggested_action: text, retry_after: { type: 'integer' } },
      required: ['code', 'message', 'type', 'suggested_action'],
    },
    metadata: { type: 'object' },
    truncated: { type: 'boolean' },
    guidance: text,
  },
  required: ['success', 'metadata'],
});

/** The list with what each tool answers; loose, so that an answer which says more is right too. */
export const withOutputSchemas = (listing: readonly ListedTool[]): ListedTool[] =>
  listing.map((tool) => {
    const word = tool.name.replace(/^clickup_/, '');
    const fields = outputFields[tool.name] ?? outputFields[aliases[word]?.tool ?? ''] ?? '';
    const data = fields.split(' ').flatMap((field) => {
      const [name, kind] = field.split(':');
      return name && kind ? [[name, kinds[kind] ?? { type: kind }] as const] : [];
    });
    return { ...tool, outputSchema: envelope(Object.fromEntries(data)) };
  });
