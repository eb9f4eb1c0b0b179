import { type OperationId, operations } from '../../../generated/operations.js';

interface Node {
  readonly literals: Map<string, Node>;
  param: Node | null;
  /** By HTTP method; parameter names are per operation, because two paths may name one segment differently. */
  readonly methods: Map<string, { operation: OperationId; names: readonly (string | null)[] }>;
}

/** Outcome of routing: a match, or why there is none. */
export type Route =
  | { readonly kind: 'match'; readonly operation: OperationId; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

const node = (): Node => ({ literals: new Map(), param: null, methods: new Map() });

function buildTree(): Node {
  const root = node();
  for (const [operation, { method, path }] of Object.entries(operations)) {
    const segments = path.split('/').slice(1);
    let at = root;
    for (const segment of segments) {
      if (segment.startsWith('{')) {
        at.param ??= node();
        at = at.param;
      } else {
        let next = at.literals.get(segment);
        if (!next) {
          next = node();
          at.literals.set(segment, next);
        }
        at = next;
      }
    }
    const names = segments.map((segment) => (segment.startsWith('{') ? segment.slice(1, -1) : null));
    at.methods.set(method, { operation: operation as OperationId, names });
  }
  return root;
}

const tree = buildTree();

/** Finds the operation of a path such as `/v2/task/86c1x9k2p`; literal segments win over parameters. */
export function route(method: string, path: string): Route {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  const ends: Node[] = [];
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
}

function collect(at: Node, segments: readonly string[], depth: number, ends: Node[]): void {
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
