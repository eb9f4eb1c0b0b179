/** Teams (user groups) that have tasks, so that reports by person count whom a Team brings to a task. */
export const teams = `
CREATE TABLE cu.teams (
  workspace_id text NOT NULL, team_id text NOT NULL, name text, PRIMARY KEY (workspace_id, team_id));
COMMENT ON COLUMN cu.teams.name IS 'Null where tasks name a Team that ClickUp does not show.';
CREATE TABLE cu.team_members (
  workspace_id text NOT NULL, team_id text NOT NULL, user_id bigint NOT NULL, position int NOT NULL,
  PRIMARY KEY (workspace_id, team_id, user_id));
CREATE TABLE cu.task_teams (
  workspace_id text NOT NULL, task_id text NOT NULL, team_id text NOT NULL, position int NOT NULL,
  PRIMARY KEY (workspace_id, task_id, team_id));
ALTER TABLE cu.task_assignees ADD COLUMN via_team text;
COMMENT ON COLUMN cu.task_assignees.via_team IS 'The Team by which the person has the task; null for those who were assigned themselves.';
`;
