import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

/** The other names of tools; empty parts are left out. */
export const emitAliases = ({ aliases }: Model): File => ({
  path: 'generated/aliases.ts',
  text: `import type { Alias } from '../src/runtime/tool.js';

/** Names that other servers give these tools, without \`clickup_\`. */
export const aliases: Readonly<Record<string, Alias>> = {
${aliases
  .map(({ name, tool, ...rest }) => {
    const parts = Object.entries(rest).filter(([, value]) => Object.keys(value).length > 0);
    return `  ${key(name)}: ${JSON.stringify({ tool, ...Object.fromEntries(parts) })},`;
  })
  .join('\n')}
};
`,
});
