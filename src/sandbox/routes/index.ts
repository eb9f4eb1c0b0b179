import type { Routes } from '../context.js';
import { tasks } from './tasks.js';
import { workspaces } from './workspaces.js';

/** The handler of every operation, one import per noun. */
export const handlers: Routes = {
  ...tasks,
  ...workspaces,
};
