import type { OperationDescribeData, OperationDescribeInput } from '../../../generated/contracts.js';
import { omitUndefined } from '../../clickup/api.js';
import type { Context } from '../../clickup/context.js';
import { operationNamed, typeNamed, typesIn } from '../../clickup/operation/operations.js';
import { toolsFor } from './tools-for.js';

/** What an operation takes and answers. */
export async function apiDescribe(
  ctx: Context,
  { operation: id, detail }: OperationDescribeInput,
): Promise<OperationDescribeData> {
  const operation = operationNamed(id);
  const { effect, method, path, summary, about, parameters, body, answer } = operation;
  const tools = toolsFor(ctx, operation);
  const taken = typesIn([parameters, body ?? '']);
  const answered = answer === undefined ? {} : detail === 'full' ? typesIn([answer]) : named(answer);
  const types = { ...taken, ...answered };
  return {
    operation: operation.id,
    ...omitUndefined({ effect, method, path, summary, about }),
    ...(tools.length > 0 && { tools }),
    ...omitUndefined({ parameters: withoutWorkspace(parameters), body, answer }),
    ...(Object.keys(types).length > 0 && { types }),
  };
}

/** The Workspace is filled in, whatever ClickUp calls it. */
const withoutWorkspace = (parameters: string): string =>
  parameters.replace(/(?<=[{,] )(team_id|workspace_id):/, '$1?:');

/** The type itself, without those that it names in turn. */
function named(name: string): Record<string, string> {
  const text = typeNamed(name);
  return text === undefined ? {} : { [name]: text };
}
