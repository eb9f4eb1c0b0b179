/** What every model should know before its first call; sent once, at `initialize`. */
export const instructions = `ClickUp is a tree: Workspace > Space > Folder (optional) > List > task > subtask.
From a name to an id: clickup_workspace_resolve takes a name, a path ("Engineering / Sprint 24"), a URL or a custom id; clickup_workspace_get_hierarchy shows the tree; clickup_user_find finds people.
What a List accepts (statuses, custom fields and their options, members, tags): clickup_list_get_options.
Task arguments take ids, custom ids (OPS-42) or URLs. People: id, name, e-mail or "me". Dates: ISO 8601 or English ("next friday 17:00") in the user's zone. Durations: "1h 30m". workspace_id is needed only when the token reaches several.
Every write takes dry_run: true and shows what it would send. What destroys needs confirm: "yes"; ask the person first.
Lists come as {columns, rows, same}: rows follow columns, "same" holds values that all rows share. next_cursor goes back in as cursor. detail: "full" gives every field.
On UNKNOWN_OUTCOME read before you repeat. For many tasks use the *_bulk tools.`;
