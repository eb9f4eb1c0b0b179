import type { CallOptions, ClickUpOptions } from '../../../src/index.js';
import type { Sandbox } from '../../../src/sandbox/index.js';

/** Something of the embedding program, or of the network, that hangs or fails until it is mended. */
export interface BadProvider {
  name: string;
  tool: string;
  input: Record<string, unknown>;
  /** What the client is made with. */
  options(state: { isMended: boolean }, sandbox: Sandbox): Partial<ClickUpOptions>;
  callOptions?: Pick<CallOptions, 'onProgress'>;
}
