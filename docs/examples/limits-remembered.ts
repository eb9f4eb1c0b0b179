import { createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const sandbox = createSandbox();
const clickup = createClickUp(sandbox.options);
for (const fresh of [false, false, true]) {
  const before = sandbox.requests.length;
  await clickup.workspace.getHierarchy({}, { fresh });
  console.log({ fresh, requests: sandbox.requests.length - before });
}
