import { aliases } from '../../generated/aliases.js';
import { profiles } from '../../generated/profiles.js';
import { tools } from '../../generated/tools/index.js';
import { entriesOf } from '../registry/aliases.js';
import { type Choice, choose } from '../registry/choose.js';
import { joinChoices } from '../registry/join-choices.js';
import type { ToolEntry } from '../runtime/tool.js';

/**
 * The tools of a choice, for the option `tools` of a client; of several choices the later ones win, and what one denies is
 * denied. Throws ValidationError for a name there is not, with the nearest one, and where no tool is left.
 *
 * @example
 * const tools = chooseTools({ profile: 'core', toolsets: ['doc'], deny: ['*_delete*'] });
 * const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY, tools });
 */
export const chooseTools = (choice: Choice, ...later: readonly Choice[]): ToolEntry[] =>
  entriesOf(choose({ rows: tools, profiles, aliases }, joinChoices(choice, ...later)).rows, tools);
