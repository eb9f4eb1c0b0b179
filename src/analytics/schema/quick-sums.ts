const ended = "start_at + duration_ms * interval '1 millisecond'";

/** Sums by day of the entries that began within 30 days, cut at midnights as the triggers do. Some of the first day are there already. */
const daysOfStretch = `
    WITH spans AS MATERIALIZED (
      SELECT user_id, coalesce(task_id, '') AS task_id, billable, duration_ms, start_at, ${ended} AS end_at,
        (start_at AT TIME ZONE zone)::date AS first_day, ((${ended} - interval '1 microsecond') AT TIME ZONE zone)::date AS last_day
      FROM cu.time_entries WHERE workspace_id = workspace AND start_at >= stretch AND start_at < stretch + interval '30 days'
        AND deleted_at IS NULL AND NOT is_running AND duration_ms > 0),
    pieces AS (
      SELECT first_day AS day, user_id, task_id, billable, duration_ms AS ms, 1 AS begun, 0 AS continued FROM spans WHERE last_day = first_day
      UNION ALL
      SELECT first_day + i, user_id, task_id, billable, (extract(epoch FROM least(end_at, (first_day + i + 1)::timestamp AT TIME ZONE zone)
          - greatest(start_at, (first_day + i)::timestamp AT TIME ZONE zone)) * 1000)::bigint,
        CASE WHEN i = 0 THEN 1 ELSE 0 END, CASE WHEN i = 0 THEN 0 ELSE 1 END
      FROM spans CROSS JOIN generate_series(0, last_day - first_day) AS i WHERE last_day <> first_day)
    INSERT INTO cu.day_time AS known (workspace_id, day, user_id, task_id, ms, billable_ms, begun, continued)
    SELECT workspace, day, user_id, task_id, sum(ms)::bigint, sum(CASE WHEN billable THEN ms ELSE 0 END)::bigint, sum(begun), sum(continued)
    FROM pieces GROUP BY day, user_id, task_id ORDER BY day, user_id, task_id
    ON CONFLICT (workspace_id, day, user_id, task_id) DO UPDATE SET ms = known.ms + excluded.ms,
      billable_ms = known.billable_ms + excluded.billable_ms, begun = known.begun + excluded.begun, continued = known.continued + excluded.continued;`;

/**
 * The sums of a Workspace anew from all of its entries: each is read twice, and what one table of sums has in it is not summed again
 * for another.
 */
export const quickSums = `
CREATE OR REPLACE FUNCTION cu.sum_time(workspace text) RETURNS void LANGUAGE plpgsql SET work_mem = '32MB' SET jit = off AS $$
DECLARE stretch timestamptz; latest timestamptz; zone text;
BEGIN
  -- Where tables lie on several machines, there are none.
  IF to_regclass('cu.day_time') IS NULL THEN RETURN; END IF;
  DELETE FROM cu.task_time WHERE workspace_id = workspace;
  DELETE FROM cu.person_time WHERE workspace_id = workspace;
  DELETE FROM cu.day_time WHERE workspace_id = workspace;
  INSERT INTO cu.person_time (workspace_id, task_id, user_id, ms, billable_ms, entries)
    SELECT workspace, coalesce(task_id, ''), user_id, sum(duration_ms)::bigint, sum(CASE WHEN billable THEN duration_ms ELSE 0 END)::bigint, count(*)
    FROM cu.time_entries WHERE workspace_id = workspace AND deleted_at IS NULL AND NOT is_running AND duration_ms > 0
    GROUP BY 2, 3 ORDER BY 2, 3;
  INSERT INTO cu.task_time (workspace_id, task_id, ms)
    SELECT workspace, task_id, sum(ms)::bigint FROM cu.person_time WHERE workspace_id = workspace AND task_id <> '' GROUP BY 2 ORDER BY 2;
  SELECT timezone INTO zone FROM cu.workspaces WHERE workspace_id = workspace;
  SELECT min(start_at), max(start_at) INTO stretch, latest FROM cu.time_entries WHERE workspace_id = workspace;
  WHILE stretch <= latest LOOP ${daysOfStretch}
    stretch := stretch + interval '30 days';
  END LOOP;
END $$;
`;
