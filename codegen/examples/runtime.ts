/** What a stage is made of: the tools with everything generated, and the sandbox they work on. */

export { tools as hostedTools } from '../../generated/tools/hosted.js';
export { tools } from '../../generated/tools/index.js';
export { parseFault } from '../../src/cli/faults.js';
export { createClickUp, memoryStore } from '../../src/index.js';
export { createSandbox, manualClock, SANDBOX_API_KEY, SEED_NOW } from '../../src/sandbox/index.js';
export { hash, Random } from '../../src/sandbox/random.js';
