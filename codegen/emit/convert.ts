import { kindOf } from '../manifest/kinds.js';
import type { Binding, WireType } from '../model.js';
import { camel, isIdentifier, quote } from '../names.js';

/** How one argument reaches the wire: the expression, or an object to spread, and what must be computed before. */
export interface Converted {
  expression: string;
  spread?: true;
  /** May be undefined at run time, and is then not sent. */
  optional: boolean;
  before?: { name: string; expression: string };
  /** What to spread into the query besides. */
  query?: string;
  /** Names to import, by module below src. */
  imports: readonly (readonly [module: string, name: string])[];
}

/** What the tool knows of the argument. */
export interface Argument {
  declared: boolean;
  required: boolean;
  /** A constant is sent where the argument is absent. */
  hasFallback: boolean;
  /** The object that is changed, where a shift such as "+3 days" moves the date that it has. */
  changes?: 'list';
}

/** `goal_id` -> `goal`: the variable that holds a converted argument. */
export const localName = (parameter: string): string => camel(parameter.replace(/_id$/, ''));

/** Where each converter of src/clickup stands. */
const modules = {
  workspaceId: 'clickup/workspace',
  objectId: 'clickup/references',
  taskRef: 'clickup/task/ids',
  taskId: 'clickup/task/ids',
  taskIds: 'clickup/task/ids',
  userId: 'clickup/people/ids',
  userOrNone: 'clickup/people/ids',
  userIds: 'clickup/people/ids',
  peopleChange: 'clickup/people/ids',
  dateMs: 'clickup/dates/arguments',
  dateFields: 'clickup/dates/arguments',
  durationMs: 'clickup/dates/durations',
  priorityNumber: 'clickup/task/priorities',
} as const;
const inputs = (name: keyof typeof modules) => [modules[name], name] as const;

/** Turns the converted value into the type that the wire has. */
const adapt = (expression: string, gives: string, wire: WireType): string | undefined => {
  if (gives === 'number' && wire === 'string') return `String(${expression})`;
  if (gives === 'string' && wire === 'number') return `Number(${expression})`;
  if (gives === 'string' && wire === 'string[]') return `[${expression}]`;
  if (gives === 'number' && wire === 'number[]') return `[${expression}]`;
  if (gives === 'number' && wire === 'string[]') return `[String(${expression})]`;
  if (gives.endsWith('[]') && wire === 'string') return `${member(expression)}.join(',')`;
  if (gives === 'number[]' && wire === 'string[]') return `${member(expression)}.map(String)`;
  if (gives === 'string[]' && wire === 'number[]') return `${member(expression)}.map(Number)`;
  if (gives === 'string[]' && wire === 'named[]') return `${member(expression)}.map((name) => ({ name }))`;
  return undefined;
};

const member = (expression: string): string => (expression.startsWith('await ') ? `(${expression})` : expression);

/** The expression that brings an argument to the wire; `modules` says where each converter stands. */
export const convert = (binding: Binding, argument: Argument): Converted => {
  const { parameter, kind, wire } = binding;
  const { conversion, gives, object = kind } = kindOf(kind);
  const name = quote(parameter);
  const isGiven =
    binding.required && argument.declared && !argument.required && !argument.hasFallback && conversion !== 'workspace';
  const value = isGiven
    ? `requireArgument(input, ${name})`
    : isIdentifier(parameter)
      ? `input.${parameter}`
      : `input[${name}]`;
  const optional = !argument.required && !isGiven;
  const given = isGiven ? [['tools/arguments', 'requireArgument'] as const] : [];
  const result = (expression: string, ...imports: (readonly [string, string])[]): Converted => {
    const adapted = adapt(expression, gives, binding.type);
    const guarded = adapted !== undefined && optional ? `${value} === undefined ? undefined : ${adapted}` : adapted;
    return { expression: guarded ?? expression, optional, imports: [...imports, ...given] };
  };
  const spread = (expression: string, helper: keyof typeof modules): Converted => ({
    expression,
    spread: true,
    optional: false,
    imports: [inputs(helper), ...given],
  });

  switch (conversion) {
    case 'workspace':
      return { expression: 'await workspaceId(ctx)', optional: false, imports: [inputs('workspaceId')] };
    case 'task': {
      if (!binding.customTaskIds) return result(`await taskId(ctx, ${value}, ${name})`, inputs('taskId'));
      const local = localName(parameter);
      const before = { name: local, expression: `await taskRef(ctx, ${value}, ${name})` };
      const dot = optional ? '?.' : '.';
      return {
        expression: `${local}${dot}id`,
        optional,
        before,
        query: `${local}${dot}query`,
        imports: [inputs('taskRef'), ...given],
      };
    }
    case 'tasks':
      return result(`await taskIds(ctx, ${value}, ${name})`, inputs('taskIds'));
    case 'id':
      return result(`objectId(${quote(object)}, ${value}, ${name})`, inputs('objectId'));
    case 'user':
      return result(`await userId(ctx, ${value}, ${name})`, inputs('userId'));
    case 'userOrNone':
      return result(`await userOrNone(ctx, ${value}, ${name})`, inputs('userOrNone'));
    case 'users':
      return result(`await userIds(ctx, ${value}, ${name})`, inputs('userIds'));
    case 'people':
      return result(`await peopleChange(ctx, ${value}, ${name})`, inputs('peopleChange'));
    case 'date':
    case 'dateEnd': {
      if (binding.timeFlag) {
        const present = argument.changes ? `, () => listDate(ctx, input.list_id, ${quote(wire)})` : '';
        const fields = spread(`await dateFields(ctx, ${value}, ${name}, ${quote(wire)}${present})`, 'dateFields');
        if (!argument.changes) return fields;
        return { ...fields, imports: [...fields.imports, ['clickup/location/list-date', 'listDate']] };
      }
      // ClickUp's filters are strict, and a date-only stamp is 04:00: a bare day has to count from its beginning.
      const edge = conversion === 'dateEnd' ? ', { end: true }' : binding.in === 'query' ? ', { start: true }' : '';
      return result(`await dateMs(ctx, ${value}, ${name}${edge})`, inputs('dateMs'));
    }
    case 'duration':
      return result(`durationMs(${value}, ${name})`, inputs('durationMs'));
    case 'priority':
      return result(`priorityNumber(${value})`, inputs('priorityNumber'));
    case 'color':
      return result(`hexColor(${value}, ${name})`, ['clickup/color', 'hexColor']);
    case 'taskType':
      return result(`await taskTypeNumber(ctx, ${value}, ${name})`, ['clickup/task/task-types', 'taskTypeNumber']);
    case 'taskTypes':
      return result(`await taskTypeNumbers(ctx, ${value}, ${name})`, ['clickup/task/task-types', 'taskTypeNumbers']);
    case 'fieldFilter':
      // Fields are looked up by name in the List whose tasks are filtered.
      return result(`await fieldFilter(ctx, ${value}, [input.list_id])`, ['clickup/task/field-filter', 'fieldFilter']);
    case 'statusFilter':
      return result(`await statusFilter(ctx, ${value}, [input.list_id])`, [
        'clickup/task/status-filter',
        'statusFilter',
      ]);
    case 'tagFilter':
      return result(`tagFilter(ctx, ${value}, ${name})`, ['clickup/task/tag-names', 'tagFilter']);
    default:
      return result(value);
  }
};
