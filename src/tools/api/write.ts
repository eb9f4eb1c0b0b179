import type { OperationWriteData, OperationWriteInput } from '../../../generated/contracts.js';
import { withTool } from '../../clickup/advice.js';
import type { Context } from '../../clickup/context.js';
import { callOperation, checkOperation } from '../../clickup/operation/call-operation.js';
import { operationNamed } from '../../clickup/operation/operations.js';
import { advice } from '../../runtime/advice.js';
import { unconfirmed } from '../../runtime/confirmation.js';
import { invalidInput } from '../../runtime/errors.js';
import { noteTool } from './tools-for.js';

/** Calls an operation that changes something; one that deletes or administers only where that is confirmed. */
export async function apiWrite(ctx: Context, input: OperationWriteInput): Promise<OperationWriteData> {
  const operation = operationNamed(input.operation);
  const { id, effect } = operation;
  if (effect === 'read') {
    throw invalidInput(`${id} only reads`, {
      parameter: 'operation',
      value: id,
      suggestion: advice`Choose an operation that writes${withTool('operation.read', (name) => `, or call ${name}`)}.`,
    });
  }
  checkOperation(operation, input);
  if (effect !== 'write' && input.confirm !== 'yes' && !ctx.dryRun) {
    throw unconfirmed(
      `${id} ${effect === 'delete' ? 'deletes data' : 'decides who may do or see what'} and requires confirmation`,
    );
  }
  const answer = await callOperation(ctx, operation, input);
  noteTool(ctx, operation);
  return { operation: id, answer };
}
