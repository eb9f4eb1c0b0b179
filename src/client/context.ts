import type { paths } from '../../generated/api.js';
import { zoneKey } from '../clickup/account-keys.js';
import { withTool } from '../clickup/advice.js';
import { noteUnreadable } from '../clickup/api.js';
import type { Context } from '../clickup/context.js';
import { timeFormat } from '../clickup/dates/format.js';
import { knownZone } from '../clickup/dates/zone.js';
import { currentUser } from '../clickup/people/current-user.js';
import { advice, render, type Text } from '../runtime/advice.js';
import { type Call, untilEnded } from '../runtime/call.js';
import type { Runtime } from '../runtime/client.js';
import { atMost } from '../runtime/clock.js';
import type { ReadFile } from '../runtime/context.js';
import { clickUpError } from '../runtime/errors.js';
import type { Remarks } from '../runtime/execute.js';
import type { Progress } from '../runtime/progress.js';
import type { Projections } from '../runtime/result.js';
import type { TimeFormat } from '../runtime/scalars.js';
import type { Detail } from '../runtime/tool.js';
import type { ContextOptions } from './options.js';
import { pluralOf, shown } from './projection.js';

/** Builds the context of one call. */
export function createContext(
  runtime: Runtime,
  call: Call,
  progress: Pick<Progress, 'advance'> | undefined,
  remarks: Remarks,
  options: ContextOptions & { shapes: Projections },
): Context {
  const { clock } = runtime;
  const cache = runtime.cache.for(call);
  const api = runtime.api<paths>(call);
  const userZone = async () => (await currentUser({ api, cache }))?.timezone;
  const timeZone = async () => options.timeZone ?? (await userZone()) ?? 'UTC';
  const dayZone = async () => {
    const { timeZone: configured } = options;
    return (configured ? await userZone().catch(() => configured) : await userZone()) ?? configured ?? 'UTC';
  };

  /** To show a time the zone is worth one read, but not a failure: without it times are in UTC. */
  const zoneToShow = () =>
    cache.get(zoneKey, () =>
      dayZone()
        .then(knownZone)
        .catch(() => undefined),
    );
  const fixedZone = options.times === 'utc' ? 'UTC' : options.timeZone;
  const formatIn = (zone: string | undefined) => timeFormat(fixedZone ?? zone ?? 'UTC', zone);

  /** Shows something that may hold times; the zone is asked for when the first one turns up that needs it. */
  const showing = async <T>(show: (format: TimeFormat) => T): Promise<T> => {
    const zone = cache.peek(zoneKey);
    if (zone !== undefined) return show(formatIn(zone));
    let needsZone = false;
    const { instant, day } = formatIn(undefined);
    const first = show({
      instant: (value) => {
        const text = instant(value);
        needsZone ||= text !== undefined && fixedZone === undefined;
        return text;
      },
      day: (value) => {
        const text = day(value);
        needsZone ||= text !== undefined;
        return text;
      },
    });
    const found = needsZone ? await zoneToShow() : undefined;
    return found === undefined ? first : show(formatIn(found));
  };

  const projectAny = (shape: string, raw: unknown, detail: Detail | undefined) =>
    showing((format) =>
      shown(options.shapes, shape, raw, { detail: detail === 'full' && call.raw ? 'raw' : detail, format }),
    );

  /** The full form says each thing once in an answer. */
  const definitions = new Set<string>();
  const once = async <Shown extends Record<string, unknown>>(objects: Shown[], detail: Detail | undefined) => {
    if (detail !== 'full' || call.raw) return objects;
    const { withoutRepeats } = await import('./full-form.js');
    return objects.map((object) => withoutRepeats(object, definitions));
  };

  const project = async (shape: string, raw: unknown, detail?: Detail) => {
    const object = await projectAny(shape, call.dryRun ? withStandIn(raw) : raw, detail);
    if (object === undefined) throw withoutObject();
    return (await once([object], detail))[0] as never;
  };

  const projectAll = async (shape: string, raw: readonly unknown[], detail?: Detail) => {
    const objects = await Promise.all(raw.map((item) => projectAny(shape, item, detail)));
    const found = objects.filter((object) => object !== undefined);
    if (found.length === 0 && raw.length > 0) throw withoutObject();
    noteUnreadable(context, raw.length - found.length, raw.length, pluralOf(shape));
    return (await once(found, detail)) as never;
  };

  /** Ends with the call, also where the program that reads does not listen to its signal. */
  const inTime =
    (read: ReadFile): ReadFile =>
    async (location, signal) =>
      untilEnded(call, Promise.resolve(read(location, signal)));

  const say = (text: Text) => render(text, runtime.names);
  const context: Context = {
    api,
    call,
    dryRun: call.dryRun,
    givenWorkspaceId: options.workspaceId,
    services: options.services ?? {},
    get signal() {
      return call.signal;
    },
    now: () => clock.now(),
    timeLeft: () => call.deadline - clock.now(),
    estimateMs: (requests) => runtime.estimateMs(requests),
    atMost: (ms, pending) => atMost(clock, ms, pending),
    cache,
    timeZone,
    dayZone,
    project,
    projectAll,
    times: async () => formatIn(await zoneToShow()),
    asJob: (total, work) =>
      runtime.asJob(call, total, (job) =>
        work(job, (index) => Object.assign(Object.create(context), { api: runtime.api<paths>(call, job.item(index)) })),
      ),
    run: (name, input) => runtime.run(name, input, context) as never,
    resolved: (parameter, value) => {
      remarks.resolved[parameter] = value;
    },
    note: (text) => {
      remarks.notes.push(say(text));
    },
    say,
    progress: (done, total, message) => progress?.advance(done, total, message),
    ...(options.readFile && { readFile: inTime(options.readFile) }),
    ...(options.fetchFile && { fetchFile: inTime(options.fetchFile) }),
  };
  return context;
}

/** What a dry run reads back was never made. */
const withStandIn = (raw: unknown) => ({ id: 'dry-run', user: { id: 'dry-run' }, ...(raw as object | undefined) });

const withoutObject = () =>
  clickUpError('INVALID_RESPONSE', 'ClickUp answered, but without the object', {
    suggestion: advice`Repeat the call. If it happens again, check the id${withTool('workspace.resolve', (name) => `: ${name} finds ids`)}.`,
  });
