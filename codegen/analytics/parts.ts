/** What a stage of analytics is made of: the tools, a database, and the sandbox that is copied. */

export { tools as standardTools } from '../../generated/tools/index.js';
export { schema } from '../../src/analytics/schema/index.js';
export { entryOf, groups, listedOf } from '../../src/analytics/tool.js';
export { analyticsTools } from '../../src/analytics/tools/index.js';
export { openEmbedded } from '../../src/db/embedded.js';
export { migrate } from '../../src/db/migrate.js';
export { createClickUp } from '../../src/index.js';
export { createSandbox, LISTS, manualClock, SANDBOX_API_KEY, SEED_NOW, TASKS, USERS } from '../../src/sandbox/index.js';
export { hash, Random } from '../../src/sandbox/random.js';
