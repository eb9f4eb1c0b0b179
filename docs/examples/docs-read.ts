import { createClickUp } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const clickup = createClickUp(createSandbox().options);

const { docs, searched } = await clickup.doc.search({ query: 'vendor' });
console.log(docs[0]?.name, '>', docs[0]?.page, searched);

const { pages } = await clickup.doc.read({ doc: 'Runbook: unlock fails' });
console.log(pages[0]?.content.split('\n')[0]);
