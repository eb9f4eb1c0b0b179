import type { Model } from '../model.js';
import { key } from '../names.js';
import type { File } from './text.js';

/** Which operations each tool may call, apart from the registry: only a policy asks. */
export const emitToolOperations = ({ tools }: Model): File => ({
  path: 'generated/tool-operations.ts',
  text: `import type { OperationId } from './operations.js';

/** The operations that a tool may call, apart by spaces: a list of each would take twice the room. */
const named: Readonly<Record<string, string>> = {
${tools.map(({ name, operations }) => `  ${key(name)}: ${JSON.stringify(operations.join(' '))},`).join('\n')}
};

/** Every tool. */
export const toolsWithOperations: readonly string[] = Object.keys(named);

/** The operations that a tool may call: none where that is any of its effect, or no request; undefined where it is no tool. */
export function operationsOf(tool: string): OperationId[] | undefined {
  return named[tool]?.split(' ').filter(Boolean) as OperationId[] | undefined;
}
`,
});
