import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

/** Which operations each tool may call, apart from the registry: only a policy asks. */
export const emitToolOperations = ({ tools }: Model): File => ({
  path: 'generated/tool-operations.ts',
  text: `import type { OperationId } from './operations.js';

/** The operations that a tool may call; none named where that is any operation of its effect, or no request at all. */
export const toolOperations: Readonly<Record<string, readonly OperationId[]>> = {
${tools.map(({ name, operations }) => `  ${key(name)}: ${JSON.stringify(operations)},`).join('\n')}
};
`,
});
