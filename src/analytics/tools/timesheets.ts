import * as z from 'zod';
import { isoDay, toWall } from '../../clickup/dates/zone.js';
import { timesheetChart } from '../charts/of-reports.js';
import { largestTasks, namesOfPeople, nested, timeByDay, totalOf, tracked } from '../reports/grouped-time.js';
import { daysOf, weekOf } from '../reports/period.js';
import { defineReport, type Frame, hours } from '../reports/report.js';

const isWorkday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

const taskInput = {
  tasks_per_person: z.int().min(0).max(1_000).default(10).describe('Most tasks shown of each person; 0 for none.'),
};

/** Each person's time on each local day, and the tasks it went into. */
async function timesheet(frame: Frame, { tasks_per_person: most }: { tasks_per_person: number }) {
  const days = daysOf(frame.period);
  const cells = await timeByDay(frame);
  const names = await namesOfPeople(frame);
  const tasks = most > 0 ? await largestTasks(frame, most) : [];
  const tasksOf = new Map(nested(tasks, ({ user_id }) => user_id).map((mine) => [mine[0]!.user_id, mine]));
  const target = days.filter(isWorkday).length * Number(frame.workspace.day_hours) * 3_600_000;
  const people = nested(cells, ({ user_id }) => user_id).map((mine) => {
    const { user_id } = mine[0]!;
    const sum = totalOf(mine);
    const mostTasks = tasksOf.get(user_id) ?? [];
    const more = (mostTasks[0]?.of ?? 0) - mostTasks.length;
    const byDay = new Map(mine.map(({ day, ms }) => [day, ms]));
    return {
      user_id,
      name: names.get(user_id) ?? null,
      ...tracked(sum),
      days: Object.fromEntries(days.map((day) => [day, byDay.get(day) ?? 0])),
      days_worked: mine.length,
      average_hours_per_day_worked: hours(sum.ms / mine.length),
      target_hours: hours(target),
      variance_hours: hours(sum.ms - target),
      tasks: mostTasks.map((each) => ({ task_id: each.task_id, task: each.name ?? '(no task)', ...tracked(each) })),
      ...(most > 0 && more > 0 && { more_tasks: more }),
    };
  });
  people.sort((a, b) => b.tracked_ms - a.tracked_ms || a.user_id - b.user_id);
  const totals = Object.fromEntries(
    days.map((day) => [day, people.reduce((sum, { days: own }) => sum + own[day]!, 0)]),
  );
  return { total: tracked(totalOf(cells)), days: totals, people };
}

const weeklyTimesheet = defineReport({
  name: 'get_weekly_timesheet',
  chart: timesheetChart,
  group: 'analytics',
  description:
    'Timesheet of a week: ms of each person on each local day, empty days too, and by task. Time is that of who tracked it; what crosses midnight is split there.',
  input: taskInput,
  period: 'this_week',
  run: timesheet,
});

const monthlyTimesheet = defineReport({
  name: 'get_monthly_timesheet',
  chart: timesheetChart,
  group: 'analytics',
  description:
    'Timesheet of a month: ms of each person on each local day with sums by week, days worked, and the difference to full working days.',
  input: taskInput,
  period: 'this_month',
  async run(frame, input) {
    const { people, ...sheet } = await timesheet(frame, input);
    const weekOfDay = (day: string) => isoDay(weekOf(Date.parse(`${day}T00:00:00Z`), frame.weekStart));
    const weekOfEach = Object.keys(sheet.days).map((day) => [day, weekOfDay(day)] as const);
    return {
      ...sheet,
      people: people.map((person) => {
        const weeks: Record<string, number> = {};
        for (const [day, week] of weekOfEach) weeks[week] = (weeks[week] ?? 0) + person.days[day]!;
        return { ...person, weeks_from: weeks };
      }),
    };
  },
});

const yesterdayReport = defineReport({
  name: 'get_yesterday_report',
  group: 'analytics',
  description: "What was tracked yesterday, in the zone of the report: by person, with each one's tasks.",
  input: taskInput,
  period: 'yesterday',
  async run(frame, input) {
    const { total, people } = await timesheet(frame, input);
    return {
      total,
      people: people.map(({ user_id, name, tracked_ms, tracked_hours, billable_ms, tasks }) => ({
        user_id,
        name,
        tracked_ms,
        tracked_hours,
        billable_ms,
        tasks,
      })),
    };
  },
});

const lowHours = defineReport({
  name: 'get_low_hours_days',
  group: 'analytics',
  description:
    'Working days on which somebody tracked less than so many hours, days without any time included; today is left out.',
  input: { hours: z.number().min(0.1).max(24).optional().describe('Default: the length of a working day.') },
  period: 'last_week',
  async run(frame, { hours: least = Number(frame.workspace.day_hours) }) {
    const { people } = await timesheet(frame, { tasks_per_person: 0 });
    const today = isoDay(toWall(frame.now, frame.timeZone));
    const days = people.flatMap(({ user_id, name, days: own }) =>
      Object.entries(own)
        .filter(([day, ms]) => isWorkday(day) && day < today && ms < least * 3_600_000)
        .map(([day, ms]) => ({ day, user_id, name, tracked_ms: ms, tracked_hours: hours(ms) })),
    );
    return { least_hours: least, days };
  },
});

export const timesheets = [weeklyTimesheet, monthlyTimesheet, yesterdayReport, lowHours];
