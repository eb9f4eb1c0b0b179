import type { Sandbox } from '../../src/sandbox/index.js';

interface Task {
  id: string;
  name: string;
  spaceId: string;
  listId: string;
  parentId: string | null;
  status: string;
  deleted: boolean;
  archived: boolean;
  assigneeIds: string[];
  tags: string[];
  timeEstimate: number | null;
  estimates: Record<string, number>;
  dueDate: number | null;
  dateCreated: number;
  dateUpdated: number;
  dateDone: number | null;
  dateClosed: number | null;
  priority: number | null;
  text: string;
}
interface Entry {
  id: string;
  userId: string;
  taskId: string | null;
  start: number;
  end: number | null;
  billable: boolean;
}
interface Status {
  status: string;
  type: string;
}
interface List {
  statuses: Status[] | null;
  id: string;
  name: string;
  folderId: string | null;
  spaceId: string;
}

/** The rows of a sandbox, and time summed over them one entry after the other: the other way to a report's figures. */
export function recompute(sandbox: Sandbox) {
  const rows = sandbox.snapshot().rows as unknown as {
    tasks: Task[];
    timeEntries: Entry[];
    lists: List[];
    folders: { id: string; name: string; parentFolderId: string | null; statuses: Status[] | null }[];
    dependencies: { taskId: string; dependsOn: string }[];
    spaces: { id: string; name: string; statuses: Status[] }[];
  };
  const tasks = new Map(rows.tasks.filter((task) => !task.deleted).map((task) => [task.id, task]));
  const lists = new Map(rows.lists.map((list) => [list.id, list]));
  const folders = new Map(rows.folders.map((folder) => [folder.id, folder]));
  const projectOf = (task: Task): string => lists.get(task.listId)?.folderId ?? task.listId;
  const estimateOf = (task: Task): number => {
    const parts = Object.values(task.estimates);
    return parts.length > 0 ? parts.reduce((sum, part) => sum + part, 0) : (task.timeEstimate ?? 0);
  };
  /** The local day of an instant, from the formatter rather than from arithmetic. */
  const formatters = new Map<string, Intl.DateTimeFormat>();
  const dayOf = (ms: number, timeZone: string): string => {
    const known = formatters.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    formatters.set(timeZone, known);
    return known.format(ms);
  };
  /** Milliseconds by group: each entry is walked through minute by minute, and cut to the period. */
  const time = (
    { from, to, timeZone }: { from: number; to: number; timeZone: string },
    keyOf: (entry: Entry, day: string, task: Task | undefined) => string | undefined,
  ): Record<string, number> => {
    const sums: Record<string, number> = {};
    for (const entry of rows.timeEntries) {
      if (entry.end === null) continue;
      const task = entry.taskId === null ? undefined : tasks.get(entry.taskId);
      for (let at = Math.max(entry.start, from); at < Math.min(entry.end, to); ) {
        const next = Math.min(entry.end, to, Math.floor(at / 60_000) * 60_000 + 60_000);
        const key = keyOf(entry, dayOf(at, timeZone), task);
        if (key !== undefined) sums[key] = (sums[key] ?? 0) + next - at;
        at = next;
      }
    }
    return sums;
  };
  const spaces = new Map(rows.spaces.map((space) => [space.id, space]));
  /** The type of a task's status: of its List, or what that lies in. */
  const statusType = (task: Task): string => {
    const list = lists.get(task.listId);
    const folder = folders.get(list?.folderId ?? '');
    const statuses = list?.statuses ?? folder?.statuses ?? spaces.get(task.spaceId)?.statuses ?? [];
    return statuses.find(({ status }) => status === task.status)?.type ?? '';
  };
  /** What was ever tracked on a task by itself. */
  const ownTime = (id: string): number =>
    rows.timeEntries.reduce(
      (sum, { taskId, start, end }) => sum + (taskId === id && end !== null ? end - start : 0),
      0,
    );
  return {
    dependencies: rows.dependencies,
    statusType,
    ownTime,
    tasks: [...tasks.values()],
    taskOf: (id: string) => tasks.get(id),
    lists,
    folders,
    projectOf,
    estimateOf,
    dayOf,
    time,
  };
}
