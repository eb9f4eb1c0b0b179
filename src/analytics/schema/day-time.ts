const entry = 'workspace_id, task_id, user_id, billable, start_at, duration_ms';
const counted = 'deleted_at IS NULL AND NOT is_running AND duration_ms > 0';
/** Entries of a table that count, and how often: those that are gone, once less. */
const entriesOf = (table: string, sign = 1): string =>
  `SELECT ${entry}, ${sign} AS sign FROM ${table} WHERE ${counted}`;

/**
 * Adds entries to the days of their Workspace's zone. Nearly all lie within one; the others are cut at midnights. In an order that all
 * writers share, so that two never wait for each other in a circle; and what differs most comes first in it, which is sorted quickest.
 */
const addDays = (changed: string): string => `
  WITH ended AS (
    SELECT changed.*, w.timezone AS zone, start_at + duration_ms * interval '1 millisecond' AS end_at
    FROM (${changed}) AS changed JOIN cu.workspaces w USING (workspace_id)),
  spans AS MATERIALIZED (
    SELECT workspace_id, user_id, coalesce(task_id, '') AS task_id, billable, sign, start_at, duration_ms, end_at, zone,
      (start_at AT TIME ZONE zone)::date AS first_day, ((end_at - interval '1 microsecond') AT TIME ZONE zone)::date AS last_day
    FROM ended),
  pieces AS (
    SELECT workspace_id, first_day AS day, user_id, task_id, billable, sign * duration_ms AS ms, sign AS begun, 0 AS continued
    FROM spans WHERE last_day = first_day
    UNION ALL
    SELECT workspace_id, first_day + i, user_id, task_id, billable,
      sign * (extract(epoch FROM least(end_at, (first_day + i + 1)::timestamp AT TIME ZONE zone)
        - greatest(start_at, (first_day + i)::timestamp AT TIME ZONE zone)) * 1000)::bigint,
      CASE WHEN i = 0 THEN sign ELSE 0 END, CASE WHEN i = 0 THEN 0 ELSE sign END
    FROM spans CROSS JOIN generate_series(0, last_day - first_day) AS i WHERE last_day <> first_day)
  INSERT INTO cu.day_time AS known (workspace_id, day, user_id, task_id, ms, billable_ms, begun, continued)
  SELECT workspace_id, day, user_id, task_id, sum(ms)::bigint, sum(CASE WHEN billable THEN ms ELSE 0 END)::bigint, sum(begun), sum(continued)
  FROM pieces GROUP BY workspace_id, day, user_id, task_id
  HAVING sum(ms) <> 0 OR sum(CASE WHEN billable THEN ms ELSE 0 END) <> 0 OR sum(begun) <> 0 OR sum(continued) <> 0
  ORDER BY day, user_id, task_id, workspace_id
  ON CONFLICT (workspace_id, day, user_id, task_id) DO UPDATE SET ms = known.ms + excluded.ms,
    billable_ms = known.billable_ms + excluded.billable_ms, begun = known.begun + excluded.begun,
    continued = known.continued + excluded.continued;`;

const addTasks = (changed: string): string => `
  INSERT INTO cu.task_time AS known (workspace_id, task_id, ms)
  SELECT workspace_id, task_id, sum(sign * duration_ms) FROM (${changed}) AS changed WHERE task_id IS NOT NULL
  GROUP BY workspace_id, task_id HAVING sum(sign * duration_ms) <> 0 ORDER BY task_id, workspace_id
  ON CONFLICT (workspace_id, task_id) DO UPDATE SET ms = known.ms + excluded.ms;`;

const addPeople = (changed: string): string => `
  INSERT INTO cu.person_time AS known (workspace_id, task_id, user_id, ms, billable_ms, entries)
  SELECT workspace_id, coalesce(task_id, ''), user_id, sum(sign * duration_ms)::bigint,
    sum(CASE WHEN billable THEN sign * duration_ms ELSE 0 END)::bigint, sum(sign)
  FROM (${changed}) AS changed GROUP BY workspace_id, coalesce(task_id, ''), user_id
  HAVING sum(sign * duration_ms) <> 0 OR sum(CASE WHEN billable THEN sign * duration_ms ELSE 0 END) <> 0 OR sum(sign) <> 0
  ORDER BY coalesce(task_id, ''), user_id, workspace_id
  ON CONFLICT (workspace_id, task_id, user_id) DO UPDATE SET ms = known.ms + excluded.ms,
    billable_ms = known.billable_ms + excluded.billable_ms, entries = known.entries + excluded.entries;`;

const addAll = (changed: string): string => `${addTasks(changed)} ${addPeople(changed)} ${addDays(changed)}`;

/** What the triggers of time entries do. */
const keepSums = `
  IF TG_OP = 'INSERT' THEN ${addAll(entriesOf('added'))}
  ELSIF TG_OP = 'DELETE' THEN ${addAll(entriesOf('removed', -1))}
  ELSE ${addAll(`${entriesOf('added')} UNION ALL ${entriesOf('removed', -1)}`)}
  END IF;
  RETURN NULL;`;

/**
 * What each person tracked on each task, in all and on each day of the Workspace's zone, kept as the time of tasks is, by the same triggers:
 * a report of some weeks would else read every entry of theirs, and cut it. Whoever asks by another zone reads the entries. And an index
 * for reports of a Folder, which would else read all tasks.
 */
export const dayTime = `
CREATE TABLE cu.day_time (
  workspace_id text NOT NULL, day date NOT NULL, user_id bigint NOT NULL, task_id text NOT NULL, ms bigint NOT NULL,
  billable_ms bigint NOT NULL, begun int NOT NULL, continued int NOT NULL,
  PRIMARY KEY (workspace_id, day, user_id, task_id)) WITH (fillfactor = 80);
COMMENT ON TABLE cu.day_time IS 'By the zone of the Workspace. task_id is empty for time on no task; begun and continued count the entries that began on the day, and before it.';
${addDays(entriesOf('cu.time_entries'))}

CREATE TABLE cu.person_time (
  workspace_id text NOT NULL, task_id text NOT NULL, user_id bigint NOT NULL, ms bigint NOT NULL, billable_ms bigint NOT NULL,
  entries int NOT NULL, PRIMARY KEY (workspace_id, task_id, user_id)) WITH (fillfactor = 80);
${addPeople(entriesOf('cu.time_entries'))}

CREATE OR REPLACE FUNCTION cu.keep_task_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN${keepSums}
END $$;
CREATE OR REPLACE FUNCTION cu.drop_task_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN TRUNCATE cu.task_time, cu.person_time, cu.day_time; RETURN NULL; END $$;

CREATE FUNCTION cu.move_day_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM cu.day_time WHERE workspace_id = NEW.workspace_id;
  ${addDays(`${entriesOf('cu.time_entries')} AND workspace_id = NEW.workspace_id`)}
  RETURN NULL;
END $$;
CREATE TRIGGER zone_added AFTER INSERT ON cu.workspaces FOR EACH ROW EXECUTE FUNCTION cu.move_day_time();
CREATE TRIGGER zone_changed AFTER UPDATE OF timezone ON cu.workspaces FOR EACH ROW
  WHEN (OLD.timezone IS DISTINCT FROM NEW.timezone) EXECUTE FUNCTION cu.move_day_time();

CREATE INDEX tasks_folder ON cu.tasks (workspace_id, folder_id) WHERE deleted_at IS NULL;
`;

const ofStretch = `${entriesOf('cu.time_entries')} AND workspace_id = workspace AND start_at >= stretch AND start_at < stretch + interval '30 days'`;

/**
 * While the first sync of a Workspace loads all entries, a transaction may leave the sums (`cu.sums` is `later`), and `cu.sum_time` makes
 * them in the end, a month at a time: kept page by page, they take longer than the entries.
 */
export const firstSums = `
CREATE OR REPLACE FUNCTION cu.keep_task_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('cu.sums', true) = 'later' THEN RETURN NULL; END IF;${keepSums}
END $$;

CREATE INDEX time_entries_uncounted ON cu.time_entries (workspace_id) WHERE is_running OR duration_ms = 0;

CREATE FUNCTION cu.sum_time(workspace text) RETURNS void LANGUAGE plpgsql SET work_mem = '32MB' SET jit = off AS $$
DECLARE stretch timestamptz; latest timestamptz;
BEGIN
  -- Where tables lie on several machines, there are none.
  IF to_regclass('cu.day_time') IS NULL THEN RETURN; END IF;
  DELETE FROM cu.task_time WHERE workspace_id = workspace;
  DELETE FROM cu.person_time WHERE workspace_id = workspace;
  DELETE FROM cu.day_time WHERE workspace_id = workspace;
  SELECT min(start_at), max(start_at) INTO stretch, latest FROM cu.time_entries WHERE workspace_id = workspace;
  WHILE stretch <= latest LOOP ${addAll(ofStretch)}
    stretch := stretch + interval '30 days';
  END LOOP;
END $$;
`;
