import type { File } from './text.js';

/** What stands below this mark is for people. */
const end = '<!-- for people -->';

/** The guide for agents as text: without marks, and links as their words. */
export const emitAgentsGuide = (page: string): File => {
  const text = page
    .split(end, 1)[0]!
    .replace(/<!--.*?-->/gs, '')
    .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
    .trim();
  return {
    path: 'generated/agents-guide.ts',
    text: `/** \`docs/guides/agents.md\`, as agents read it. */
export const agentsGuide = ${JSON.stringify(`${text}\n`)};
`,
  };
};
