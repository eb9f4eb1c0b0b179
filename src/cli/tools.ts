import { aliases } from '../../generated/aliases.js';
import { profiles } from '../../generated/profiles.js';
import { toolTokens } from '../../generated/tool-tokens.js';
import { usableConfig } from '../config/read.js';
import { wordsOf } from '../config/setting-checks.js';
import { possibleTools } from '../policy/tools.js';
import { type Choice, choose } from '../registry/choose.js';
import { type Dialect, dialects } from '../registry/dialects/index.js';
import { ClickUpError } from '../runtime/errors.js';
import { nearest } from '../runtime/nearest.js';
import { type CatalogTool, catalogTools } from './catalog.js';
import { type Paint, paintFor, plain } from './colour.js';
import { tableLines } from './table.js';
import { columnsOf } from './terminal.js';
import { exitCodes, UsageError } from './usage.js';
import { dashed, type Flag, flagsIn } from './words.js';

/** `clickup-tools tools`: every tool in a row, or as JSON. */
export async function listTools(words: readonly string[]): Promise<number> {
  const { json, category, choice, dialect } = readOptions(words);
  const rows = (await chosen(choice)).filter((tool) => category === undefined || same(tool.category, category));
  if (rows.length === 0) throw unknownCategory(category ?? '');
  process.stdout.write(
    json
      ? `${JSON.stringify(rows.map(dialect ? dialects[dialect] : asJson), null, 2)}\n`
      : tableOf(rows, columnsOf(process.stdout), paintFor(process.stdout)),
  );
  return exitCodes.success;
}

interface Options {
  json: boolean;
  /** The form of the tools in the JSON. */
  dialect?: Dialect;
  category: string | undefined;
  choice: Choice;
}

/** Without a choice all tools: at a shell each can be called, whatever an MCP server would serve, but for a policy. */
async function chosen(choice: Choice): Promise<readonly CatalogTool[]> {
  const { policy } = usableConfig(process.env, { program: 'clickup-tools' });
  try {
    const start = { profile: choice.toolsets ? 'none' : 'full', ...choice };
    const { rows } = choose({ rows: catalogTools, profiles, aliases }, start);
    const { aliasListings } = await import('../../generated/listings/index.js');
    const listing = (await Promise.all(Object.values(aliasListings).map((load) => load()))).flat();
    // The name that another server has for a tool may be the tool's own.
    const once = [...new Map(rows.map((row) => [row.name, row])).values()];
    return once.flatMap((row) => {
      const tool = row.aliasOf === undefined ? row : catalogTools.find(({ name }) => name === row.aliasOf);
      if (!tool || (policy && possibleTools([tool], policy).length === 0)) return [];
      const { inputSchema } = listing.find(({ name }) => name === row.name && row.aliasOf) ?? tool;
      return { ...tool, name: row.name, inputSchema: inputSchema as object as CatalogTool['inputSchema'] };
    });
  } catch (error) {
    if (error instanceof ClickUpError) throw new UsageError(error.message, error.suggestion);
    throw error;
  }
}

function readOptions(words: readonly string[]): Options {
  const options: Options = { json: false, category: undefined, choice: {} };
  const takes =
    'tools takes --category, --profile, --toolsets, --tools, --exclude-tools, --read-only, --dialect and --json.';
  const choose = (choice: Choice) => {
    options.choice = { ...options.choice, ...choice };
  };
  for (const flag of flagsIn(words, (stray) => `${takes} \`clickup-tools help ${stray}\` shows a tool.`)) {
    if (flag.name === 'json') options.json = true;
    else if (flag.name === 'category') options.category = flag.take() ?? '';
    else if (flag.name === 'dialect') options.dialect = dialectOf(flag.take() ?? '');
    else if (flag.name === 'profile') choose({ profile: flag.take() ?? '' });
    else if (flag.name === 'toolsets') choose({ toolsets: names(flag, options.choice.toolsets) });
    else if (flag.name === 'tools') choose({ allow: names(flag, options.choice.allow) });
    else if (flag.name === 'exclude_tools') choose({ deny: names(flag, options.choice.deny) });
    else if (flag.name === 'read_only') choose({ readOnly: true });
    else throw new UsageError(`unknown option --${flag.name}`, takes);
  }
  if (!options.dialect || options.json) return options;
  throw new UsageError('--dialect prints JSON', `Add --json: tools --dialect ${options.dialect} --json.`);
}

/** The names that a flag gives, behind those of the same flag before it. */
function names({ name, take }: Flag, before: readonly string[] = []): string[] {
  const given = wordsOf(take() ?? '') ?? [];
  if (given.length > 0) return [...before, ...given];
  throw new UsageError(`${dashed(name)} needs a value`, 'Name one or more, with commas between them.');
}

function dialectOf(name: string): Dialect {
  const known = Object.keys(dialects) as Dialect[];
  const found = known.find((each) => each === name);
  if (found) return found;
  const near = nearest(name, known);
  throw new UsageError(
    name ? `no dialect is called ${name}` : '--dialect needs a value',
    near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
  );
}

const asJson = ({ name, title, toolset, category, effect, description }: CatalogTool) => ({
  name,
  title,
  toolset,
  category,
  effect,
  tokens: toolTokens[name],
  description,
});

/** About what a list of these tools costs a model: what stands between them is worth a token or two. */
const costOf = (rows: readonly CatalogTool[]): string =>
  rows.reduce((sum, { name }) => sum + (toolTokens[name] ?? 0), 0).toLocaleString('en');

/** One line per tool; where the terminal is narrow, the description gives way and then goes. */
export function tableOf(rows: readonly CatalogTool[], width: number, paint: Paint = plain): string {
  const cells = rows.map(({ name, effect, description }) => ({ name, effect, description }));
  const [head = '', ...body] = tableLines(cells, { width, onCut: () => undefined }) ?? [
    'name',
    ...rows.map(({ name }) => name),
  ];
  const lines = [paint('bold', head), ...body];
  const kinds = new Set(catalogTools.map((tool) => tool.category));
  const more = rows.length < catalogTools.length ? '' : `, ${kinds.size} categories (--category)`;
  const help = '`clickup-tools help <tool>` shows one.';
  const cost = `They cost a model about ${costOf(rows)} tokens (o200k_base).`;
  return `${lines.join('\n')}\n\n${rows.length} tools${more}. ${help}\n${cost}\n`;
}

const bare = (category: string): string =>
  category
    .toLowerCase()
    .replace(/[\s_-]/g, '')
    .replace(/s$/, '');
const same = (a: string, b: string): boolean => bare(a) === bare(b);

function unknownCategory(category: string): UsageError {
  const known = [...new Set(catalogTools.map((tool) => tool.category))];
  const near = nearest(category, known);
  return new UsageError(
    category ? `no category is called ${category}` : '--category needs a value',
    near ? `Did you mean ${near}?` : `There are: ${known.join(', ')}.`,
  );
}
