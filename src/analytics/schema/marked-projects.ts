/** Projects may be the tasks with a tag, or with a value of a custom field, wherever they lie. */
export const markedProjects = `
ALTER TABLE cu.projects ADD COLUMN scope_name text;
COMMENT ON COLUMN cu.projects.scope_name IS 'What a tag or the value of a custom field is called; places have names of their own.';
ALTER TABLE cu.projects DROP CONSTRAINT projects_scope_kind_check,
  ADD CONSTRAINT projects_scope_kind_check CHECK (scope_kind IN ('space', 'folder', 'list', 'tag', 'custom_field'));
CREATE INDEX task_tags_tag ON cu.task_tags (workspace_id, lower(tag), task_id);
`;
