import type { Group } from '../figure.js';
import { bulkCreate } from './under-fire/bulk-create.js';
import { isError } from './under-fire/is-error.js';
import { lostAnswer } from './under-fire/lost-answer.js';
import { recovery } from './under-fire/recovery.js';
import { traversal } from './under-fire/traversal.js';

export const underFireGroup: Group = {
  name: 'under-fire',
  figures: ['bulk-create', 'lost-answer', 'recovery', 'traversal', 'is-error'],
  run: async () => [await bulkCreate(), await lostAnswer(), await recovery(), await traversal(), await isError()],
};
