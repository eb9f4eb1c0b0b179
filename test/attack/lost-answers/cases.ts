import { catalogTools } from '../../support/catalog.js';
import type { AttackOptions } from '../attack.js';
import { randomFrom } from '../support/random.js';
import { fetchWays } from './fetch-ways.js';
import type { Plan } from './lossy.js';
import { socketWays } from './socket-ways.js';
import { answering, type Fate } from './way.js';

/** A call, and which of its answers are lost. */
export interface Case<Way> {
  tool: string;
  input: Record<string, unknown>;
  label: string;
  plan: Plan<Way>;
}

/** One tool for each method, alone and in bulk: what a smaller run tries. */
const fewTools = [
  'clickup_task_create',
  'clickup_list_update',
  'clickup_folder_delete',
  'clickup_task_create_bulk',
  'clickup_task_update_bulk',
  'clickup_task_delete_bulk',
];

const several = ['One', 'Two', 'Three', 'Four'].map((name) => ({ name }));
const bulkCreate = { list_id: '901710000302', tasks: several };
const nobody = { name: 'Nobody', assignees: ['nobody@nowhere.example'] };

/** What tells more than the tool's own example. */
const inputs: Record<string, Record<string, unknown>> = { clickup_task_create_bulk: bulkCreate };

const refused = answering('refused', '400', '400 Bad Request', '{"err":"No","ECODE":"INPUT_001"}');
const crashed = answering('refused', '500 with a code', '500 Internal Server Error', '{"err":"Oh","ECODE":"X_001"}');

/** Writing tools, with an input that works on the sandbox. */
const writers = ({ size }: AttackOptions) =>
  catalogTools
    .filter(({ name, effect }) => effect !== 'read' && (size === 'full' || fewTools.includes(name)))
    .map(({ name, examples }) => ({ tool: name, input: inputs[name] ?? examples[0]!.input }));

/** Each with each; in a smaller run every way once, and the tools in turn. */
function pairs<Tool, Way>(tools: readonly Tool[], ways: readonly Way[], { size, seed }: AttackOptions): [Tool, Way][] {
  if (size !== 'full') return ways.map((way, index) => [tools[(index + seed) % tools.length]!, way]);
  return tools.flatMap((tool) => ways.map((way): [Tool, Way] => [tool, way]));
}

/** Every answer to a write is lost in the same way. */
export const lostWrites = <Way extends Fate>(ways: readonly Way[], options: AttackOptions): Case<Way>[] =>
  pairs(writers(options), ways, options).map(([{ tool, input }, way]) => ({
    tool,
    input,
    label: `${tool}, ${way.name}`,
    plan: (kind) => (kind === 'write' ? way : undefined),
  }));

type Pattern<Way> = readonly [name: string, fates: readonly (Way | undefined)[]];

const patterns = <Way extends Fate>(lost: Way, no: readonly Way[]): Pattern<Way>[] => [
  ['the second and later', [undefined, lost]],
  ['the first', [lost, undefined]],
  ...no.map((other): Pattern<Way> => [`all but the first, which got ${other.name}`, [other, lost]]),
  ...no.map((other): Pattern<Way> => [`the first, and the others got ${other.name}`, [lost, other]]),
];

/** Some answers to the writes of one call are lost, others are not; each tool with a few ways that the seed picks. */
export function mixedWrites(options: AttackOptions): Case<(typeof socketWays)[number]>[] {
  const random = randomFrom(options.seed);
  const quick = socketWays.filter(({ loss }) => loss === 'network').slice(0, 12);
  const own = writers(options).flatMap(({ tool, input }) =>
    Array.from({ length: options.size === 'full' ? 3 : 1 }, () => random.pick(quick)).flatMap((way) =>
      patterns(way, options.size === 'full' ? [refused, crashed] : [crashed]).map(([name, fates]) => ({
        tool,
        input,
        label: `${tool}, ${way.name}: ${name}`,
        plan: planOf(fates),
      })),
    ),
  );
  const withNobody = quick.map((way) => ({
    tool: 'clickup_task_create_bulk',
    input: { ...bulkCreate, tasks: [nobody, ...several] },
    label: `clickup_task_create_bulk with an unknown assignee, ${way.name}`,
    plan: planOf([way]),
  }));
  return [...own, ...withNobody];
}

/** The n-th write has the n-th fate; the last one stays. */
const planOf =
  <Way>(fates: readonly (Way | undefined)[]): Plan<Way> =>
  (kind, nth) =>
    kind === 'write' ? fates[Math.min(nth, fates.length - 1)] : undefined;

const readers = [
  { tool: 'clickup_task_get', input: { task_id: '86c131205' } },
  { tool: 'clickup_task_list', input: { list_id: '901710000302' } },
  { tool: 'clickup_workspace_get_hierarchy', input: {} },
];

/** The first answer to a read is lost to the network, the others are good. */
export const lostReads = <Way extends Fate>(ways: readonly Way[], options: AttackOptions): Case<Way>[] =>
  pairs(readers, ways.filter(isCurable), options).map(([{ tool, input }, way]) => ({
    tool,
    input,
    label: `${tool}, ${way.name}`,
    plan: (kind, nth) => (kind === 'read' && nth === 0 ? way : undefined),
  }));

/** A redirect is followed, which is another matter. */
const isCurable = ({ loss, name }: Fate) => loss === 'network' && !/^30\d/.test(name);

export { fetchWays, socketWays };
