import { UsageError } from '../cli/usage.js';
import { nearest } from '../runtime/nearest.js';
import type { ListedTool } from '../runtime/tool.js';
import { type AnalyticsTool, listedOf } from './tool.js';

/** What people ask most, said in a few words, with the arguments that such questions need: a small model reads all of it each time. */
const small: Readonly<Record<string, { says: string; takes: readonly string[] }>> = {
  sync_now: { says: 'Bring the data up to date.', takes: [] },
  get_spaces: { says: 'List the Spaces.', takes: [] },
  get_folders: { says: 'List the Folders of a Space and their Lists.', takes: ['space'] },
  get_workspace_members: { says: 'List the people.', takes: [] },
  list_projects: { says: 'List the tracked projects.', takes: [] },
  get_tasks: { says: 'List tasks of a place.', takes: ['scope', 'assignee', 'include_closed', 'limit'] },
  get_task: { says: 'Show one task.', takes: ['task'] },
  search_tasks: { says: 'Find tasks by a text.', takes: ['query', 'scope', 'limit'] },
  get_tasks_by_assignee: { says: "List a person's open tasks.", takes: ['assignee', 'scope', 'limit'] },
  get_overdue_tasks: { says: 'List tasks past their due date.', takes: ['scope', 'limit'] },
  get_workload: { says: 'Work left for each person.', takes: ['scope'] },
  get_space_project_time_report: { says: 'Hours by project and person in a Space.', takes: ['space', 'period'] },
  get_employee_time_report: { says: 'Hours by person and project.', takes: ['scope', 'period'] },
  get_weekly_timesheet: { says: 'Hours by person and day of a week.', takes: ['scope', 'period'] },
  get_yesterday_report: { says: 'What was tracked yesterday.', takes: ['scope'] },
  get_progress_since: { says: 'What was completed and created since a day.', takes: ['since', 'scope', 'limit'] },
  get_at_risk_tasks: { says: 'Open tasks at risk, with reasons.', takes: ['scope', 'limit'] },
  get_project_health_score: { says: 'Grade A to F of a project.', takes: ['project'] },
  get_project_daily_standup: { says: 'Stand-up of a project by person.', takes: ['project'] },
  get_project_weekly_digest: { says: 'A week of a project.', takes: ['project', 'period'] },
};

export const smallProfile = 'analytics-small';

/** For a model of a few billion parameters, as the instructions of the server and to paste where a client has a place for it. */
export const systemPrompt = `You answer questions about a ClickUp Workspace. You know nothing of it yourself: every figure comes from a tool.

1. Choose one tool. Name Spaces, Folders, Lists, projects, tasks and people as the person does; no ids are needed.
2. Periods are words: today, yesterday, this_week, last_week, this_month, last_month, last_30_days, 2026-11, 2026-11-01..2026-11-15.
3. If a tool fails, read its suggested_action, correct the call and try once more. If a name is unknown, call get_spaces or get_workspace_members.
4. Copy figures as they are: *_hours for people, totals from total. Never add, average or guess.
5. Say the period and scope of meta, and its warnings. If truncated is true, say that there are more.
6. Answer in the person's language: one sentence, then a table of at most ten rows. No tool here changes ClickUp.

Which tool: hours of people or projects: get_employee_time_report, get_space_project_time_report. A week day by day: get_weekly_timesheet.
Late or risky: get_overdue_tasks, get_at_risk_tasks. How a project is: get_project_health_score. Stand-up: get_project_daily_standup.
Who is busy: get_workload. What happened: get_progress_since, get_project_weekly_digest. Data are old: sync_now.
`;

/** The tools as they are listed; by the profile for small models those of it, in short. Throws for a profile that is none. */
export function listed(tools: readonly AnalyticsTool[], profile: string | undefined): ListedTool[] {
  if (profile === undefined) return tools.map(listedOf);
  if (profile !== smallProfile) {
    const near = nearest(profile, [smallProfile]);
    throw new UsageError(`no profile is called ${profile}`, `${near ? 'Did you mean' : 'There is'} ${smallProfile}.`);
  }
  return tools.flatMap((tool) => {
    const short = small[tool.name];
    return short ? [inShort(listedOf(tool), short)] : [];
  });
}

function inShort(
  { _meta, ...tool }: ListedTool,
  { says, takes }: { says: string; takes: readonly string[] },
): ListedTool {
  const {
    properties = {},
    required,
    ...schema
  } = tool.inputSchema as {
    properties?: Record<string, { description?: string; type?: string }>;
    required?: string[];
  };
  const kept = Object.entries(properties).filter(([name]) => takes.includes(name));
  const inputSchema = {
    ...schema,
    // A name says what it is; what a period is stands in the prompt.
    properties: Object.fromEntries(kept.map(([name, { description: _, ...rest }]) => [name, rest])),
    ...(required && { required }),
  };
  return { ...tool, description: says, inputSchema: inputSchema as unknown as ListedTool['inputSchema'] };
}
