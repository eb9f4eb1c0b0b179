import { catalog } from '../config/catalog.js';
import { typescriptCode } from './playground/call-code.js';

declare const data: string;

export { data };

/** The first example of one tool as a call, for the start page. */
export default {
  load: (): string => {
    const tool = catalog.find(({ name }) => name === 'clickup_time_create');
    const program = tool ? typescriptCode(tool, tool.examples[0]?.input ?? {}) : '';
    return program.slice(program.indexOf('const data'));
  },
};
