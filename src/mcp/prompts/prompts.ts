/** What a word can be filled in with. */
export type Filler = 'list' | 'space' | 'task' | 'doc' | 'page' | 'person' | 'day' | 'nothing';

/** A word that the person fills in. */
interface Argument {
  name: string;
  description: string;
  /** Without a value, and without `usual`, what names it is left out of the calls. */
  required?: true;
  usual?: string;
  /** What its completions are. */
  fills: Filler;
}

/** A call that the model is told to make, and what for. */
export interface Step {
  tool: string;
  /** `{list}` stands for an argument; `<...>` for what an earlier answer shows. */
  input: Record<string, unknown>;
  purpose: string;
  /** The prompt makes sense without it, where its tool is not served. */
  isOptional?: true;
}

/** A job that people ask for. */
export interface Prompt {
  name: string;
  title: string;
  description: string;
  arguments: readonly Argument[];
  /** What is wanted, in a sentence. */
  goal: string;
  steps: readonly Step[];
  /** What the answer looks like. */
  report: string;
}

const list: Argument = { name: 'list', description: 'The List: name, path, id or URL', required: true, fills: 'list' };
const space: Argument = { name: 'space', description: 'Only this Space: name, id or URL', fills: 'space' };

/** The prompts, in the order in which they are listed. */
export const prompts: readonly Prompt[] = [
  {
    name: 'sprint_triage',
    title: 'Triage a sprint',
    description: 'What in a sprint is late, urgent, blocked or nobody’s, and what to do about it.',
    arguments: [list],
    goal: 'Triage the open tasks of {list}.',
    steps: [
      { tool: 'clickup_list_get', input: { list_id: '{list}' }, purpose: 'its dates and its statuses' },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], count_by: ['status', 'assignee'] },
        purpose: 'how the work stands and who has how much',
      },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], due_before: 'today' },
        purpose: 'what is late',
      },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], priorities: ['urgent', 'high'] },
        purpose: 'what matters most',
      },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], unassigned: true },
        purpose: 'what nobody has taken',
      },
      {
        tool: 'clickup_task_update_bulk',
        input: { changes: [{ task_ids: ['<task ids>'], priority: '<priority>' }], dry_run: true },
        purpose: 'what you propose to change, as a plan; make the call without dry_run once the person agrees',
        isOptional: true,
      },
    ],
    report: 'A table of at most ten tasks, worst first: task with its link, what is wrong, what to do, who.',
  },
  {
    name: 'daily_standup',
    title: 'Daily standup',
    description: 'What somebody did since yesterday, what is next and what is in the way.',
    arguments: [
      { name: 'person', description: 'Whose standup; you by default', usual: 'me', fills: 'person' },
      { name: 'since', description: 'Since when; yesterday by default', usual: 'yesterday', fills: 'day' },
    ],
    goal: 'Write the standup of {person} since {since}.',
    steps: [
      {
        tool: 'clickup_task_search',
        input: { assignees: ['{person}'], done_after: '{since}', include_closed: true },
        purpose: 'what was finished',
      },
      {
        tool: 'clickup_task_search',
        input: { assignees: ['{person}'], updated_after: '{since}' },
        purpose: 'what moved',
      },
      {
        tool: 'clickup_task_search',
        input: { assignees: ['{person}'], due_before: 'in 2 days' },
        purpose: 'what is late or due next',
      },
      {
        tool: 'clickup_time_list',
        input: { people: ['{person}'], start_date: '{since}' },
        purpose: 'what the time went into',
        isOptional: true,
      },
    ],
    report: 'Three short lists: done, next, in the way. Tasks with their links; nothing that no answer shows.',
  },
  {
    name: 'okr_check',
    title: 'OKR check',
    description: 'Which goals are on track for their dates, and which key results hold them back.',
    arguments: [],
    goal: 'Check the goals of the Workspace against their dates.',
    steps: [
      { tool: 'clickup_goal_list', input: {}, purpose: 'progress and due date of each goal' },
      {
        tool: 'clickup_goal_get',
        input: { goal_id: '<goal id>', detail: 'full' },
        purpose: 'for each goal that is behind: its key results and its start',
      },
    ],
    report:
      'A table: goal, progress, share of its time that is over, on track or behind; below it, for each goal that is behind, the key result that holds it back and its owner.',
  },
  {
    name: 'weekly_time_report',
    title: 'Weekly time report',
    description: 'Who tracked how much on what in a week.',
    arguments: [
      { name: 'from', description: 'First day; last Monday by default', usual: 'last monday', fills: 'day' },
      { name: 'to', description: 'Last day; today by default', usual: 'today', fills: 'day' },
      space,
    ],
    goal: 'Report the time tracked from {from} to {to}.',
    steps: [
      {
        tool: 'clickup_time_get_report',
        input: { group_by: ['person'], people: ['all'], start_date: '{from}', end_date: '{to}', space_id: '{space}' },
        purpose: 'by person',
      },
      {
        tool: 'clickup_time_get_report',
        input: { group_by: ['list'], people: ['all'], start_date: '{from}', end_date: '{to}', space_id: '{space}' },
        purpose: 'by List',
      },
      {
        tool: 'clickup_time_get_report',
        input: {
          group_by: ['task'],
          people: ['all'],
          start_date: '{from}',
          end_date: '{to}',
          space_id: '{space}',
          task_facts: true,
          limit: 10,
        },
        purpose: 'the ten tasks that took most, with their estimates',
      },
    ],
    report:
      'The total, then a table by person and one by List, then tasks far above their estimate. Say whose time is missing.',
  },
  {
    name: 'backlog_grooming',
    title: 'Groom a backlog',
    description: 'What in a backlog is stale, unclear or double, and what to do with it.',
    arguments: [
      list,
      { name: 'stale', description: 'Untouched since; 60 days ago by default', usual: '60 days ago', fills: 'day' },
    ],
    goal: 'Groom the backlog {list}.',
    steps: [
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], updated_before: '{stale}' },
        purpose: 'what nobody has touched for long',
      },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], priorities: ['none'] },
        purpose: 'what has no priority',
      },
      {
        tool: 'clickup_task_list',
        input: { list_id: '{list}', order_by: 'created', fields: ['name', 'tags', 'priority', 'assignees'] },
        purpose: 'all of it, to find what is there twice',
      },
      {
        tool: 'clickup_task_get',
        input: { task_ids: ['<task ids>'] },
        purpose: 'those you are not sure about: is it clear what is to be done?',
      },
      {
        tool: 'clickup_task_update_bulk',
        input: { changes: [{ task_ids: ['<task ids>'], priority: '<priority>' }], dry_run: true },
        purpose: 'what you propose to change, as a plan; make the call without dry_run once the person agrees',
        isOptional: true,
      },
    ],
    report: 'Four lists: keep, clarify (with the question), join (with what), close. A reason of a few words for each.',
  },
  {
    name: 'summarise_doc',
    title: 'Summarise a Doc',
    description: 'What a Doc says, in a few lines, with what it leaves open.',
    arguments: [{ name: 'doc', description: 'The Doc: name, id or URL', required: true, fills: 'doc' }],
    goal: 'Summarise the Doc {doc}.',
    steps: [
      { tool: 'clickup_doc_list_pages', input: { doc: '{doc}' }, purpose: 'what it covers' },
      {
        tool: 'clickup_doc_read',
        input: { doc: '{doc}' },
        purpose: 'its text; go on with next_cursor as cursor until there is none, and keep notes instead of the text',
      },
    ],
    report:
      'At most ten bullets, each with the page it comes from; then decisions, open questions, and when it was last changed.',
  },
  {
    name: 'plan_release',
    title: 'Plan a release',
    description: 'What has to be done for a release, by whom and by when, as tasks to be agreed on.',
    arguments: [
      list,
      { name: 'name', description: 'What is released, such as 2.4', required: true, fills: 'nothing' },
      { name: 'due', description: 'When', required: true, fills: 'day' },
    ],
    goal: 'Plan the release {name} on {due} with the tasks of {list}.',
    steps: [
      { tool: 'clickup_list_get_options', input: { list_id: '{list}' }, purpose: 'statuses, people, tags and fields' },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], count_by: ['status', 'assignee'] },
        purpose: 'what is open, and with whom',
      },
      {
        tool: 'clickup_task_search',
        input: { list_ids: ['{list}'], priorities: ['urgent', 'high'] },
        purpose: 'what must be in it, or must not hold it up',
      },
      {
        tool: 'clickup_task_create',
        input: { list_id: '{list}', name: 'Release {name}', due_date: '{due}', dry_run: true },
        purpose: 'the task of the release, as a plan; make the call without dry_run once the person agrees',
      },
      {
        tool: 'clickup_task_create_bulk',
        input: { list_id: '{list}', tasks: [{ name: '<step>', due_date: '{due}' }], dry_run: true },
        purpose: 'the steps that are missing, such as notes, tests, rollout and a look back, as a plan',
        isOptional: true,
      },
    ],
    report:
      'What is in, what is out and why; the steps backwards from {due} with owner and date; the risks. Then ask whether to create the tasks.',
  },
];
