import { didYouMean } from '../manifest/problems.js';
import type { Binding, BoundOperation, Implementation, Paging } from '../model.js';
import { camel, kebab } from '../names.js';
import { bindingsOf, checkUnbound, impliedWorkspace, isLocal, type Materials } from './bind.js';
import type { ApiOperation } from './operations.js';

type Send = { query?: Record<string, unknown> | undefined; body?: Record<string, unknown> | undefined };

const pageSizes = { page: 100, comments: 25 } as const;

const checkRequired = (
  { entry }: Materials,
  operation: ApiOperation,
  { bindings, send }: Pick<BoundOperation, 'bindings' | 'send'>,
  paging: Paging | undefined,
  path: (string | number)[],
): void => {
  const bound = new Set(bindings.map(({ in: part, wire }) => `${part} ${wire.split('.')[0]}`));
  for (const { name, in: part, required } of [...operation.parameters, ...operation.body]) {
    if (!required || bound.has(`${part} ${name}`)) continue;
    if (part !== 'path' && Object.hasOwn(send[part], name)) continue;
    if (paging?.by === 'page' && part === 'query' && name === 'page') continue;
    entry.report(
      path,
      `${operation.id} requires ${part} parameter ${name}: add an argument for it (to: ${part}.${name}) or send it`,
    );
  }
};

const checkSend = ({ entry }: Materials, operation: ApiOperation, send: Send, path: (string | number)[]): void => {
  const places = { query: operation.parameters.filter(({ in: part }) => part === 'query'), body: operation.body };
  for (const part of ['query', 'body'] as const) {
    const known = places[part].map(({ name }) => name);
    for (const name of Object.keys(send[part] ?? {})) {
      if (known.includes(name)) continue;
      entry.report([...path, part, name], `${operation.id} has no ${part} parameter ${name}${didYouMean(name, known)}`);
    }
  }
};

/** Every path of the answer that the fields read must exist in it, where the document says what is in it. */
const checkAnswer = ({ entry, returns }: Materials, operation: ApiOperation, from: BoundOperation['from']): void => {
  const known = operation.answer;
  for (const [name, path] of Object.entries(from)) {
    const field = returns.find((each) => each.name === name);
    if (!field) entry.report(['route'], `from: ${name} is not in returns`);
    else if (path === null && !field.optional) entry.report(['route'], `from: ${name} is null, but not optional`);
  }
  if (!known) return;
  for (const field of returns) {
    if (
      field.echo ||
      ['next_cursor', 'scope'].includes(field.name) ||
      (field.type.is === 'object' && field.from === '.')
    )
      continue;
    if (from[field.name] === null) continue;
    const head = (from[field.name] ?? field.from).split('.')[0]!.replace('[]', '');
    if (head === '' || known.includes(head)) continue;
    const hint = didYouMean(head, known) || `; it has ${known.join(', ') || 'nothing'} ("< ." means the whole answer)`;
    entry.report(['returns', field.name], `the answer of ${operation.id} has no ${head}${hint}`);
  }
};

const find = ({ entry, operations }: Materials, id: string, path: (string | number)[]): ApiOperation | undefined => {
  const operation = operations.get(id);
  if (!operation) entry.report(path, `unknown operation "${id}"${didYouMean(id, operations.keys())}`);
  if (operation?.contentType === 'multipart/form-data') {
    entry.report(path, `${id} uploads a file: that takes a handler`);
    return undefined;
  }
  return operation;
};

const pagingOf = ({ entry, parameters, returns }: Materials): Paging | undefined => {
  const { paging: by, page_size: size } = entry.spec;
  if (!by) return undefined;
  const lists = returns.filter(({ type }) => type.is === 'array');
  if (lists.length !== 1) entry.report(['paging'], 'paging needs exactly one list in returns');
  for (const name of ['cursor', 'limit']) {
    const kind = parameters.find((parameter) => parameter.name === name)?.kind;
    if (kind !== name) entry.report(['input'], `paging needs the argument ${name}: { kind: ${name} }`);
  }
  return { by, size: size ?? pageSizes[by], items: lists[0]?.name ?? '' };
};

/** Binds the arguments of an operation or route tool, or names the handler. Problems are reported at the entry. */
export const buildImplementation = (materials: Materials): Implementation | undefined => {
  const { entry, parameters } = materials;
  const { spec, report } = entry;
  const ways = (['operation', 'route', 'handler'] as const).filter((way) => spec[way] !== undefined);
  if (ways.length !== 1) {
    report([], `needs exactly one of operation, route, handler; has ${ways.join(' and ') || 'none'}`);
    return undefined;
  }
  if (spec.handler !== undefined) {
    if (!spec.uses) report(['handler'], 'a handler says which operations it uses');
    if (spec.paging) report(['paging'], 'a handler pages by itself');
    if (spec.send) report(['send'], 'a handler sends by itself');
    const { noun } = entry.category;
    return {
      type: 'handler',
      module: `tools/${kebab(noun)}/${kebab(entry.action)}`,
      function: camel(`${noun}_${entry.action}`),
    };
  }
  if (spec.uses) report(['uses'], 'only a handler has uses');
  const paging = pagingOf(materials);
  const branches = spec.route ?? [{ operation: spec.operation! }];
  const used = new Set<string>();
  const calls = branches.flatMap((branch, index): BoundOperation[] => {
    const path = spec.route ? ['route', index] : ['operation'];
    const operation = find(materials, branch.operation, path);
    if (!operation) return [];
    const { bindings, unbound } = bindingsOf(materials, operation, spec.route !== undefined);
    for (const { parameter } of bindings) used.add(parameter);
    if (!spec.route) for (const parameter of unbound) checkUnbound(entry, parameter, operation);
    const when = [branch.when ?? []].flat();
    for (const condition of when) checkCondition(materials, condition, [...path, 'when']);
    if (when.length === 0 && spec.route && index < branches.length - 1) {
      report(path, 'only the last branch of a route may go without when');
    }
    const own: Send = { ...branch.send };
    const send = { query: { ...spec.send?.query, ...own.query }, body: { ...spec.send?.body, ...own.body } };
    checkSend(materials, operation, send, spec.route ? [...path, 'send'] : ['send']);
    const all = [...bindings, ...impliedWorkspace(operation, bindings)];
    checkRequired(materials, operation, { bindings: all, send }, paging, path);
    checkAnswer(materials, operation, branch.from ?? {});
    if (paging?.by === 'page' && !operation.parameters.some(({ name }) => name === 'page')) {
      report(['paging'], `${operation.id} has no query parameter page`);
    }
    const hasBody = operation.contentType === 'application/json' && (operation.bodyRequired || bodyUsed(all, send));
    return [{ operation: operation.id, when, bindings: all, send, from: branch.from ?? {}, hasBody }];
  });
  if (spec.route) {
    const selectors = new Set(calls.flatMap(({ when }) => when.map((condition) => condition.split('=')[0]!)));
    for (const parameter of parameters) {
      if (used.has(parameter.name) || selectors.has(parameter.name) || isLocal(parameter)) continue;
      if (parameter.kind !== 'workspace') {
        report(
          ['input', parameter.name],
          `no operation of the route takes ${parameter.name}: say where it goes with to:`,
        );
      }
    }
    return { type: 'route', calls, ...(paging && { paging }) };
  }
  return calls[0] && { type: 'operation', call: calls[0], ...(paging && { paging }) };
};

/** `list_id` (is given) or `kind=task` (has this value). */
const checkCondition = ({ entry, parameters }: Materials, condition: string, path: (string | number)[]): void => {
  const [name = '', value] = condition.split('=');
  const parameter = parameters.find((each) => each.name === name);
  if (!parameter) {
    entry.report(
      path,
      `unknown argument "${name}"${didYouMean(
        name,
        parameters.map((each) => each.name),
      )}`,
    );
  } else if (value !== undefined && !parameter.schema.enum?.includes(value)) {
    entry.report(path, `${name} is never "${value}"${didYouMean(value, parameter.schema.enum ?? [])}`);
  }
};

const bodyUsed = (bindings: readonly Binding[], send: BoundOperation['send']): boolean =>
  bindings.some(({ in: part }) => part === 'body') || Object.keys(send.body).length > 0;
