/** ClickUp answers with some numbers as text, and takes them back as numbers only. */
type WireNumber = number | string;

/** The parts of ClickUp's task that the tools around one task read; see the API's `GetTask`. */
export interface WireTask {
  id: string;
  custom_id?: string | null;
  name: string;
  team_id: string;
  parent?: string | null;
  description?: string | null;
  markdown_description?: string | null;
  status?: WireStatus;
  custom_item_id?: WireNumber | null;
  creator?: WireUser;
  assignees?: WireUser[];
  group_assignees?: { id: string }[];
  watchers?: WireUser[];
  tags?: { name: string }[];
  priority?: { id: string } | null;
  points?: WireNumber | null;
  due_date?: string | null;
  start_date?: string | null;
  time_estimate?: WireNumber | null;
  time_spent?: number | null;
  checklists?: WireChecklist[];
  custom_fields?: WireField[];
  dependencies?: { task_id: string; depends_on: string }[];
  linked_tasks?: { task_id: string; link_id: string }[];
  attachments?: unknown[];
  subtasks?: WireTask[];
  locations?: { id: string; name: string }[];
  list: { id: string; name: string };
  folder?: { name?: string; hidden?: boolean };
  space: { id: string };
}

export interface WireUser {
  id: number;
  username?: string | null;
  email?: string | null;
}

export interface WireStatus {
  id?: string;
  status: string;
  type?: string;
}

export interface WireList {
  id: string;
  name: string;
  statuses?: WireStatus[];
}

export interface WireChecklist {
  id: string;
  name: string;
  orderindex?: number;
  items?: WireChecklistItem[];
}

export interface WireChecklistItem {
  id: string;
  name: string;
  orderindex?: number;
  resolved?: boolean;
  assignee?: WireUser | null;
  parent?: string | null;
  children?: WireChecklistItem[];
}

/** A custom field as a task carries it: its definition, and `value` where one is set. */
export interface WireField {
  id: string;
  name: string;
  type: string;
  type_config?: Record<string, unknown>;
  value?: unknown;
}

/** A task that an answer names beside those that were asked for. */
export interface TaskRef {
  id: string;
  custom_id?: string | null;
  name?: string;
  status?: WireStatus;
}
