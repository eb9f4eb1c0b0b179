import type { OperationId } from '../../../generated/operations.js';
import type { Handler } from '../context.js';
import type { UndocumentedId } from '../undocumented.js';
import { acls } from './acls.js';
import { attachments } from './attachments.js';
import { auditLog } from './audit-log.js';
import { authorization } from './authorization.js';
import { channels } from './channels.js';
import { checklists } from './checklists.js';
import { comments } from './comments.js';
import { customFields } from './custom-fields.js';
import { docs } from './docs.js';
import { estimates } from './estimates.js';
import { fieldCreation } from './field-creation.js';
import { folders } from './folders.js';
import { goals } from './goals.js';
import { groups } from './groups.js';
import { guests } from './guests.js';
import { keyResults } from './key-results.js';
import { lists } from './lists.js';
import { members } from './members.js';
import { merging } from './merge.js';
import { messages } from './messages.js';
import { relations } from './relations.js';
import { roles } from './roles.js';
import { spaces } from './spaces.js';
import { tags } from './tags.js';
import { taskLists } from './task-lists.js';
import { tasks } from './tasks.js';
import { templates } from './templates.js';
import { timeEntries } from './time-entries.js';
import { timesInStatus } from './time-in-status.js';
import { timeLabels } from './time-labels.js';
import { timers } from './timers.js';
import { trackedTime } from './tracked-time.js';
import { users } from './users.js';
import { views } from './views.js';
import { webhooks } from './webhooks.js';
import { workspaces } from './workspaces.js';

/** The handler of every operation, described or not, one import per noun. An operation without one does not compile. */
export const handlers: Readonly<Record<OperationId | UndocumentedId, Handler>> = {
  ...acls,
  ...attachments,
  ...auditLog,
  ...authorization,
  ...channels,
  ...checklists,
  ...comments,
  ...customFields,
  ...fieldCreation,
  ...docs,
  ...estimates,
  ...folders,
  ...goals,
  ...groups,
  ...guests,
  ...keyResults,
  ...lists,
  ...members,
  ...merging,
  ...messages,
  ...relations,
  ...roles,
  ...spaces,
  ...tags,
  ...taskLists,
  ...tasks,
  ...templates,
  ...timeEntries,
  ...timeLabels,
  ...timers,
  ...timesInStatus,
  ...trackedTime,
  ...users,
  ...views,
  ...webhooks,
  ...workspaces,
};
