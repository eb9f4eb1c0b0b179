import type { Operation, Operations } from './operations.js';

interface Node<Id> {
  readonly literals: Map<string, Node<Id>>;
  param: Node<Id> | null;
  /** By HTTP method; parameter names are per operation, because two paths may name one segment differently. */
  readonly methods: Map<string, { operation: Operation & { id: Id }; names: readonly (string | null)[] }>;
}

/** Outcome of routing: a match, or why there is none. */
export type Route<Id extends string = string> =
  | { readonly kind: 'match'; readonly operation: Operation & { id: Id }; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

/** Finds the operation of a path such as `/v2/task/86c1x9k2p`; literal segments win over parameters. */
export type Router<Id extends string = string> = (method: string, path: string) => Route<Id>;

/** One for all routers over the same operations, of which a process may have as many as clients. */
const trees = new WeakMap<object, Node<string>>();

function treeOf<Id extends string>(operations: Operations<Id>): Node<Id> {
  const known = trees.get(operations) as Node<Id> | undefined;
  if (known) return known;
  const tree = buildTree(operations);
  trees.set(operations, tree);
  return tree;
}

/** A router over the operations of an API; its tree is built when it is first asked. */
export function createRouter<Id extends string>(operations: Operations<Id>): Router<Id> {
  let tree: Node<Id> | undefined;
  return (method, path) => {
    tree ??= treeOf(operations);
    const segments = path.split('/').slice(1);
    if (segments.at(-1) === '') segments.pop();
    const ends: Node<Id>[] = [];
    collect(tree, segments, 0, ends);
    for (const end of ends) {
      const hit = end.methods.get(method);
      if (!hit) continue;
      const params: Record<string, string> = {};
      for (const [i, name] of hit.names.entries()) if (name) params[name] = decode(segments[i] ?? '');
      return { kind: 'match', operation: hit.operation, params };
    }
    if (ends.length === 0) return { kind: 'unknown' };
    return { kind: 'wrong-method', methods: [...new Set(ends.flatMap((end) => [...end.methods.keys()]))].sort() };
  };
}

const node = <Id>(): Node<Id> => ({ literals: new Map(), param: null, methods: new Map() });

function buildTree<Id extends string>(operations: Operations<Id>): Node<Id> {
  const root = node<Id>();
  for (const id in operations) {
    const operation = { id, ...operations[id] };
    const segments = operation.path.split('/').slice(1);
    let at = root;
    for (const segment of segments) {
      const isParameter = segment.startsWith('{');
      const next: Node<Id> = (isParameter ? at.param : at.literals.get(segment)) ?? node();
      if (isParameter) at.param = next;
      else at.literals.set(segment, next);
      at = next;
    }
    const names = segments.map((segment) => (segment.startsWith('{') ? segment.slice(1, -1) : null));
    at.methods.set(operation.method, { operation, names });
  }
  return root;
}

function collect<Id>(at: Node<Id>, segments: readonly string[], depth: number, ends: Node<Id>[]): void {
  const segment = segments[depth];
  if (segment === undefined) {
    if (at.methods.size > 0) ends.push(at);
    return;
  }
  const literal = at.literals.get(segment);
  if (literal) collect(literal, segments, depth + 1, ends);
  if (at.param && segment !== '') collect(at.param, segments, depth + 1, ends);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
