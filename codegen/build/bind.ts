import { kindOf } from '../manifest/kinds.js';
import type { ToolEntry } from '../manifest/manifest.js';
import { didYouMean } from '../manifest/problems.js';
import type { Binding, Field, OperationParameter, Parameter } from '../model.js';
import type { ApiOperation } from './operations.js';

/** What the calls of one tool are made of. */
export interface Materials {
  entry: ToolEntry;
  parameters: readonly Parameter[];
  returns: readonly Field[];
  operations: ReadonlyMap<string, ApiOperation>;
}

/** Arguments that steer the call itself and go to no operation. */
export const isLocal = ({ kind, name }: Parameter): boolean =>
  kindOf(kind).conversion === 'local' || name === 'confirm' || name === 'dry_run';

/** Where an argument stands in an operation: under the name that `to` says, its own, or one the API has for its kind. */
const placeOf = (
  { name, kind }: Parameter,
  to: string | undefined,
  operation: ApiOperation,
): { place: OperationParameter; wire: string } | undefined => {
  const [, part, rest] = /^(path|query|body)\.(.+)$/.exec(to ?? '') ?? [];
  const wanted = rest ?? to;
  const known = kindOf(kind).wires ?? [];
  const names = wanted === undefined ? (kind === 'markdown' ? [...known, name] : [name, ...known]) : [wanted];
  const steps = wanted?.split('.') ?? [];
  if (steps.length > 1) {
    const place = operation.bodyAt(steps);
    return place && { place, wire: steps.join('.') };
  }
  const isTaskFlag = (place: OperationParameter) =>
    kind === 'workspace' && place.in === 'query' && operation.parameters.some(({ name }) => name === 'custom_task_ids');
  const places = [...operation.parameters, ...operation.body].filter(
    (place) => (part === undefined || place.in === part) && !isTaskFlag(place),
  );
  for (const candidate of names.flatMap((wire) => [wire, `${wire}[]`])) {
    const place = places.find((each) => each.name === candidate);
    if (place) return { place, wire: place.name };
  }
  return undefined;
};

/** Binds each argument that the operation has a place for; the others come back as unbound. */
export const bindingsOf = (
  { entry, parameters }: Materials,
  operation: ApiOperation,
  route: boolean,
): { bindings: Binding[]; unbound: Parameter[] } => {
  const unbound: Parameter[] = [];
  const bindings = parameters.flatMap((parameter): Binding[] => {
    if (isLocal(parameter)) return [];
    const found = placeOf(parameter, entry.spec.input[parameter.name]?.to, operation);
    if (!found) {
      unbound.push(parameter);
      return [];
    }
    const { place, wire } = found;
    const isDate = kindOf(parameter.kind).conversion.startsWith('date');
    const timeFlag = isDate && place.in === 'body' && operation.body.some(({ name }) => name === `${wire}_time`);
    if (place.required && !parameter.required && !route && parameter.kind !== 'workspace') {
      entry.report(['input', parameter.name], `${operation.id} cannot do without ${wire}: say required: true`);
    }
    return [
      {
        parameter: parameter.name,
        kind: parameter.kind,
        in: place.in,
        wire,
        type: place.type,
        required: place.required,
        ...(timeFlag && { timeFlag }),
      },
    ];
  });
  const tasks = bindings.filter(({ kind }) => kind === 'task' || kind === 'tasks');
  const takesCustomIds = operation.parameters.some(({ name }) => name === 'custom_task_ids');
  if (takesCustomIds && tasks.length === 1 && tasks[0]!.kind === 'task') tasks[0]!.customTaskIds = true;
  return { bindings, unbound };
};

/** The Workspace id of a path or query is found out even where the tool has no such argument. */
export const impliedWorkspace = (operation: ApiOperation, bindings: readonly Binding[]): Binding[] =>
  operation.parameters
    .filter(
      ({ name, in: part, required }) => required && (name === 'team_id' || name === 'workspace_id') && part !== 'body',
    )
    .filter((place) => !bindings.some(({ in: part, wire }) => part === place.in && wire === place.name))
    .map((place) => ({
      parameter: 'workspace_id',
      kind: 'workspace',
      in: place.in,
      wire: place.name,
      type: place.type,
      required: true,
    }));

/** Reports an argument that its only operation has no place for. */
export const checkUnbound = (entry: ToolEntry, parameter: Parameter, operation: ApiOperation): void => {
  if (parameter.kind === 'workspace') return;
  const wanted = entry.spec.input[parameter.name]?.to ?? parameter.name;
  const known = [...operation.parameters, ...operation.body].map(({ name, in: part }) => `${part}.${name}`);
  const plain = known.map((place) => place.slice(place.indexOf('.') + 1));
  const hint =
    didYouMean(wanted.replace(/^(path|query|body)\./, ''), plain) || `; it has ${known.join(', ') || 'none'}`;
  entry.report(['input', parameter.name], `${operation.id} has no parameter ${wanted}${hint}`);
};
