/** Rows of every table of the sandbox, by table. */
export type Rows = Readonly<Record<string, readonly unknown[]>>;

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** One object that a call created, changed or deleted. */
export interface ObjectChange {
  readonly kind: 'created' | 'changed' | 'deleted';
  readonly table: string;
  readonly id: string;
  /** What a person would call it; empty where it has no name. */
  readonly label: string;
  /** Only of changed objects. */
  readonly fields: readonly FieldChange[];
}

type Row = Readonly<Record<string, unknown>> & { readonly id: string };

const byId = (rows: readonly unknown[] = []) => new Map((rows as readonly Row[]).map((row) => [row.id, row]));

const labelOf = (row: Row): string => {
  const named = ['name', 'title', 'text', 'description', 'username'].map((key) => row[key]);
  return (named.find((value) => typeof value === 'string' && value !== '') as string | undefined)?.slice(0, 80) ?? '';
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const fieldsOf = (before: Row, after: Row): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((field) => !same(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));

function tableChanges(table: string, before: Map<string, Row>, after: Map<string, Row>): ObjectChange[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id): ObjectChange[] => {
    const [old, now] = [before.get(id), after.get(id)];
    if (!old) return [{ kind: 'created', table, id, label: labelOf(now!), fields: [] }];
    if (!now) return [{ kind: 'deleted', table, id, label: labelOf(old), fields: [] }];
    const fields = fieldsOf(old, now);
    return fields.length === 0 ? [] : [{ kind: 'changed', table, id, label: labelOf(now), fields }];
  });
}

/** What differs between two snapshots, table by table. */
export function diffState(before: Rows, after: Rows): ObjectChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((table) =>
    tableChanges(table, byId(before[table]), byId(after[table])),
  );
}
