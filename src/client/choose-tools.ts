import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { type Choice, choose } from '../registry/choose.js';
import type { ToolEntry } from '../runtime/tool.js';

/**
 * The tools of a choice, for the option `tools` of a client. Throws ValidationError for a name there is not, with the
 * nearest one, and where no tool is left.
 *
 * @example
 * const tools = chooseTools({ profile: 'core', toolsets: ['doc'], deny: ['*_delete*'] });
 * const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY, tools });
 */
export const chooseTools = (choice: Choice): ToolEntry[] => choose({ rows: tools, profiles }, choice).rows;
