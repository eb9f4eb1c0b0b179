import type { OperationReadData, OperationReadInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import type { Context } from '../../clickup/context.js';
import { callOperation } from '../../clickup/operation/call-operation.js';
import { operationNamed } from '../../clickup/operation/operations.js';
import { advice } from '../../runtime/advice.js';
import { invalidInput } from '../../runtime/errors.js';
import { noteTool } from './tools-for.js';

/** Calls an operation that reads. */
export async function apiRead(ctx: Context, input: OperationReadInput): Promise<OperationReadData> {
  const operation = operationNamed(input.operation);
  if (operation.effect !== 'read') {
    throw invalidInput(`${operation.id} does not read: its effect is ${operation.effect}`, {
      parameter: 'operation',
      value: operation.id,
      suggestion: advice`Choose an operation whose effect is read${withTool('operation.write', (name) => `, or call ${name}`)}.`,
    });
  }
  const answer = await callOperation(ctx, operation, input);
  noteTool(ctx, operation);
  return { operation: operation.id, answer };
}
