import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

/** What each toolset is for. A server that starts has no use for it. */
export const emitToolsetDescriptions = ({ toolsets }: Pick<Model, 'toolsets'>): File => ({
  path: 'generated/toolset-descriptions.ts',
  text: `/** What each toolset is for, apart from the registry: only help says it. */
export const toolsetDescriptions: Readonly<Record<string, string>> = {
${toolsets.map(({ id, description }) => `  ${key(id)}: ${JSON.stringify(description)},`).join('\n')}
};
`,
});
