/** A link that opens a client on this machine, which asks before it adds the server. */
export interface InstallLink {
  client: string;
  href: string;
}

/**
 * Links for the clients that have such, for a clone in the folder; the key is put in by hand in the client.
 * @see https://cursor.com/docs/mcp/install-links
 * @see https://code.visualstudio.com/api/extension-guides/ai/mcp#create-an-mcp-installation-url
 * @see https://lmstudio.ai/docs/app/mcp/deeplink
 */
export function installLinks(folder: string): InstallLink[] {
  const clone = folder.trim().replaceAll('\\', '/').replace(/\/+$/, '');
  const server = { command: 'node', args: [`${clone}/dist/mcp.js`] };
  const entry = packed({ ...server, env: { CLICKUP_API_KEY: 'pk_...' } });
  const input = { type: 'promptString', id: 'clickup-key', description: 'ClickUp API token', password: true };
  const env = { CLICKUP_API_KEY: `\${input:${input.id}}` };
  const asking = JSON.stringify({ name: 'clickup', type: 'stdio', ...server, env, inputs: [input] });
  return [
    { client: 'VS Code', href: `vscode:mcp/install?${encodeURIComponent(asking)}` },
    { client: 'Cursor', href: `cursor://anysphere.cursor-deeplink/mcp/install?name=clickup&config=${entry}` },
    { client: 'LM Studio', href: `lmstudio://add_mcp?name=clickup&config=${entry}` },
  ];
}

/** JSON in base64, which paths in other alphabets need as UTF-8 first. */
function packed(value: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return encodeURIComponent(btoa(String.fromCharCode(...bytes)));
}
