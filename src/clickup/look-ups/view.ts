import type { OperationId } from '../../../generated/operations.js';
import type { LookUp } from '../../runtime/look-up.js';
import { byDate, once, type Rules, rowsAt, sameName } from './listing.js';

const view = (read: OperationId): LookUp => ({
  read,
  page: once(),
  rows: (answer) => rowsAt(answer, 'views'),
  isLike: (row, sent) => sameName(row, sent) && row.type === sent.body.type,
  ...byDate,
  answer: (row) => ({ view: row }),
});

export const viewRules = {
  CreateTeamView: view('GetTeamViews'),
  CreateSpaceView: view('GetSpaceViews'),
  CreateFolderView: view('GetFolderViews'),
  CreateListView: view('GetListViews'),
} satisfies Rules;
