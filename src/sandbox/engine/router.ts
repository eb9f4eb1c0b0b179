/** Method and path template of an operation. */
interface Endpoint {
  readonly method: string;
  readonly path: string;
}

interface Node<Id> {
  readonly literals: Map<string, Node<Id>>;
  param: Node<Id> | null;
  /** By HTTP method; parameter names are per operation, because two paths may name one segment differently. */
  readonly methods: Map<string, { operation: Id; names: readonly (string | null)[] }>;
}

/** Outcome of routing: a match, or why there is none. */
export type Route<Id> =
  | { readonly kind: 'match'; readonly operation: Id; readonly params: Record<string, string> }
  | { readonly kind: 'wrong-method'; readonly methods: readonly string[] }
  | { readonly kind: 'unknown' };

const node = <Id>(): Node<Id> => ({ literals: new Map(), param: null, methods: new Map() });

function buildTree<Id extends string>(operations: Readonly<Record<Id, Endpoint>>): Node<Id> {
  const root = node<Id>();
  for (const [operation, { method, path }] of Object.entries(operations) as Array<[Id, Endpoint]>) {
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
    at.methods.set(method, { operation, names });
  }
  return root;
}

/** Finds the operation of a method and a path such as `/v2/task/86c1x9k2p`; literal segments win over parameters. */
export function createRouter<Id extends string>(
  operations: Readonly<Record<Id, Endpoint>>,
): (method: string, path: string) => Route<Id> {
  const tree = buildTree(operations);
  return (method, path) => {
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
