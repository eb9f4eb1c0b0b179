import { aliases } from '../../generated/aliases.js';
import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { listedAs } from '../registry/aliases.js';

interface Cap {
  /** The name that the client gives of itself. */
  client: RegExp;
  title: string;
  most: number;
}

/** Clients that drop or refuse tools beyond a number. */
const caps: readonly Cap[] = [
  // https://docs.cursor.com/context/model-context-protocol#limitations
  { client: /^cursor/i, title: 'Cursor', most: 40 },
  // https://code.visualstudio.com/docs/copilot/reference/copilot-vscode-features
  { client: /^(visual studio code|vscode)/i, title: 'VS Code', most: 128 },
  // https://platform.openai.com/docs/guides/function-calling
  { client: /openai/i, title: 'OpenAI', most: 128 },
];

/** What to tell where more tools are served than a client takes; undefined where it takes all. */
export function capWarning(client: string, served: readonly string[]): string | undefined {
  const cap = caps.find(({ client: pattern }) => pattern.test(client));
  if (!cap || served.length <= cap.most) return undefined;
  return `${cap.title} takes ${cap.most} tools and ${served.length} are served: some will be missing. ${remedy(served, cap.most)}`;
}

/** The flags that serve no more than the client takes, out of what is served now. */
function remedy(served: readonly string[], most: number): string {
  const counts = new Map<string, number>();
  for (const name of served) {
    const toolset = toolsetOf(name);
    counts.set(toolset, (counts.get(toolset) ?? 0) + 1);
  }
  const core = counts.delete('standard') ? profiles.core!.count : 0;
  const sum = [...counts.values()].reduce((before, count) => before + count, core);
  if (sum <= most) {
    const kept = counts.size > 0 ? ` --toolsets ${[...counts.keys()].join(',')}` : '';
    return `--profile core${kept} serves at most ${sum}, and --tools those that it names.`;
  }
  const listed = [...counts].map(([toolset, count]) => `${toolset} has ${count}`).join(', ');
  const beside = core > 0 ? ` beside --profile core, which has ${core}` : '';
  return `Choose fewer --toolsets${beside} (${listed}), or name the ones you want with --tools.`;
}

/** Names of other servers are toolsets of their own. */
function toolsetOf(name: string): string {
  const row = tools.find((tool) => tool.name === name);
  if (row) return row.toolset;
  const [, alias] = Object.entries(aliases).find(([each, known]) => listedAs(each, known) === name) ?? [];
  return alias?.toolset ?? 'contract';
}
