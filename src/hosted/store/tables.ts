import type { Rows, TableName } from './rows.js';

/** What a column holds; `?` where it may be null. */
export type ColumnKind = 'text' | 'number' | 'flag' | 'moment' | 'json' | 'text?' | 'moment?';

export interface Table<Row = Record<string, unknown>> {
  readonly columns: Readonly<Record<keyof Row & string, ColumnKind>>;
  /** Columns that tell the rows apart. */
  readonly key: readonly (keyof Row & string)[];
  /** Other columns that do so too. */
  readonly unique?: readonly (keyof Row & string)[];
  /** Whose rows they are: the column of the tenant, which sees no others. */
  readonly tenant?: keyof Row & string;
  /** Whether they say who may come in, so that whoever keeps some has to hear of changes. */
  readonly decides?: boolean;
}

/** Every table of the server, from which both stores are made. */
export const tables: { readonly [Name in TableName]: Table<Rows[Name]> } = {
  tenants: {
    columns: {
      id: 'text',
      name: 'text',
      allow_links: 'flag',
      open_links: 'flag',
      write_deletes: 'flag',
      created_at: 'moment',
    },
    key: ['id'],
    tenant: 'id',
    decides: true,
  },
  people: { columns: { id: 'text', name: 'text', email: 'text', created_at: 'moment' }, key: ['id'] },
  grants: {
    columns: {
      id: 'text',
      tenant_id: 'text',
      person_id: 'text',
      role: 'number',
      state: 'text',
      token: 'text',
      token_hash: 'text',
      created_at: 'moment',
      updated_at: 'moment',
    },
    key: ['tenant_id', 'person_id'],
    unique: ['id'],
    tenant: 'tenant_id',
    decides: true,
  },
  sessions: {
    columns: { id: 'text', person_id: 'text', created_at: 'moment', expires_at: 'moment' },
    key: ['id'],
  },
  pending: {
    columns: { id: 'text', kind: 'text', browser: 'text', data: 'json', expires_at: 'moment' },
    key: ['id'],
  },
  accesses: {
    columns: {
      id: 'text',
      tenant_id: 'text',
      grant_id: 'text',
      kind: 'text',
      name: 'text',
      lookup_hash: 'text',
      last4: 'text',
      config: 'json',
      second_factor: 'flag',
      client_id: 'text?',
      family_id: 'text?',
      created_by: 'text',
      created_at: 'moment',
      expires_at: 'moment?',
      revoked_at: 'moment?',
      last_used_at: 'moment?',
      use_count: 'number',
    },
    key: ['id'],
    unique: ['lookup_hash'],
    tenant: 'tenant_id',
    decides: true,
  },
  clients: {
    columns: { id: 'text', name: 'text', redirect_uris: 'json', created_at: 'moment', expires_at: 'moment?' },
    key: ['id'],
  },
  codes: {
    columns: {
      id: 'text',
      tenant_id: 'text',
      grant_id: 'text',
      client_id: 'text',
      family_id: 'text',
      scopes: 'json',
      resource: 'text',
      expires_at: 'moment',
      used_at: 'moment?',
      redirect_uri: 'text',
      code_challenge: 'text',
    },
    key: ['id'],
    tenant: 'tenant_id',
  },
  refreshes: {
    columns: {
      id: 'text',
      tenant_id: 'text',
      grant_id: 'text',
      client_id: 'text',
      family_id: 'text',
      scopes: 'json',
      resource: 'text',
      expires_at: 'moment',
      used_at: 'moment?',
      is_replaced: 'flag',
      previous_id: 'text?',
    },
    key: ['id'],
    tenant: 'tenant_id',
  },
  consents: {
    columns: {
      tenant_id: 'text',
      person_id: 'text',
      client_id: 'text',
      client_name: 'text',
      scopes: 'json',
      created_at: 'moment',
    },
    key: ['tenant_id', 'person_id', 'client_id'],
    tenant: 'tenant_id',
  },
  audit: {
    columns: {
      tenant_id: 'text',
      seq: 'number',
      at: 'moment',
      event: 'text',
      data: 'json',
      previous: 'text',
      hash: 'text',
    },
    key: ['tenant_id', 'seq'],
    tenant: 'tenant_id',
  },
  audit_heads: {
    columns: { tenant_id: 'text', seq: 'number', hash: 'text' },
    key: ['tenant_id'],
    tenant: 'tenant_id',
  },
  records: {
    columns: { tenant_id: 'text', grant_id: 'text', stream: 'text', seq: 'number', record: 'text', at: 'moment' },
    key: ['tenant_id', 'grant_id', 'stream', 'seq'],
    tenant: 'tenant_id',
  },
  leases: {
    columns: { tenant_id: 'text', grant_id: 'text', name: 'text', owner: 'text', until: 'moment' },
    key: ['tenant_id', 'grant_id', 'name'],
    tenant: 'tenant_id',
  },
  sightings: {
    columns: { tenant_id: 'text', subject: 'text', what: 'text', value: 'text', first_at: 'moment' },
    key: ['tenant_id', 'subject', 'what', 'value'],
    tenant: 'tenant_id',
  },
  roots: { columns: { id: 'text', secret: 'text', created_at: 'moment' }, key: ['id'] },
};

/** Notes whose rows a transaction changed, where others keep such rows. */
export function noteChanged(changed: Set<string>, table: TableName, rows: readonly object[]): void {
  const { decides, tenant } = tables[table] as Table;
  if (decides && tenant) for (const row of rows) changed.add((row as Record<string, string>)[tenant]!);
}
