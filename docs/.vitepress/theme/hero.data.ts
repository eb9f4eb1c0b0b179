import { catalog } from '../config/catalog.js';
import { typescriptCode } from './playground/call-code.js';

declare const data: string;

export { data };

/** The first example of one tool as a program, for the start page. */
export default {
  load: (): string => {
    const tool = catalog.find(({ name }) => name === 'clickup_time_create');
    return tool ? typescriptCode(tool, tool.examples[0]?.input ?? {}) : '';
  },
};
