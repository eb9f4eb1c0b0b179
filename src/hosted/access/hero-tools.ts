import { formatDuration } from '../../clickup/dates/durations.js';
import { invalidInput } from '../../runtime/errors.js';
import type { ListedTool } from '../../runtime/tool.js';

type Schema = Readonly<Record<string, unknown>>;

/** Another name for a tool, with the arguments that go with it. */
interface HeroTool {
  tool: string;
  /** Said beside what the tool says of itself. */
  says?: string;
  /** Arguments by the other name. */
  arguments?: Readonly<Record<string, string>>;
  /** What the name stands for, unless it is given. */
  set?: Readonly<Record<string, unknown>>;
  /** Arguments in another form: their schema, and how they become that of the tool. */
  forms?: Readonly<Record<string, { schema: Schema; read(value: unknown): unknown }>>;
}

const paging =
  'While the answer has next_cursor there is more: call again with the same arguments and that next_cursor.';

/** The names that prompts for Truto's managed server use. https://truto.one/blog/connect-clickup-to-claude-track-goals-docs-and-key-results/ */
export const heroTools: Readonly<Record<string, HeroTool>> = {
  list_all_click_up_spaces: { tool: 'clickup_space_list' },
  list_all_click_up_lists: { tool: 'clickup_list_list', set: { detail: 'full' } },
  list_all_click_up_tasks: {
    tool: 'clickup_task_list',
    says: paging,
    arguments: { next_cursor: 'cursor' },
    set: { detail: 'full' },
  },
  create_a_click_up_task: { tool: 'clickup_task_create' },
  update_a_click_up_task_by_id: {
    tool: 'clickup_task_update',
    arguments: { id: 'task_id' },
    forms: {
      assignees: {
        schema: {
          type: 'array',
          description: 'names, e-mails, me; replaces those that there are',
          items: { type: 'string' },
        },
        read: (value) => (Array.isArray(value) ? { set: value } : value),
      },
    },
  },
  get_single_click_up_goal_by_id: { tool: 'clickup_goal_get', arguments: { id: 'goal_id' }, set: { detail: 'full' } },
  list_all_click_up_search_docs: { tool: 'clickup_doc_search' },
  create_a_click_up_time_entry: {
    tool: 'clickup_time_create',
    forms: {
      duration: {
        schema: {
          type: 'integer',
          description:
            'milliseconds of work, above 0: 2 hours are 7200000. ClickUp shows a timer that still runs as a negative duration; it is stopped, not entered',
        },
        read: durationOf,
      },
    },
  },
};

/** Milliseconds as the tool takes a duration. */
function durationOf(value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (value > 0) return formatDuration(value);
  throw invalidInput('duration is not above 0', {
    parameter: 'duration',
    value,
    suggestion:
      'A negative duration is that of a timer that still runs. Give the milliseconds of work, such as 7200000 for 2 hours.',
  });
}

/** The rows of those tools under the other names. */
export const underHeroNames = (rows: readonly ListedTool[]): ListedTool[] =>
  Object.entries(heroTools).flatMap(([name, hero]) => {
    const row = rows.find((each) => each.name === hero.tool);
    return row
      ? [
          {
            ...row,
            name,
            description: [row.description, hero.says].filter(Boolean).join(' '),
            inputSchema: schemaOf(row, hero),
          },
        ]
      : [];
  });

function schemaOf(
  { inputSchema }: ListedTool,
  { arguments: names = {}, forms = {} }: HeroTool,
): ListedTool['inputSchema'] {
  const { properties, required = [] } = inputSchema as unknown as {
    properties: Record<string, Schema>;
    required?: string[];
  };
  const other = new Map(Object.entries(names).map(([name, own]) => [own, name]));
  const named = (own: string) => other.get(own) ?? own;
  const renamed = Object.entries(properties).map(([own, schema]) => [named(own), forms[own]?.schema ?? schema]);
  return {
    ...inputSchema,
    properties: Object.fromEntries(renamed),
    ...(required.length > 0 && { required: required.map(named) }),
  };
}

/** A call by the name and with the arguments that the tool itself has. Throws a ClickUpError. */
export function withoutHeroName(name: string, input: Readonly<Record<string, unknown>>) {
  const hero = Object.hasOwn(heroTools, name) ? heroTools[name] : undefined;
  if (!hero) return { name, input };
  const { tool, arguments: names = {}, forms = {}, set = {} } = hero;
  const meant: Record<string, unknown> = { ...set };
  for (const [key, value] of Object.entries(input)) {
    const own = Object.hasOwn(names, key) ? names[key]! : key;
    meant[own] = Object.hasOwn(forms, own) ? forms[own]!.read(value) : value;
  }
  return { name: tool, input: meant };
}
