/**
 * What was ever tracked on each task by itself, kept by whatever writes time entries, in its transaction: reports over many tasks would
 * else read every entry that these have. And an index for the few entries that reach far: all others began within a day of a period.
 */
export const taskTime = `
CREATE TABLE cu.task_time (
  workspace_id text NOT NULL, task_id text NOT NULL, ms bigint NOT NULL, PRIMARY KEY (workspace_id, task_id)) WITH (fillfactor = 80);
INSERT INTO cu.task_time (workspace_id, task_id, ms)
  SELECT workspace_id, task_id, sum(duration_ms) FROM cu.time_entries
  WHERE task_id IS NOT NULL AND deleted_at IS NULL AND NOT is_running GROUP BY workspace_id, task_id;

CREATE FUNCTION cu.keep_task_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counted CONSTANT text := 'task_id IS NOT NULL AND deleted_at IS NULL AND NOT is_running';
  rows CONSTANT text := CASE TG_OP
    WHEN 'INSERT' THEN 'SELECT workspace_id, task_id, duration_ms AS ms FROM added WHERE ' || counted
    WHEN 'DELETE' THEN 'SELECT workspace_id, task_id, -duration_ms AS ms FROM removed WHERE ' || counted
    ELSE 'SELECT workspace_id, task_id, duration_ms AS ms FROM added WHERE ' || counted
      || ' UNION ALL SELECT workspace_id, task_id, -duration_ms FROM removed WHERE ' || counted END;
BEGIN
  EXECUTE 'INSERT INTO cu.task_time AS known (workspace_id, task_id, ms)
    SELECT workspace_id, task_id, sum(ms) FROM (' || rows || ') AS changed GROUP BY workspace_id, task_id HAVING sum(ms) <> 0
    ORDER BY workspace_id, task_id
    ON CONFLICT (workspace_id, task_id) DO UPDATE SET ms = known.ms + excluded.ms';
  RETURN NULL;
END $$;
CREATE TRIGGER time_added AFTER INSERT ON cu.time_entries REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION cu.keep_task_time();
CREATE TRIGGER time_changed AFTER UPDATE ON cu.time_entries REFERENCING OLD TABLE AS removed NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION cu.keep_task_time();
CREATE TRIGGER time_removed AFTER DELETE ON cu.time_entries REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION cu.keep_task_time();
CREATE FUNCTION cu.drop_task_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN TRUNCATE cu.task_time; RETURN NULL; END $$;
CREATE TRIGGER time_dropped AFTER TRUNCATE ON cu.time_entries FOR EACH STATEMENT EXECUTE FUNCTION cu.drop_task_time();

DROP INDEX cu.time_entries_length;
CREATE INDEX time_entries_long ON cu.time_entries (workspace_id, start_at) WHERE duration_ms > 86400000;
`;
