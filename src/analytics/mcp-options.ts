import packageJson from '../../package.json' with { type: 'json' };
import type { McpServerOptions } from '../mcp/options.js';
import { chartApp, chartPage } from './charts/app.js';
import type { Analytics } from './open.js';
import { listed, systemPrompt } from './small-profile.js';

const instructions = `Reports on a ClickUp Workspace from a synced copy. Answers say in meta of what, of which days and how fresh they are; sync_now brings the copy up to date.
Times are exact in *_ms; *_hours are rounded. Name Spaces, Folders, Lists, tasks and people as they are called; periods are words such as last_week, 2026-11 or 2026-11-01..2026-11-15.
Never add up figures that an answer already totals, and never invent one that no tool gave.`;

/** How the tools are served to MCP clients: all of them, or those of a profile, in short. */
export const mcpOptions = (
  { clickup, tools }: Pick<Analytics, 'clickup' | 'tools'>,
  profile?: string | undefined,
): McpServerOptions => ({
  version: packageJson.version,
  listing: listed(tools, profile),
  instructions: profile === undefined ? instructions : systemPrompt,
  clientFor: async () => clickup,
  pages: { [chartPage]: async () => chartApp },
});
