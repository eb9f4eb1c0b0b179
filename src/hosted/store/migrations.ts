import type { MigrationSet } from '../../db/migrate.js';

/**
 * The role that works with the tables: one that sees all rows whatever the policies say (a superuser) steps down to it for
 * every transaction. Any other user is held by the policies as it is.
 */
export const role = 'clickup_hosted';

const tables = `
CREATE SCHEMA hosted;
CREATE TABLE hosted.tenants (
  id text NOT NULL,
  name text NOT NULL,
  allow_links boolean NOT NULL,
  open_links boolean NOT NULL,
  write_deletes boolean NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.people (
  id text NOT NULL,
  name text NOT NULL,
  email text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.grants (
  id text NOT NULL,
  tenant_id text NOT NULL,
  person_id text NOT NULL,
  role bigint NOT NULL,
  state text NOT NULL,
  token text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, person_id),
  UNIQUE (id)
);
CREATE TABLE hosted.sessions (
  id text NOT NULL,
  person_id text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.pending (
  id text NOT NULL,
  kind text NOT NULL,
  browser text NOT NULL,
  data jsonb NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.accesses (
  id text NOT NULL,
  tenant_id text NOT NULL,
  grant_id text NOT NULL,
  kind text NOT NULL,
  name text NOT NULL,
  lookup_hash text NOT NULL,
  last4 text NOT NULL,
  config jsonb NOT NULL,
  second_factor boolean NOT NULL,
  client_id text,
  family_id text,
  created_by text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  use_count bigint NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (lookup_hash)
);
CREATE TABLE hosted.clients (
  id text NOT NULL,
  name text NOT NULL,
  redirect_uris jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.codes (
  id text NOT NULL,
  tenant_id text NOT NULL,
  grant_id text NOT NULL,
  client_id text NOT NULL,
  family_id text NOT NULL,
  scopes jsonb NOT NULL,
  resource text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  redirect_uri text NOT NULL,
  code_challenge text NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.refreshes (
  id text NOT NULL,
  tenant_id text NOT NULL,
  grant_id text NOT NULL,
  client_id text NOT NULL,
  family_id text NOT NULL,
  scopes jsonb NOT NULL,
  resource text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  is_replaced boolean NOT NULL,
  previous_id text,
  PRIMARY KEY (id)
);
CREATE TABLE hosted.consents (
  tenant_id text NOT NULL,
  person_id text NOT NULL,
  client_id text NOT NULL,
  client_name text NOT NULL,
  scopes jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, person_id, client_id)
);
CREATE TABLE hosted.audit (
  tenant_id text NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  event text NOT NULL,
  data jsonb NOT NULL,
  previous text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE TABLE hosted.audit_heads (
  tenant_id text NOT NULL,
  seq bigint NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id)
);
CREATE TABLE hosted.roots (
  id text NOT NULL,
  secret text NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX accesses_grant ON hosted.accesses (grant_id);
CREATE INDEX accesses_family ON hosted.accesses (family_id);
CREATE INDEX refreshes_family ON hosted.refreshes (family_id);
CREATE INDEX grants_person ON hosted.grants (person_id);
`;

/** The second wall between tenants: a transaction sees the rows of the tenant that it names, or says that it is the server itself. */
const walls = `
DO $$
DECLARE
  owned record;
BEGIN
  FOR owned IN SELECT * FROM (VALUES
    ('tenants', 'id'), ('grants', 'tenant_id'), ('accesses', 'tenant_id'), ('codes', 'tenant_id'),
    ('refreshes', 'tenant_id'), ('consents', 'tenant_id'), ('audit', 'tenant_id'), ('audit_heads', 'tenant_id')
  ) AS these (name, tenant) LOOP
    EXECUTE format('ALTER TABLE hosted.%I ENABLE ROW LEVEL SECURITY', owned.name);
    EXECUTE format('ALTER TABLE hosted.%I FORCE ROW LEVEL SECURITY', owned.name);
    EXECUTE format(
      'CREATE POLICY tenant ON hosted.%I USING (current_setting(''app.tenant'', true) IN (%I, ''*''))',
      owned.name, owned.tenant);
  END LOOP;
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) THEN
    BEGIN
      CREATE ROLE ${role} NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      -- Roles belong to all databases of a server.
      NULL;
    END;
    GRANT USAGE ON SCHEMA hosted TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA hosted TO ${role};
  END IF;
END
$$;
`;

/**
 * Looks a way in up with its tenant and grant in one round trip. All tenants are seen for that one query. In PL/pgSQL,
 * which keeps the plan; by set_config, since a SET of the function itself takes a superuser.
 */
const lookUp = `
CREATE FUNCTION hosted.look_up(hash text)
RETURNS TABLE (accesses hosted.accesses, tenants hosted.tenants, grants hosted.grants)
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.tenant', '*', true);
  RETURN QUERY
    SELECT a, t, g FROM hosted.accesses a
    LEFT JOIN hosted.tenants t ON t.id = a.tenant_id
    LEFT JOIN hosted.grants g ON g.tenant_id = a.tenant_id AND g.id = a.grant_id
    WHERE a.lookup_hash = hash;
  PERFORM set_config('app.tenant', '', true);
END
$$;
`;

/** The same as one value, which the database makes in two thirds of the time. Nodes that are not updated yet still ask the other. */
const lookUpAsOne = `
CREATE FUNCTION hosted.looked_up(hash text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  found json;
BEGIN
  PERFORM set_config('app.tenant', '*', true);
  SELECT json_build_object('accesses', a, 'tenants', t, 'grants', g) INTO found FROM hosted.accesses a
  LEFT JOIN hosted.tenants t ON t.id = a.tenant_id
  LEFT JOIN hosted.grants g ON g.tenant_id = a.tenant_id AND g.id = a.grant_id
  WHERE a.lookup_hash = hash;
  PERFORM set_config('app.tenant', '', true);
  RETURN found;
END
$$;
`;

/** One grant within the walls of its tenant, in one round trip; and room beside each way in, so that counting its calls touches no index. */
const grantInOneGo = `
CREATE FUNCTION hosted.granted(tenant text, grant_id text) RETURNS json LANGUAGE plpgsql AS $$
DECLARE
  found json;
BEGIN
  PERFORM set_config('app.tenant', tenant, true);
  SELECT to_json(g) INTO found FROM hosted.grants g WHERE g.tenant_id = tenant AND g.id = grant_id;
  PERFORM set_config('app.tenant', '', true);
  RETURN found;
END
$$;
ALTER TABLE hosted.accesses SET (fillfactor = 70);
`;

/** What must be known of calls after a node died, within the walls. */
const calls = `
CREATE TABLE hosted.records (
  tenant_id text NOT NULL,
  grant_id text NOT NULL,
  stream text NOT NULL,
  seq bigint NOT NULL,
  record text NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, grant_id, stream, seq)
);
CREATE TABLE hosted.leases (
  tenant_id text NOT NULL,
  grant_id text NOT NULL,
  name text NOT NULL,
  owner text NOT NULL,
  until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, grant_id, name)
);
CREATE INDEX records_at ON hosted.records (at);
DO $$
DECLARE
  owned text;
BEGIN
  FOREACH owned IN ARRAY ARRAY['records', 'leases'] LOOP
    EXECUTE format('ALTER TABLE hosted.%I ENABLE ROW LEVEL SECURITY', owned);
    EXECUTE format('ALTER TABLE hosted.%I FORCE ROW LEVEL SECURITY', owned);
    EXECUTE format(
      'CREATE POLICY tenant ON hosted.%I USING (current_setting(''app.tenant'', true) IN (tenant_id, ''*''))', owned);
  END LOOP;
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON hosted.records, hosted.leases TO ${role};
  END IF;
END
$$;
`;

const sightings = `
CREATE TABLE hosted.sightings (
  tenant_id text NOT NULL,
  subject text NOT NULL,
  what text NOT NULL,
  value text NOT NULL,
  first_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, subject, what, value)
);
ALTER TABLE hosted.sightings ENABLE ROW LEVEL SECURITY;
ALTER TABLE hosted.sightings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON hosted.sightings USING (current_setting('app.tenant', true) IN (tenant_id, '*'));
DO $$
BEGIN
  IF (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user) THEN
    GRANT SELECT, INSERT, UPDATE, DELETE ON hosted.sightings TO ${role};
  END IF;
END
$$;
`;

/** The schema of the hosted server, step by step. */
export const migrations: MigrationSet = {
  name: 'hosted',
  steps: [
    { name: 'tables', sql: tables },
    { name: 'walls between tenants', sql: walls },
    { name: 'look-up in one go', sql: lookUp },
    { name: 'records of calls', sql: calls },
    { name: 'countries and clients', sql: sightings },
    { name: 'look-up as one value', sql: lookUpAsOne },
    { name: 'a grant in one go', sql: grantInOneGo },
  ],
};
