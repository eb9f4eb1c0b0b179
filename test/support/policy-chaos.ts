import fc from 'fast-check';
import { catalogTools } from '../../generated/catalog.js';
import { type OperationId, operations } from '../../generated/operations.js';
import { type ClickUpOptions, createClickUp } from '../../src/index.js';
import type { Policy } from '../../src/policy/policy.js';
import { createSandbox, manualClock, SEED_NOW } from '../../src/sandbox/index.js';
import { calls, usual } from './contract-calls.js';
import { type IdPools, idPools, withOtherIds } from './other-ids.js';
import { changesBetween, leaksIn, marked, Oracle, type Places, type Rows, violation } from './policy-oracle.js';
import { type SharedSandbox, sharedSandbox } from './shared-sandbox.js';

/** What happened to calls under random policies. */
export interface PolicyFigures {
  calls: number;
  refused: number;
  /** Requests that arrived, those of proofs included, and those among them that write. */
  sent: number;
  written: number;
  /** What was changed or shown outside of a policy: must be none. */
  outside: string[];
}

type Step = { tool: string; input: unknown } | { operation: OperationId; path: Params; query: string; body: unknown };
type Params = Readonly<Record<string, string>>;

const sampleRows = (): Rows =>
  marked(createSandbox({ clock: manualClock(SEED_NOW), plan: 'enterprise' }).snapshot().rows as Rows);

/** Bodies that name more than those of the usual calls do. */
const moreBodies: Partial<Record<OperationId, object>> = {
  CreateTask: { parent: usual.task_id, links_to: usual.task_id },
  UpdateTask: { parent: usual.task_id },
  CreateFolder: { parent_folder_id: usual.folder_id },
  CreateFolderFromTemplate: { parent_folder_id: usual.folder_id },
  MoveFolder: { parent_folder_id: usual.folder_id, space_id: usual.space_id },
  mergeTasks: { source_task_ids: [usual.task_id] },
  AddDependency: { depends_on: usual.task_id },
  UpdateView: { parent: { id: usual.list_id, type: 6 } },
  updateChatChannel: { location: { id: usual.space_id, type: 'space' } },
  UpdateatimeEntry: { tid: usual.task_id },
  CreateWebhook: { space_id: usual.space_id },
  CreateKeyResult: { task_ids: [usual.task_id], list_ids: [usual.list_id] },
  createPagePublic: { parent_page_id: usual.page_id },
};

/** One step: a tool with one of its examples, or an operation as the document has it, each with ids of anywhere. */
const stepOf = (pools: IdPools): fc.Arbitrary<Step> => {
  const ids = Object.keys(operations) as OperationId[];
  return fc
    .record({
      isTool: fc.boolean(),
      tool: fc.nat(catalogTools.length - 1),
      operation: fc.nat(ids.length - 1),
      example: fc.nat(10),
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    })
    .map(({ isTool, tool, operation, example, seed }): Step => {
      let state = seed;
      const pick = (most: number): number => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
        return (state >>> 8) % most;
      };
      if (isTool) {
        const { name, examples, effect } = catalogTools[tool]!;
        const input = examples[example % examples.length]?.input ?? {};
        const confirmed = effect === 'read' ? {} : { confirm: 'yes' };
        const own = { ...(input as object), ...('confirm' in input || effect === 'delete' ? confirmed : {}) };
        return { tool: name, input: withOtherIds(own, pools, pick) };
      }
      const id = ids[operation]!;
      const { params, query = '', body } = calls[id];
      const more = pick(2) === 0 ? moreBodies[id] : undefined;
      const named = Object.fromEntries(
        Object.entries({ ...usual, ...params }).filter(([name]) => operations[id].path.includes(`{${name}}`)),
      );
      const asBody = body instanceof FormData || (!body && !more) ? body : { ...(body as object), ...more };
      const pairs = [...new URLSearchParams(query)].map(([key, value]) => [key, withOtherIds(value, pools, pick)]);
      const places = pick(3) === 0 ? placesInQuery(id, pools, pick) : [];
      return {
        operation: id,
        path: withOtherIds(named, pools, pick) as Params,
        query: new URLSearchParams([...pairs, ...places] as [string, string][]).toString(),
        body: withOtherIds(asBody, pools, pick),
      };
    });
};

function placesInQuery(id: OperationId, { pools }: IdPools, pick: (most: number) => number) {
  return Object.entries(operations[id].location).flatMap(([at, noun]) => {
    const ids = pools.get(`${noun}s`) ?? [];
    return at.startsWith('query.') && ids.length > 0 ? [[at.slice('query.'.length), ids[pick(ids.length)]!]] : [];
  });
}

/** A value one time in so many. */
const seldom = <Value>(one: number, value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: one - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: value });

const some = (one: number, values: readonly string[], most: number) =>
  seldom(one, fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: most }));

const policyOf = ({ pools }: IdPools): fc.Arbitrary<Policy> =>
  fc
    .record({
      readOnly: seldom(20, fc.constant(true)),
      effects: seldom(4, fc.subarray(['read', 'write', 'delete', 'admin'] as const, { minLength: 2 })),
      workspaceId: seldom(8, fc.constantFrom(...pools.get('workspaces')!)),
      spaces: some(2, pools.get('spaces')!, 2),
      folders: some(4, pools.get('folders')!, 3),
      lists: some(3, pools.get('lists')!, 6),
    })
    .map((policy) => Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined)) as Policy);

const placesOf = ({ spaces, folders, lists }: Policy): Places => ({
  ids: spaces || folders || lists ? new Set([...(spaces ?? []), ...(folders ?? []), ...(lists ?? [])]) : undefined,
});

/** One call; gives what its caller got, and whether it was refused. */
async function run(
  clickup: ReturnType<typeof createClickUp>,
  step: Step,
): Promise<{ answer: unknown; isRefused: boolean }> {
  if ('tool' in step) {
    const envelope = await clickup.call(step.tool, step.input as never);
    const text = JSON.stringify(envelope);
    return { answer: envelope, isRefused: text.includes('POLICY_DENIED') };
  }
  const { method, path } = operations[step.operation];
  const params = { path: step.path, query: Object.fromEntries(groups(new URLSearchParams(step.query))) };
  const request = clickup.api.request as unknown as (...given: unknown[]) => Promise<{ data?: unknown }>;
  try {
    const { data } = await request(method.toLowerCase(), path, {
      params,
      ...(step.body !== undefined && { body: step.body }),
    });
    return { answer: data, isRefused: false };
  } catch (error) {
    return { answer: String(error), isRefused: (error as { code?: string }).code === 'POLICY_DENIED' };
  }
}

const groups = (query: URLSearchParams): [string, string | string[]][] =>
  [...new Set(query.keys())].map((key) => {
    const values = query.getAll(key);
    return [key, values.length === 1 ? values[0]! : values];
  });

/** Runs so many random calls under random policies, and looks into the sandbox for what they did. */
export async function policyChaos({ cases, seed }: { cases: number; seed: number }): Promise<PolicyFigures> {
  const data = sampleRows();
  const pools = idPools(data);
  const figures: PolicyFigures = { calls: 0, refused: 0, sent: 0, written: 0, outside: [] };
  const options = { clock: manualClock(SEED_NOW), plan: 'enterprise', rateLimit: false } as const;
  const shared = sharedSandbox(options, data);
  let isTouched = false;
  const steps = fc.array(stepOf(pools), { minLength: 1, maxLength: 8, size: 'max' });
  const property = fc.asyncProperty(policyOf(pools), steps, async (policy, chosen) => {
    if (isTouched) shared.sandbox.reset();
    isTouched = false;
    const arrived: Arrival[] = [];
    const clickup = clientOf(shared, { policy, figures, arrived });
    for (const step of chosen) {
      figures.calls += 1;
      arrived.length = 0;
      const { answer, isRefused } = await run(clickup, step);
      if (isRefused) figures.refused += 1;
      const told = (why: string) => `${JSON.stringify(policy)} ${JSON.stringify(step)}: ${why}`;
      for (const { before, after } of arrived) {
        isTouched = true;
        const changes = changesBetween(before, after);
        if (changes.length === 0) continue;
        const oracles: [Oracle, Oracle] = [new Oracle(before), new Oracle(after)];
        for (const change of changes) {
          const wrong = violation(policy, placesOf(policy), change, oracles);
          if (wrong)
            figures.outside.push(
              told(`${change.kind} ${change.table} ${(change.after ?? change.before)!.id} ${wrong}`),
            );
        }
      }
      for (const leak of leaksIn(answer, placesOf(policy))) figures.outside.push(told(`shows what lies in ${leak}`));
    }
  });
  await fc.assert(property, { numRuns: Math.max(1, Math.ceil(cases / 4.5)), seed, endOnFailure: true });
  return figures;
}

/** The state before and after a write. */
interface Arrival {
  before: Rows;
  after: Rows;
}

/** A client whose writes leave the state before and after them. */
function clientOf(
  { sandbox, rows }: SharedSandbox,
  { policy, figures, arrived }: { policy: Policy; figures: PolicyFigures; arrived: Arrival[] },
) {
  const { transport } = sandbox.options;
  const options: ClickUpOptions = {
    ...sandbox.options,
    random: () => 0.5,
    policy,
    async transport(request, ending) {
      figures.sent += 1;
      if (request.method === 'GET') return transport(request, ending);
      figures.written += 1;
      const before = rows();
      const response = await transport(request, ending);
      arrived.push({ before, after: rows() });
      return response;
    },
  };
  return createClickUp(options);
}
