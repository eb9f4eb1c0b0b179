import { chooseTools, createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const tools = chooseTools({ profile: 'core', toolsets: ['doc'], deny: ['*_delete*'] });
const clickup = createClickUp({ ...createSandbox().options, tools });

console.log(tools.length, tools.filter(({ effect }) => effect !== 'read').length);
const refused = await clickup.call('clickup_goal_list', {});
if (!refused.success) console.log(refused.error.message);
