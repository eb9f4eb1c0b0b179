import { published } from '../../src/config/published.js';

/** What pages write for `npm install`: a name on the registry or, until the package is there, the folder of a clone. */
export const packageToInstall = published ? 'clickup-tools' : '/path/to/clickup-tools';

/** How programs on pages start the MCP server. */
export const serverStart: { readonly command: string; readonly args: readonly string[] } = published
  ? { command: 'npx', args: ['-y', '-p', 'clickup-tools', 'clickup-mcp'] }
  : { command: 'node', args: ['/path/to/clickup-tools/dist/mcp.js'] };
