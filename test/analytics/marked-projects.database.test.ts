import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromWire } from '../../src/clickup/custom-field/values.js';
import { LISTS, WORKSPACE_ID } from '../../src/sandbox/index.js';
import { analyticsFixture } from '../support/analytics.js';
import { isMissing, kinds } from '../support/databases.js';
import { recompute } from '../support/recompute.js';
import { failure } from '../support/sandbox-client.js';

// What the reports answer, and what ClickUp tells, is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

/** A value as people read it, each of several by itself. */
function wordsOf(field: Answer): string[] {
  if (field.value === undefined || field.value === null || field.value === '') return [];
  const shown = fromWire(field) as Answer;
  const word = (one: Answer): string => String(one?.name ?? one?.title ?? one?.address ?? one);
  const words = Array.isArray(shown) ? shown.map(word) : typeof shown === 'object' ? [word(shown)] : [String(shown)];
  return words.map((each) => each.toLowerCase());
}

describe.each(kinds)('projects by tag and custom field (%s)', (kind) => {
  const test = it.skipIf(isMissing(kind));
  let fixture: Awaited<ReturnType<typeof analyticsFixture>>;
  let tasks: Answer[];
  const call = (name: string, input: object = {}): Promise<Answer> => fixture.call<Answer>(name, input);

  beforeAll(async () => {
    if (isMissing(kind)) return;
    fixture = await analyticsFixture(kind);
    const { clickup, sync } = fixture;
    await sync();
    tasks = [];
    for (const archived of [false, true])
      for (let page = 0, more = true; more; page++) {
        const query = { page, subtasks: true, include_closed: true, archived } as never;
        const { data } = await clickup.api.GET(
          '/v2/team/{team_Id}/task' as never,
          {
            params: { path: { team_Id: WORKSPACE_ID, team_id: WORKSPACE_ID }, query },
          } as never,
        );
        tasks.push(...(data as Answer).tasks);
        more = (data as Answer).tasks.length > 0;
      }
  });
  afterAll(() => fixture?.drop());

  /** A task and those above it, itself first. */
  const line = (task: Answer | undefined): Answer[] =>
    task ? [task, ...line(tasks.find(({ id }) => id === task.parent))] : [];
  const hasTag = (tag: string) => (task: Answer) =>
    line(task).some(({ tags }) => tags.some(({ name }: Answer) => name.toLowerCase() === tag));
  const valuesOf = (task: Answer, name: string): string[] =>
    task.custom_fields.filter((field: Answer) => field.name.toLowerCase() === name).flatMap(wordsOf);
  const hasValue = (name: string, value: string) => (task: Answer) => {
    const decides = line(task).find((each) => valuesOf(each, name).length > 0);
    return decides !== undefined && valuesOf(decides, name).includes(value);
  };
  const idsIn = async (scope: string): Promise<string[]> => {
    const found = await call('get_tasks', { scope, include_closed: true, include_archived: true, limit: 500 });
    return found.tasks.map(({ task_id }: Answer) => task_id).sort();
  };
  const idsOf = (where: (task: Answer) => boolean) =>
    tasks
      .filter(where)
      .map(({ id }) => id)
      .sort();

  test('hold the tasks that have it, and all below these', async () => {
    const tags = [...new Set<string>(tasks.flatMap((task) => task.tags.map(({ name }: Answer) => name)))];
    expect(tags.length).toBeGreaterThan(3);
    let inherited = 0;
    for (const tag of tags) {
      expect(await idsIn(`tag: ${tag.toUpperCase()}`)).toEqual(idsOf(hasTag(tag)));
      inherited +=
        idsOf(hasTag(tag)).length - tasks.filter((task) => task.tags.some(({ name }: Answer) => name === tag)).length;
    }
    expect(inherited).toBeGreaterThan(0);
  });

  test('hold the tasks with a value, each of several too; a value of its own takes a subtask out', async () => {
    const pairs = tasks.flatMap((task) =>
      task.custom_fields.flatMap((field: Answer) =>
        wordsOf(field).map((value) => [field.name.toLowerCase(), value] as [string, string]),
      ),
    );
    const some = [...new Map(pairs.filter(([, value]) => value.length < 40).map((pair) => [pair.join('='), pair]))];
    expect(some.length).toBeGreaterThan(10);
    for (const [text, [name, value]] of some.slice(0, 40))
      expect([text, await idsIn(`field:${text}`)]).toEqual([text, idsOf(hasValue(name, value))]);
  });

  test('sum what was tracked on them, to the millisecond', async () => {
    const truth = recompute(fixture.sandbox);
    const found = await call('get_time_tracking_report', { scope: 'tag:backend', group_by: 'task' });
    const expected = idsOf(hasTag('backend')).filter((id) => truth.ownTime(id) > 0);
    expect(expected.length).toBeGreaterThan(0);
    expect(Object.fromEntries(found.groups.map(({ id, tracked_ms }: Answer) => [id, tracked_ms]))).toEqual(
      Object.fromEntries(expected.map((id) => [id, truth.ownTime(id)])),
    );
    expect(found.meta.scope).toEqual({ kind: 'tag', id: 'backend', name: 'backend' });
  });

  test('have an alias as places have, and tell what they share', async () => {
    expect(await call('add_project', { place: 'tag:backend', alias: 'Server' })).toMatchObject({
      project: { alias: 'server', kind: 'tag', id: 'backend', name: 'backend' },
    });
    expect(await failure(call('add_project', { place: 'backend', type: 'tag', alias: 'again' }))).toMatchObject({
      code: 'CONFLICT',
    });
    const isHere = (task: Answer) => task.list.id === LISTS.sprint24;
    const both = idsOf((task) => hasTag('backend')(task) && isHere(task));
    expect(both.length).toBeGreaterThan(0);
    expect((await call('map_project', { place: LISTS.sprint24, alias: 'sprint' })).shared_with).toEqual([
      { alias: 'server', tasks: both.length },
    ]);
    const live = (task: Answer) => !task.archived;
    const all = await call('get_all_projects_status');
    expect(all.projects.map(({ alias, total }: Answer) => [alias, total])).toEqual([
      ['server', idsOf((task) => live(task) && hasTag('backend')(task)).length],
      ['sprint', idsOf((task) => live(task) && isHere(task)).length],
    ]);
    const shared = idsOf((task) => live(task) && hasTag('backend')(task) && isHere(task)).length;
    expect(all.meta.warnings).toEqual([`${shared} tasks are of several projects, and count in each.`]);

    for (const tool of [
      'get_project_status',
      'get_project_health_score',
      'get_project_statuses',
      'get_project_velocity',
    ])
      expect((await call(tool, { project: 'server' })).meta.scope.kind).toBe('tag');
    const { places } = await call('discover_projects', { scope: 'server', level: 'list' });
    expect(places.map(({ id }: Answer) => id).sort()).toEqual(
      [...new Set(tasks.filter((task) => live(task) && hasTag('backend')(task)).map(({ list }) => list.id))].sort(),
    );
    expect((await call('refresh_mapping', { alias: 'server' })).project).toMatchObject({ state: 'ok' });

    const exported = await call('export_mappings');
    await call('remove_project', { alias: 'server' });
    const { added } = await call('import_mappings', { json: JSON.stringify(exported) });
    expect(added).toMatchObject([{ alias: 'server', kind: 'tag' }]);
    expect((await call('export_mappings')).projects).toEqual(exported.projects);
    await call('remove_project', { alias: 'server' });
    await call('remove_project', { alias: 'sprint' });
  });

  test('say what helps where no task has it', async () => {
    expect(await failure(call('get_tasks', { scope: 'tag:backnd' }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
      suggested_action: 'Did you mean "backend"?',
    });
    expect(await failure(call('get_tasks', { scope: 'field:Impact' }))).toMatchObject({
      code: 'INVALID_PARAMETER',
      suggested_action: expect.stringContaining('field:Client=Acme'),
    });
    expect(await failure(call('get_folder_time_report', { folder: 'tag:backend' }))).toMatchObject({
      code: 'RESOURCE_NOT_FOUND',
    });
  });
});
