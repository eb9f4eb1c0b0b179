import { describe, expect, it } from 'vitest';
import {
  FIELDS,
  FOLDERS,
  GOALS,
  LISTS,
  OAUTH_APP,
  optionId,
  SPACES,
  TASKS,
  USERS,
  WORKSPACE_ID,
} from '../../src/sandbox/index.js';
import type { Json } from '../support/sandbox.js';
import { connect, uncalled } from '../support/third-party-client.js';

const names = (things: Json[]): string[] => things.map((thing) => thing.name);

describe('clickup.js over HTTP', () => {
  it('finds its way from the Workspace to a task', async () => {
    const { clickup } = await connect();
    expect((await clickup.authorization.user()).user.username).toBe('Lena Hoffmann');
    expect(names((await clickup.authorization.teams()).teams)).toEqual(['Harbour Bikes']);
    expect((await clickup.team.get()).teams[0].id).toBe(WORKSPACE_ID);
    const { spaces } = await clickup.team.spaces(WORKSPACE_ID, { archived: false });
    expect(names(spaces)).toEqual(['Product Engineering', 'Marketing', 'Operations']);
    expect((await clickup.space.get(SPACES.engineering)).name).toBe('Product Engineering');
    expect(names((await clickup.space.folders(SPACES.engineering)).folders)).toContain('Mobile App');
    expect(names((await clickup.space.folderlessLists(SPACES.engineering)).lists)).toContain('Bugs');
    expect((await clickup.folder.get(FOLDERS.mobileApp)).id).toBe(FOLDERS.mobileApp);
    expect(names((await clickup.folder.lists(FOLDERS.mobileApp)).lists)).toContain('Sprint 24');
    expect((await clickup.list.get(LISTS.sprint24)).folder.id).toBe(FOLDERS.mobileApp);
    const { tasks } = await clickup.list.tasks(LISTS.sprint24, { statuses: ['in progress'], subtasks: true });
    expect(tasks.map((task: Json) => task.id)).toContain(TASKS.offlineUnlock);
    const mine = await clickup.team.filteredTasks(WORKSPACE_ID, { assignees: [USERS.lena], includeClosed: true });
    expect(mine.tasks.length).toBeGreaterThan(0);
    for (const { assignees } of mine.tasks) expect(assignees.map((one: Json) => String(one.id))).toContain(USERS.lena);
    const task = await clickup.task.get(TASKS.offlineUnlock, { includeSubtasks: true });
    expect(task.subtasks).toHaveLength(4);
    for (const who of [clickup.list.members(LISTS.sprint24), clickup.task.members(TASKS.offlineUnlock)]) {
      expect((await who).members.length).toBeGreaterThan(0);
    }
    for (const place of [
      clickup.team.customFields(WORKSPACE_ID),
      clickup.space.customFields(SPACES.engineering),
      clickup.folder.customFields(FOLDERS.mobileApp),
      clickup.list.customFields(LISTS.bugs),
    ]) {
      expect(Array.isArray((await place).fields)).toBe(true);
    }
    expect((await clickup.team.plan(WORKSPACE_ID)).plan_name).toBe('Business');
    expect((await clickup.team.seats(WORKSPACE_ID)).members.filled_members_seats).toBe(6);
    expect(names((await clickup.team.customTaskTypes(WORKSPACE_ID)).custom_items)).toContain('Milestone');
    expect((await clickup.team.sharedHierarchy(WORKSPACE_ID)).shared.tasks).toEqual([]);
  });

  it('leads a task from its making to its end', async () => {
    const { clickup } = await connect();
    const made = await clickup.list.createTask(LISTS.bugs, {
      name: 'Bell rings twice',
      assignees: [Number(USERS.samuel)],
      tags: ['frontend'],
      status: 'New',
      dueDate: 1_791_500_000_000,
      dueDateTime: true,
    });
    expect(made).toMatchObject({ name: 'Bell rings twice', due_date: '1791500000000', list: { id: LISTS.bugs } });
    const updated = await clickup.task.update(made.id, { priority: 1, assignees: { add: [Number(USERS.priya)] } });
    expect([updated.priority.priority, updated.assignees.length]).toEqual(['urgent', 2]);
    await clickup.task.addTag(made.id, 'backend');
    await clickup.task.removeTag(made.id, 'frontend');
    await clickup.task.addCustomFieldValue(made.id, FIELDS.severity, { value: optionId('severity', 'Critical') });
    await clickup.task.addDependency(made.id, { dependsOn: TASKS.greyButton });
    await clickup.task.addTaskLink(made.id, TASKS.stationApi);
    await clickup.list.addTask(LISTS.sprint24, made.id);
    const task = await clickup.task.get(made.id);
    expect(names(task.tags)).toEqual(['backend']);
    expect(task.custom_fields.find((field: Json) => field.id === FIELDS.severity).value).toBe(0);
    expect(task.dependencies[0].depends_on).toBe(TASKS.greyButton);
    expect(task.linked_tasks[0].link_id).toBe(TASKS.stationApi);
    expect(names(task.locations)).toEqual(['Sprint 24']);

    await clickup.list.removeTask(LISTS.sprint24, made.id);
    await clickup.task.removeTaskLink(made.id, TASKS.stationApi);
    await clickup.task.removeDependency(made.id, { dependsOn: TASKS.greyButton });
    await clickup.task.removeCustomFieldValue(made.id, FIELDS.severity);
    const bare = await clickup.task.get(made.id);
    expect([bare.dependencies, bare.linked_tasks, bare.locations]).toEqual([[], [], []]);
    expect((await clickup.task.timeInStatus(made.id)).current_status.status).toBe('new');
    const spent = await clickup.task.bulkTimeInStatus({ taskIds: [made.id, TASKS.greyButton] });
    expect(Object.keys(spent).sort()).toEqual([made.id, TASKS.greyButton].sort());
    await clickup.task.delete(made.id);
    await expect(clickup.task.get(made.id)).rejects.toThrow('Task not found, deleted');
  });

  it('talks below tasks, Lists and views, and ticks checklists off', async () => {
    const { clickup } = await connect();
    const { id } = await clickup.task.addComment(TASKS.greyButton, {
      commentText: 'Seen on Pixel 9',
      notifyAll: false,
    });
    expect(id).toBeTypeOf('number');
    await clickup.comment.update(id, { commentText: 'Seen on two phones', resolved: false });
    await clickup.comment.addReply(id, { commentText: 'Which ones?', notifyAll: false });
    const { comments } = await clickup.task.comments(TASKS.greyButton);
    expect(comments[0]).toMatchObject({ id: String(id), comment_text: 'Seen on two phones', reply_count: 1 });
    expect((await clickup.comment.replies(id)).comments[0].comment_text).toBe('Which ones?');
    await clickup.comment.delete(id);
    expect((await clickup.task.comments(TASKS.greyButton)).comments[0].id).not.toBe(String(id));
    await clickup.list.addComment(LISTS.sprint24, { commentText: 'Demo at three', notifyAll: false });
    expect((await clickup.list.comments(LISTS.sprint24)).comments[0].comment_text).toBe('Demo at three');

    const { checklist } = await clickup.task.AddChecklist(TASKS.greyButton, { name: 'Before release' });
    const filled = (await clickup.checklist.addItem(checklist.id, { name: 'Sign the build' })).checklist;
    const [item] = filled.items;
    const ticked = await clickup.checklist.editItem(checklist.id, item.id, { resolved: true });
    expect(ticked.checklist).toMatchObject({ resolved: 1, unresolved: 0 });
    await clickup.checklist.update(checklist.id, { name: 'Before the release' });
    await clickup.checklist.removeItem(checklist.id, item.id);
    const renamed = (await clickup.task.get(TASKS.greyButton)).checklists.at(-1);
    expect(renamed).toMatchObject({ name: 'Before the release', items: [] });
    await clickup.checklist.delete(checklist.id);
    expect((await clickup.task.get(TASKS.greyButton)).checklists).toEqual([]);
  });

  it('tracks time, on the clock and after the fact', async () => {
    const { clickup, sandbox } = await connect();
    expect(Number((await clickup.team.runningTimeEntry(WORKSPACE_ID)).data.duration)).toBeLessThan(0);
    await clickup.team.stopTimeEntry(WORKSPACE_ID);
    const started = (await clickup.team.startTimeEntry(WORKSPACE_ID, { tid: TASKS.greyButton, description: 'Repro' }))
      .data;
    expect((await clickup.team.runningTimeEntry(WORKSPACE_ID)).data.id).toBe(started.id);
    expect((await clickup.team.stopTimeEntry(WORKSPACE_ID)).data.end).toBeTruthy();
    const start = sandbox.requests.at(-1)?.at ?? 0;
    const added = await clickup.team.addTimeEntry(WORKSPACE_ID, {
      start: start - 7_200_000,
      duration: 3_600_000,
      tid: TASKS.greyButton,
    });
    const id = added.data.id;
    expect((await clickup.team.timeEntries(WORKSPACE_ID)).data.map((entry: Json) => entry.id)).toContain(id);
    await clickup.team.editTimeEntry(WORKSPACE_ID, id, { description: 'Bisected', tags: [] });
    expect((await clickup.team.timeEntry(WORKSPACE_ID, id)).data.description).toBe('Bisected');
    await clickup.team.addTimeEntryTags(WORKSPACE_ID, { timeEntryIds: [id], tags: [{ name: 'bisect' }] });
    await clickup.team.editTimeEntryTag(WORKSPACE_ID, {
      name: 'bisect',
      newName: 'search',
      tagBg: '#111111',
      tagFg: '#eeeeee',
    });
    expect(names((await clickup.team.timeEntryTags(WORKSPACE_ID)).data)).toContain('search');
    await clickup.team.removeTimeEntryTags(WORKSPACE_ID, { timeEntryIds: [id], tags: [{ name: 'search' }] });
    expect((await clickup.team.timeEntryHistory(WORKSPACE_ID, id)).data.length).toBeGreaterThan(0);
    await clickup.team.removeTimeEntry(WORKSPACE_ID, id);

    const interval = await clickup.task.addTrackedTime(TASKS.stationApi, { time: 600_000 });
    await clickup.task.editTrackedTime(TASKS.stationApi, interval.id, { time: 900_000 });
    const { data } = await clickup.task.trackedTime(TASKS.stationApi);
    expect(data[0].intervals.map((one: Json) => [one.id, one.time])).toContainEqual([interval.id, '900000']);
    await clickup.task.removeTrackedTime(TASKS.stationApi, interval.id);
  });

  it('builds a Space with Folders, Lists, tags and views, and takes it down', async () => {
    const { clickup } = await connect();
    const space = await clickup.team.createSpace(WORKSPACE_ID, {
      name: 'Depots',
      multipleAssignees: true,
      features: {},
    });
    await clickup.space.update(space.id, { name: 'Depots North' });
    const folder = await clickup.space.createFolder(space.id, { name: 'Docks' });
    await clickup.folder.update(folder.id, { name: 'Dock work' });
    const list = await clickup.folder.createList(folder.id, { name: 'Paint' });
    await clickup.list.update(list.id, { name: 'Painting', content: 'Blue only' });
    const loose = await clickup.space.createFolderlessList(space.id, { name: 'Odd jobs' });
    expect((await clickup.folder.get(folder.id)).lists.map((one: Json) => one.name)).toEqual(['Painting']);
    await clickup.space.addTag(space.id, { tag: { name: 'paint', tag_fg: '#ffffff', tag_bg: '#0000aa' } });
    await clickup.space.editTag(space.id, 'paint', {
      tag: { name: 'colour', fg_color: '#ffffff', bg_color: '#0000aa' },
    });
    expect(names((await clickup.space.tags(space.id)).tags)).toEqual(['colour']);
    await clickup.space.removeTag(space.id, 'colour', { tag: { name: 'colour' } });

    const places: [string, string][] = [
      ['team', WORKSPACE_ID],
      ['space', space.id],
      ['folder', folder.id],
      ['list', list.id],
    ];
    for (const [noun, id] of places) {
      const { view } = await clickup[noun].createView(id, { name: `${noun} board`, type: 'board' });
      expect(names((await clickup[noun].views(id)).views), noun).toContain(`${noun} board`);
      await clickup.view.update(view.id, { name: `${noun} wall`, type: 'board', parent: view.parent });
      expect((await clickup.view.get(view.id)).view.name).toBe(`${noun} wall`);
      expect(Array.isArray((await clickup.view.tasks(view.id)).tasks)).toBe(true);
      await clickup.view.delete(view.id);
    }
    const { view: talk } = await clickup.list.createView(loose.id, { name: 'Talk', type: 'conversation' });
    await clickup.view.addComment(talk.id, { commentText: 'Brushes are in', notifyAll: false });
    expect((await clickup.view.comments(talk.id)).comments[0].comment_text).toBe('Brushes are in');

    await clickup.list.delete(list.id);
    expect((await clickup.list.get(list.id)).deleted).toBe(true);
    await clickup.folder.delete(folder.id);
    await clickup.space.delete(space.id);
    expect(names((await clickup.team.spaces(WORKSPACE_ID)).spaces)).not.toContain('Depots North');
  });

  it('starts tasks from templates', async () => {
    const { clickup } = await connect();
    const { templates } = await clickup.team.taskTemplates(WORKSPACE_ID);
    const { id } = await clickup.list.createTaskFromTemplate(LISTS.bugs, templates[0].id, { name: 'As ever' });
    expect((await clickup.task.get(id)).name).toBe('As ever');
  });

  it('sets goals', async () => {
    const { clickup } = await connect();
    const { goal } = await clickup.team.createGoal(WORKSPACE_ID, {
      name: 'Fewer flat tyres',
      owners: [Number(USERS.lena)],
    });
    const target = { name: 'Tyres', type: 'number', stepsStart: 0, stepsEnd: 40, unit: 'tyres', owners: [] };
    const { key_result: result } = await clickup.goal.addKeyResult(goal.id, target);
    await clickup.keyResults.update(result.id, { stepsCurrent: 10, note: 'A quarter' });
    await clickup.goal.update(goal.id, { name: 'No flat tyres' });
    const read = (await clickup.goal.get(goal.id)).goal;
    expect(read).toMatchObject({ name: 'No flat tyres', percent_completed: 0.25 });
    await clickup.keyResults.delete(result.id);
    await clickup.goal.delete(goal.id);
    const { goals } = await clickup.team.goals(WORKSPACE_ID);
    expect(goals.map((one: Json) => one.id)).toContain(GOALS.unlock);
    expect(goals.map((one: Json) => one.id)).not.toContain(goal.id);
  });

  it('looks after people, groups and guests', async () => {
    const { clickup } = await connect({ plan: 'enterprise' });
    const group = await clickup.team.addUserGroup(WORKSPACE_ID, {
      name: 'Night watch',
      members: [Number(USERS.priya)],
    });
    await clickup.group.update(group.id, { members: { add: [Number(USERS.yuki)], rem: [] } });
    const { groups } = await clickup.group.get({ teamId: WORKSPACE_ID, groupIds: group.id });
    expect(groups[0].members).toHaveLength(2);
    await clickup.group.delete(group.id);
    expect(
      (await clickup.team.customRoles(WORKSPACE_ID, { includeMembers: true })).custom_roles.length,
    ).toBeGreaterThan(0);

    await clickup.team.inviteUser(WORKSPACE_ID, { email: 'noor@harbour-bikes.example', admin: false });
    const [{ members }] = (await clickup.team.get()).teams;
    const noor = members.find(({ user }: Json) => user.email === 'noor@harbour-bikes.example').user.id;
    await clickup.team.editUser(WORKSPACE_ID, noor, { username: 'Noor', admin: true });
    expect((await clickup.team.user(WORKSPACE_ID, noor)).member.user.username).toBe('Noor');
    await clickup.team.removeUser(WORKSPACE_ID, noor);

    await clickup.team.inviteGuest(WORKSPACE_ID, { email: 'pat@depot.example', canEditTags: true });
    const guest = (await clickup.team.get()).teams[0].members.find(
      ({ user }: Json) => user.email === 'pat@depot.example',
    );
    const pat = guest.user.id;
    await clickup.team.editGuest(WORKSPACE_ID, pat, { canSeeTimeSpent: true });
    await clickup.folder.addGuest(FOLDERS.mobileApp, pat, { permissionLevel: 'read' });
    await clickup.list.addGuest(LISTS.bugs, pat, { permissionLevel: 'edit' });
    await clickup.task.addGuest(TASKS.stationApi, pat, { permissionLevel: 'comment' });
    const { shared } = (await clickup.team.guest(WORKSPACE_ID, pat)).guest;
    expect([shared.folders.length, shared.lists.length, shared.tasks.length]).toEqual([1, 1, 1]);
    await clickup.task.removeGuest(TASKS.stationApi, pat);
    await clickup.list.removeGuest(LISTS.bugs, pat);
    await clickup.folder.removeGuest(FOLDERS.mobileApp, pat);
    await clickup.team.removeGuest(WORKSPACE_ID, pat);
    await expect(clickup.team.guest(WORKSPACE_ID, pat)).rejects.toThrow();
  });

  it('subscribes to events', async () => {
    const { clickup } = await connect();
    const hook = await clickup.team.createWebhook(WORKSPACE_ID, {
      endpoint: 'http://127.0.0.1:9/hook',
      events: ['taskCreated'],
    });
    await clickup.webhook.update(hook.id, { endpoint: 'http://127.0.0.1:9/hook', events: '*', status: 'active' });
    const { webhooks } = await clickup.team.webhooks(WORKSPACE_ID);
    expect(webhooks.find((one: Json) => one.id === hook.id)).toMatchObject({ events: '*', health: { fail_count: 0 } });
    await clickup.webhook.delete(hook.id);
    expect((await clickup.team.webhooks(WORKSPACE_ID)).webhooks.map((one: Json) => one.id)).not.toContain(hook.id);
  });

  it('signs in through OAuth', async () => {
    const { clickup, sandbox } = await connect({}, '');
    const { clientId, clientSecret, code } = OAUTH_APP;
    const { access_token: token } = await clickup.authorization.createToken({ clientId, clientSecret, code });
    const answer = await sandbox.fetch('https://api.clickup.com/api/v2/user', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(200);
  });

  it('hears no as ClickUp says it', async () => {
    const { clickup } = await connect();
    await expect(clickup.task.get('86zzzzzzz')).rejects.toThrow('Team not authorized');
    await expect(clickup.list.createTask(LISTS.bugs, { name: '' })).rejects.toThrow('Task name invalid');
    await expect(clickup.list.createTask(LISTS.bugs, { name: 'A', status: 'nowhere' })).rejects.toThrow(
      'Status not found',
    );
    const stranger = await connect({}, 'pk_81230001_NOBODY');
    await expect(stranger.clickup.authorization.user()).rejects.toThrow('Token invalid');
    const nameless = await connect({}, '');
    await expect(nameless.clickup.authorization.user()).rejects.toThrow('Authorization header required');
    const hurried = await connect({ rateLimit: { limit: 1, windowMs: 60_000 } });
    await hurried.clickup.authorization.user();
    await expect(hurried.clickup.authorization.user()).rejects.toThrow('Rate limit reached');
  });

  it('gets over what its own retry covers', async () => {
    const { clickup, sandbox } = await connect({ faults: [{ kind: '503', nth: 1 }] });
    expect((await clickup.authorization.user()).user.username).toBe('Lena Hoffmann');
    expect(sandbox.requests.map((request) => request.status)).toEqual([503, 200]);
  });
});

describe('all of clickup.js', () => {
  it('was called, but for the upload, which it sends without a boundary', () => {
    expect(uncalled()).toEqual(['task.addAttachment']);
  });
});
