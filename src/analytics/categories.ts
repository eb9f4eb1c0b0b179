/** What a status means, whatever it is called. */
export const categories = ['not_started', 'active', 'done', 'closed', 'cancelled', 'other'] as const;
export type Category = (typeof categories)[number];

export interface StatusRule {
  /** A name in lower case; * stands for anything. */
  pattern: string;
  category: Category;
}

/** Names whose meaning is the same in most Workspaces, whatever type they were given. */
const names: Partial<Record<Category, readonly string[]>> = {
  not_started: ['backlog', 'queued', 'queue', 'in queue', 'to do', 'to-do', 'pending', 'open', 'in planning'],
  active: [
    ...['scoping', 'in design', 'dev', 'in development', 'development', 'review', 'in review', 'testing', 'qa', 'bug'],
    ...[
      'blocked',
      'waiting',
      'staging deploy',
      'ready for development',
      'ready for production',
      'in progress',
      'on hold',
    ],
  ],
  done: ['shipped', 'release', 'complete', 'done', 'resolved', 'prod', 'qc check'],
  closed: ['closed'],
  cancelled: ['cancelled', 'canceled'],
};

const known = new Map(
  Object.entries(names).flatMap(([category, all]) => all.map((name) => [name, category as Category])),
);

/** https://developer.clickup.com/docs/tasks: the types of statuses. */
const ofType: Readonly<Record<string, Category>> = {
  open: 'not_started',
  unstarted: 'not_started',
  custom: 'active',
  active: 'active',
  done: 'done',
  closed: 'closed',
};

/** Rules of the Workspace first, then names that everybody uses, then the type. */
export function categoryOf(status: string, type: string, rules: readonly StatusRule[]): Category {
  const name = statusKey(status);
  const rule = rules.find(({ pattern }) => matches(name, pattern));
  return rule?.category ?? known.get(name) ?? ofType[type] ?? 'other';
}

/** The form in which names of statuses are compared. */
export const statusKey = (status: string): string => status.trim().toLowerCase();

function matches(name: string, pattern: string): boolean {
  const parts = pattern
    .toLowerCase()
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(name);
}
