import { createClickUp, ValidationError } from '../../src/index.js';
import { createSandbox } from '../../src/sandbox/index.js';

const clickup = createClickUp(createSandbox().options);
const section = { doc: 'Team handbook', page: 'On call', section: 'On call' };

const { pages } = await clickup.doc.read(section);
const version = pages[0]?.version;

// Somebody else adds to the same section, after we read it.
await clickup.doc.updatePage({ ...section, mode: 'append', content: 'Swap in the calendar.' });

try {
  await clickup.doc.updatePage({ ...section, version, mode: 'replace', content: 'One week each.' });
} catch (error) {
  if (!(error instanceof ValidationError)) throw error;
  console.log(error.code, '-', error.message);
  console.log(String(error.details?.now).split('\n').at(-1));
}
