import type { OperationId } from '../../../generated/operations.js';
import type { LookUps } from '../../runtime/look-up.js';
import { chatRules } from './chat.js';
import { checklistRules } from './checklist.js';
import { commentRules } from './comment.js';
import { docRules } from './doc.js';
import { goalRules } from './goal.js';
import { objectAt } from './listing.js';
import { placeRules } from './place.js';
import { taskRules } from './task.js';
import { timeEntryRules } from './time-entry.js';
import { viewRules } from './view.js';
import { workspaceRules } from './workspace.js';

const repeatable: readonly OperationId[] = [
  'AddDependency',
  'AddTagToTask',
  'AddTaskLink',
  'AddTaskToList',
  'SetCustomFieldValue',
];

export const lookUps: LookUps = {
  rules: {
    ...taskRules,
    ...checklistRules,
    ...commentRules,
    ...placeRules,
    ...viewRules,
    ...goalRules,
    ...timeEntryRules,
    ...docRules,
    ...chatRules,
    ...workspaceRules,
  },
  repeatable,
  me: { read: 'GetAuthorizedUser', id: (answer) => objectAt(answer, 'user').id },
};
