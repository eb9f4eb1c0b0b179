import { contract } from '../../src/registry/aliases.js';
import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

/** The other names of tools; empty parts are left out. */
export const emitAliases = ({ aliases }: Model): File => ({
  path: 'generated/aliases.ts',
  text: `import type { Alias } from '../src/runtime/tool.js';

/** Names that other servers give these tools, without \`clickup_\`; of the toolset contract unless said. */
export const aliases: Readonly<Record<string, Alias>> = {
${aliases
  .map(({ name, tool, toolset, arguments: names, set, ignored }) => {
    const parts = Object.entries({ arguments: names, set, ignored }).filter(
      ([, value]) => Object.keys(value).length > 0,
    );
    const own = toolset === contract.id ? {} : { toolset };
    return `  ${key(name)}: ${JSON.stringify({ tool, ...own, ...Object.fromEntries(parts) })},`;
  })
  .join('\n')}
};
`,
});
