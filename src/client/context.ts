import type { paths } from '../../generated/api.js';
import type { Context } from '../clickup/context.js';
import { formatDuration } from '../clickup/dates/durations.js';
import { dayOf, knownZone } from '../clickup/dates/zone.js';
import { currentUser } from '../clickup/people/current-user.js';
import type { Call, CallOptions } from '../runtime/call.js';
import type { Runtime } from '../runtime/client.js';
import { clickUpError } from '../runtime/errors.js';
import type { Remarks } from '../runtime/execute.js';
import { type Projections, project as projectShape } from '../runtime/result.js';
import { normalise, roleName, type Scalar, toIso } from '../runtime/scalars.js';
import type { Detail } from '../runtime/tool.js';
import type { ContextOptions } from './options.js';

const hourMs = 3_600_000;

/** Builds the context of one call. */
export function createContext(
  runtime: Runtime,
  call: Call,
  { onProgress }: CallOptions,
  remarks: Remarks,
  options: ContextOptions & { shapes: Projections },
): Context {
  const { clock, remember } = runtime;
  const api = runtime.api<paths>(call);
  const userZone = async () => (await currentUser({ api, remember }))?.timezone;
  const timeZone = async () => options.timeZone ?? (await userZone()) ?? 'UTC';
  const dayZone = async () => {
    const { timeZone: configured } = options;
    return (configured ? await userZone().catch(() => configured) : await userZone()) ?? configured ?? 'UTC';
  };

  /** To show a day the zone is worth one read, but not a failure: without it stamps stay instants. */
  const zoneToShow = () =>
    remember('zone', hourMs, () =>
      dayZone()
        .then(knownZone)
        .catch(() => undefined),
    );

  const project = async (shape: string, raw: unknown, detail: Detail = 'concise') => {
    if (detail === 'full') return normalise(raw) as never;
    let zone = remember.known('zone') as string | undefined;
    // Only stamps of days need the zone, and most objects have none: it is asked for when the first one turns up.
    let needsZone = false;
    const showDay = (ms: number) => {
      needsZone ||= zone === undefined;
      return (zone !== undefined && dayOf(ms, zone)) || toIso(ms);
    };
    const shown = () => projectShape(options.shapes, shape, raw, convertWith(showDay)) as never;
    const first = shown();
    if (!call.dryRun && lacksId(options.shapes, shape, first)) throw withoutObject();
    if (needsZone) zone = await zoneToShow();
    return needsZone && zone !== undefined ? shown() : first;
  };

  const context: Context = {
    api,
    call,
    dryRun: call.dryRun,
    defaultWorkspaceId: options.workspaceId,
    get signal() {
      return call.signal;
    },
    now: () => clock.now(),
    timeLeft: () => call.deadline - clock.now(),
    remember,
    timeZone,
    dayZone,
    project,
    projectAll: (shape, raw, detail) => Promise.all(raw.map((item) => project(shape, item, detail))),
    run: (name, input) => runtime.run(name, input, context) as never,
    resolved: (parameter, value) => {
      remarks.resolved[parameter] = value;
    },
    note: (text) => {
      remarks.notes.push(text);
    },
    progress: (done, total, message) => onProgress?.(done, total, message),
    ...(options.readFile && { readFile: options.readFile }),
    ...(options.fetchFile && { fetchFile: options.fetchFile }),
  };
  return context;
}

/** An object without its own id is not what was asked for: some answers are `{}` where there is nothing. */
const lacksId = (shapes: Projections, shape: string, shown: object) =>
  !('id' in shown) && (shapes[shape] ?? []).some(({ name, required }) => name === 'id' && required);

const withoutObject = () =>
  clickUpError('INVALID_RESPONSE', 'ClickUp answered, but without the object', {
    suggestion: 'Repeat the call. If it stays so, check the id: clickup_workspace_resolve finds ids.',
  });

/** Wire values in the form that the shapes declare. */
function convertWith(showDay: (ms: number) => string | undefined) {
  return (scalar: Scalar, value: unknown): unknown => {
    switch (scalar) {
      case 'id':
        return String(value);
      case 'string':
        return typeof value === 'object' ? undefined : String(value);
      case 'integer':
      case 'number':
      case 'ms': {
        const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
        return Number.isNaN(number) ? undefined : number;
      }
      case 'boolean':
        return value === true || value === 'true';
      case 'time':
        return toIso(value);
      case 'day':
        return showDay(Number(value));
      case 'duration':
        return formatDuration(Number(value));
      case 'role':
        return roleName(value);
      default:
        return value;
    }
  };
}
