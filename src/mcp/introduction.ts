import type { ClientCapabilities, Implementation } from '@modelcontextprotocol/sdk/types.js';

/** What a client says of itself when it opens a connection. */
export interface Introduction {
  clientInfo: Implementation;
  capabilities: ClientCapabilities;
}
