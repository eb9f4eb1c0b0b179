import type { OperationRules } from '../manifest/operation-rules.js';
import { didYouMean } from '../manifest/problems.js';
import type { OperationEffect } from '../model.js';
import type { UnclassifiedOperation } from './operations.js';

const effectOf = ({ id, method }: UnclassifiedOperation, { effects }: OperationRules): OperationEffect =>
  effects[id] ?? (method === 'GET' ? 'read' : method === 'DELETE' ? 'delete' : 'write');

/** Beside a task id `team_id` says in which Workspace custom ids are looked up, not where the task is. */
const isForCustomIds = ({ parameters }: UnclassifiedOperation, place: string): boolean =>
  place === 'query.team_id' && parameters.some(({ name }) => name === 'custom_task_ids');

/** Where the request says what it is about: place to noun, or to the place that holds the noun. */
const locationOf = (
  operation: UnclassifiedOperation,
  { locations, places }: OperationRules,
): Record<string, string> => {
  const nouns = new Map(Object.entries(locations).flatMap(([noun, names]) => names.map((name) => [name, noun])));
  const named = [...operation.parameters, ...operation.body].flatMap(({ name, in: part }) => {
    const noun = nouns.get(name);
    const place = `${part}.${name}`;
    return noun === undefined || isForCustomIds(operation, place) ? [] : [[place, noun] as const];
  });
  return { ...Object.fromEntries(named), ...places[operation.id] };
};

/** Reports rules about operations and places that do not exist. */
const checkRules = (operations: readonly UnclassifiedOperation[], rules: OperationRules): void => {
  const byId = new Map(operations.map((operation) => [operation.id, operation]));
  for (const section of ['effects', 'places'] as const) {
    for (const id of Object.keys(rules[section])) {
      if (!byId.has(id)) rules.report([section, id], `unknown operation "${id}"${didYouMean(id, byId.keys())}`);
    }
  }
  for (const [id, places] of Object.entries(rules.places)) {
    const operation = byId.get(id);
    for (const [place, noun] of operation ? Object.entries(places) : []) {
      for (const each of noun.includes('.') ? [place, noun] : [place]) {
        if (!hasPlace(operation!, each)) rules.report(['places', id, place], `${id} has no ${each}`);
      }
      if (!noun.includes('.') && !Object.hasOwn(rules.locations, noun)) {
        rules.report(['places', id, place], `unknown noun "${noun}"${didYouMean(noun, Object.keys(rules.locations))}`);
      }
    }
  }
};

const hasPlace = ({ parameters, bodyAt }: UnclassifiedOperation, place: string): boolean => {
  const [part, ...steps] = place.split('.');
  if (part === 'body') return bodyAt(steps) !== undefined;
  return parameters.some((parameter) => parameter.in === part && parameter.name === steps.join('.'));
};

/** Gives every operation its effect and its location. */
export const classify = <Operation extends UnclassifiedOperation>(
  operations: readonly Operation[],
  rules: OperationRules,
): (Operation & { effect: OperationEffect; location: Record<string, string> })[] => {
  checkRules(operations, rules);
  return operations.map((operation) => ({
    ...operation,
    effect: effectOf(operation, rules),
    location: locationOf(operation, rules),
  }));
};
