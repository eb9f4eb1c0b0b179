import type { ApiDescription } from '../runtime/api-description.js';
import { ApiRequest } from '../runtime/api-request.js';
import { Cache } from '../runtime/cache.js';
import type { Clock } from '../runtime/clock.js';
import type { Operation } from '../runtime/operations.js';
import type { Layer, RequestContext } from '../runtime/send.js';
import { findAllowed } from './allowed-places.js';
import { denied } from './denial.js';
import { learn } from './learn.js';
import { type Allowed, inWords, isAround, isInside, type Place } from './place.js';
import { limitsPlaces, type Policy } from './policy.js';
import { Prover } from './prover.js';
import { Reads } from './reads.js';
import { filterOf, isFact, isFiltered, isOfTimer, readsAround } from './reads-of-all.js';
import { withBody } from './response.js';
import { denialOfOperation, placesDenial, workspaceDenial } from './rules.js';
import { type Reading, readRequest, type Subject } from './subjects.js';
import { idOf, objectAt, rowsAt } from './wire.js';
import { withheld } from './withhold.js';

export interface PolicyDeps {
  readonly clock: Clock;
  readonly api: ApiDescription;
}

/** Enough for the tasks, comments and checklists of some hundred pages. */
const mostProofs = 5_000;

/** Holds every request against the policy, and throws POLICY_DENIED for what it does not allow. */
export const policyLayer =
  (policy: Policy, { clock, api }: PolicyDeps): Layer =>
  (next) => {
    const cache = new Cache(clock, { entries: mostProofs });
    const deps = { cache, next, api, now: () => clock.now() };
    const limits = new Limits(policy);
    const within = async (request: ApiRequest, context: RequestContext, operation: Operation, reads: Reads) => {
      const reading = readRequest(request, operation);
      if ('message' in reading) throw denied(reading);
      const check = new Check(limits, { operation, reading, context, reads });
      const verdict = await check.run();
      if (!verdict) return next(request, context);
      try {
        const answer = reads.answer ?? (await next(verdict.asked(request), context));
        return await check.taken(answer, cache, verdict);
      } finally {
        if (operation.effect !== 'read') cache.invalidate(operation.id);
      }
    };
    return async (request, context) => {
      const { operation, call } = context;
      if (!operation) throw denied(unknownOperation);
      const denial = denialOfOperation(policy, operation);
      if (denial) throw denied(denial);
      const reads = new Reads(deps, request, context);
      const answer = await (limits.apply ? within(request, context, operation, reads) : next(request, context));
      const { trustedAuthors: trusted } = policy;
      return trusted ? withheld(answer, { operation, call, reads, trusted }) : answer;
    };
  };

/** Nobody knows what such a request does. */
const unknownOperation = {
  rule: undefined,
  message: "ClickUp's API has no operation of that method at that path",
  next: 'Call an operation that its description has.',
} as const;

/** Where a policy allows something to happen, once it is found out. */
class Limits {
  readonly places: boolean;
  private found: Promise<Allowed> | undefined;

  constructor(readonly policy: Policy) {
    this.places = limitsPlaces(policy);
  }

  get apply(): boolean {
    return this.places || this.policy.workspaceId !== undefined;
  }

  allowed(reads: Reads, reading: Reading): Promise<Allowed> {
    this.found ??= findAllowed(this.policy, new Prover(reads, reading, true), reads).catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }
}

/** What was found out about a request that may be sent. */
interface Verdict {
  allowed: Allowed | undefined;
  /** The request, within the limits. */
  asked(request: ApiRequest): ApiRequest;
}

interface Asked {
  operation: Operation;
  reading: Reading;
  context: RequestContext;
  reads: Reads;
}

/** One request held against the limits. */
class Check {
  private readonly prover: Prover;
  private readonly policy: Policy;
  /** The own id of the task that the path names. */
  private task: string | undefined;

  constructor(
    private readonly limits: Limits,
    private readonly asked: Asked,
  ) {
    this.policy = limits.policy;
    this.prover = new Prover(asked.reads, asked.reading, (limits.policy.folders ?? []).length > 0);
  }

  /** Throws what is not allowed. */
  async run(): Promise<Verdict | undefined> {
    const { operation, reading } = this.asked;
    const isProved = await this.checkWorkspace();
    const verdict: Verdict = { allowed: undefined, asked: (request) => request };
    if (this.isOfWorkspaces()) return verdict;
    if (!this.limits.places) return isProved ? undefined : verdict;
    if (isFact(operation.id)) return undefined;
    const allowed = await this.limits.allowed(this.asked.reads, reading);
    verdict.allowed = allowed;
    const subjects = reading.subjects.filter(({ noun }) => !outsiders.has(noun));
    const places = new Map<string, Place>();
    for (const subject of [...subjects, ...(await this.related())]) {
      const place = await this.placeOf(subject);
      if (place === 'made here') continue;
      this.demand(subject, place, allowed);
      places.set(subject.at, place ?? {});
    }
    this.checkMove(places, allowed);
    await this.checkTimer(allowed);
    await this.checkTags(allowed);
    if (subjects.length > 0) return verdict;
    if (operation.id === 'GetFilteredTeamTasks')
      return { ...verdict, asked: (request) => this.narrowed(request, allowed) };
    if (isFiltered(operation.id) || isOfTimer(operation.id)) return verdict;
    throw denied(placesDenial(this.policy, operation, 'it names no List, Folder or Space'));
  }

  /** The answer, without what lies elsewhere; what it proves is kept. */
  async taken(response: Response, cache: Cache, { allowed }: Verdict): Promise<Response> {
    const { operation, reading } = this.asked;
    if (!response.ok) return response;
    const filter = allowed && filterOf(operation.id);
    const answer: unknown = await response
      .clone()
      .json()
      .catch(() => undefined);
    if (answer === undefined) return response;
    if (this.isOfWorkspaces()) return withBody(response, this.withoutOthers(answer));
    learn(cache, operation.id, { path: reading.path, task: this.task }, answer);
    if (allowed && operation.id === 'Getrunningtimeentry') await this.checkRunning(answer, allowed);
    if (!filter) return response;
    const locate = (row: Record<string, unknown>) => this.prover.parent(row, reading.path.workspace_id);
    return withBody(response, await filter(answer, { allowed, locate }));
  }

  /** Whether it asks which Workspaces the key reaches; whoever is kept to one is told of that alone. */
  private isOfWorkspaces(): boolean {
    return this.policy.workspaceId !== undefined && this.asked.operation.id === 'GetAuthorizedTeams';
  }

  private withoutOthers(answer: unknown): object {
    const teams = rowsAt(answer, 'teams').filter(({ id }) => idOf(id) === this.policy.workspaceId);
    return { ...objectAt(answer), teams };
  }

  /** Nothing for another Workspace: where the key reaches but one, that proves it; else each thing is traced. */
  private async checkWorkspace(): Promise<boolean> {
    const { workspaceId: pinned } = this.policy;
    if (pinned === undefined) return false;
    const { operation, reading } = this.asked;
    const named = [
      ...reading.subjects.filter(({ noun }) => noun === 'workspace').map(({ id }) => id),
      ...reading.query.getAll('team_id'),
    ];
    const other = named.find((id) => id !== pinned);
    if (other !== undefined) throw denied(workspaceDenial(this.policy, operation, `it is for Workspace ${other}`));
    const things = reading.subjects.filter(({ noun }) => !outsiders.has(noun));
    if (things.length === 0) return true;
    const reached = await this.prover.workspaces();
    if (!reached.includes(pinned)) {
      // Which others it reaches is not for who is kept to this one.
      const why = 'the key does not reach that Workspace';
      throw denied({ ...workspaceDenial(this.policy, operation, why), next: 'Correct it.', isMisread: true });
    }
    if (reached.length === 1) return true;
    for (const subject of things) {
      const place = await this.placeOf(subject);
      if (place === 'made here') continue;
      const workspace = place && (await this.workspaceOf(place));
      if (workspace === pinned) continue;
      // Whoever is kept to one Workspace learns nothing of the others that the key reaches: not where, and not whether.
      const why = `${nameOf(subject)} cannot be proved to lie in the Workspace${hintFor(subject)}`;
      throw denied(workspaceDenial(this.policy, operation, why));
    }
    return false;
  }

  private async workspaceOf({ workspace, space }: Place): Promise<string | undefined> {
    if (workspace !== undefined || space === undefined) return workspace;
    const { workspaceId: pinned = '' } = this.policy;
    const spaces = await this.prover.spaces(pinned);
    return spaces.some(({ id }) => String(id) === space) ? pinned : undefined;
  }

  /** Where a subject lies; what a dry run stands for is made by the same call, and is never sent. */
  private async placeOf(subject: Subject): Promise<Place | undefined | 'made here'> {
    const { call } = this.asked.context;
    if (call.dryRun && /^dry-run(-\d+)?$/.test(subject.id)) return 'made here';
    const place = await this.prover.locate(subject);
    if (subject.at === 'path.task_id') this.task = place?.task;
    return place;
  }

  private demand(subject: Subject, place: Place | undefined, allowed: Allowed): void {
    const { operation } = this.asked;
    if (place && isInside(place, allowed)) return;
    if (place && readsAround(operation.id) && isAround(place, allowed)) return;
    const where = place ? `lies in ${inWords(place)}` : `cannot be proved to lie there${hintFor(subject)}`;
    throw denied(placesDenial(this.policy, operation, `${nameOf(subject)} ${where}`));
  }

  /** Tasks that the value of a relationship field names. */
  private async related(): Promise<Subject[]> {
    const { operation, reading } = this.asked;
    const { path, body } = reading;
    const values =
      operation.id === 'SetCustomFieldValue'
        ? [{ id: path.field_id, value: objectAt(body).value }]
        : [objectAt(body).custom_fields]
            .flat()
            .map((field) => ({ id: objectAt(field).id, value: objectAt(field).value }));
    const composed = values.filter(({ value }) => typeof value === 'object' && value !== null);
    if (composed.length === 0) return [];
    const task = reading.subjects.find(({ at }) => at === 'path.task_id');
    const place = path.list_id === undefined && task ? await this.placeOf(task) : undefined;
    const list = path.list_id ?? (typeof place === 'object' ? place.list : undefined);
    const types = list === undefined ? new Map<string, string>() : await this.prover.fieldTypes(list);
    return composed
      .filter(({ id }) => !unrelated.has(types.get(String(id)) ?? ''))
      .flatMap(({ value }) => [value, objectAt(value).add, objectAt(value).rem].flat())
      .filter((id) => typeof id === 'string' || typeof id === 'number')
      .map((id) => ({ noun: 'task', id: String(id), at: 'body.value' }));
  }

  /** Starting a timer ends the one that runs, and stopping says not which. */
  private async checkTimer(allowed: Allowed): Promise<void> {
    const { operation } = this.asked;
    if (operation.id !== 'StartatimeEntry' && operation.id !== 'StopatimeEntry') return;
    const place = await this.prover.runningTimer();
    if (place) this.demand({ noun: 'timer', id: 'that runs', at: '' }, place, allowed);
  }

  /** What moves into another Space takes its tags along, which is outside where only a part of that Space is allowed. */
  private checkMove(places: ReadonlyMap<string, Place>, allowed: Allowed): void {
    const { operation } = this.asked;
    const moved = { moveTask: 'path.task_id', MoveFolder: 'path.folder_id' }[operation.id];
    if (moved === undefined) return;
    for (const [at, { space = '' }] of places) {
      if (at === moved || space === places.get(moved)?.space || allowed.spaces.has(space)) continue;
      throw denied(placesDenial(this.policy, operation, `it would bring tags into Space ${space}`));
    }
  }

  /** A tag that is new to a task's Space is made there, which is outside where only a part of the Space is allowed. */
  private async checkTags(allowed: Allowed): Promise<void> {
    const { operation, reading } = this.asked;
    const { path, body } = reading;
    const isTagged = operation.id === 'AddTagToTask';
    const tags = isTagged ? [path.tag_name] : operation.id === 'CreateTask' ? [objectAt(body).tags].flat() : [];
    const names = tags.filter((tag) => tag !== undefined && tag !== null);
    const about = reading.subjects.find(({ at }) => at === (isTagged ? 'path.task_id' : 'path.list_id'));
    const place = names.length > 0 && about ? await this.placeOf(about) : undefined;
    if (typeof place !== 'object' || place.space === undefined || allowed.spaces.has(place.space)) return;
    const known = await this.prover.tagsOf(place.space);
    const unknown = names.find((name) => !known.has(String(name).toLowerCase()));
    if (unknown === undefined) return;
    throw denied(placesDenial(this.policy, operation, `tag ${unknown} would be new in Space ${place.space}`));
  }

  private async checkRunning(answer: unknown, allowed: Allowed): Promise<void> {
    const entry = objectAt(answer, 'data');
    if (entry.id !== undefined)
      this.demand({ noun: 'timer', id: 'that runs', at: '' }, await this.prover.entryPlace(entry), allowed);
  }

  /** A search of the whole Workspace, within what is allowed. */
  private narrowed(request: ApiRequest, { spaces, folders, lists }: Allowed): ApiRequest {
    const kinds = [
      ['space_ids[]', spaces],
      ['project_ids[]', folders],
      ['list_ids[]', lists],
    ] as const;
    const [kind, ...others] = kinds.filter(([, ids]) => ids.size > 0);
    if (!kind || others.length > 0) {
      const why = 'a search of the whole Workspace can be kept to Spaces, to Folders or to Lists, and not to a mix';
      throw denied(placesDenial(this.policy, this.asked.operation, why));
    }
    const url = new URL(request.url);
    for (const id of kind[1]) url.searchParams.append(kind[0], id);
    return new ApiRequest(url, request);
  }
}

/** Types of fields whose values name no task. */
const unrelated: ReadonlySet<string> = new Set([
  'users',
  'labels',
  'location',
  'manual_progress',
  'attachment',
  'drop_down',
]);

/** What says by itself in no place what it is about: it belongs to a Workspace, or to the task that is named too. */
const outsiders: ReadonlySet<string> = new Set(['workspace', 'user', 'guest', 'field']);

const nameOf = ({ noun, id }: Subject): string => `${noun.replaceAll('_', ' ')} ${id}`;

/** How to come by the proof of what no operation reads by itself. */
const hintFor = ({ noun }: Subject): string => {
  const first = {
    comment: ': list the comments first that it is among',
    checklist: ': read its task first',
    checklist_item: ': read its task first',
    chat_message: ': list the messages of its channel first',
  }[noun];
  return first ?? '';
};
