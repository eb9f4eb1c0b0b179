import { Client as NewClient, StreamableHTTPClientTransport as NewTransport } from '@modelcontextprotocol/client';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

/** As much of a client as the demo uses; both SDKs have it. */
export interface Agent {
  tools(): Promise<string[]>;
  /** The text of an answer, and whether it is an error. */
  call(name: string, input: Record<string, unknown>): Promise<{ text: string; isError: boolean }>;
  close(): Promise<void>;
}

const about = { name: 'demo', version: '1' };

const eras = {
  '1.x': { Client: OldClient, Transport: OldTransport },
  '2.x': { Client: NewClient, Transport: NewTransport },
};

export type Era = keyof typeof eras;

/** Where a client that signs in is led, and what it is sent back with. */
type OpenPage = (url: string) => Promise<URL>;

export const redirectUri = 'http://127.0.0.1:9999/callback';

/** Connects an official client by the address of a link. */
export async function connectByLink(era: Era, url: string): Promise<Agent> {
  const { Client, Transport } = eras[era];
  const client = new Client(about);
  await client.connect(new Transport(new URL(url)) as never);
  return agentOf(client);
}

/** Connects an official client by OAuth: it finds everything from the address, and a person decides in a browser. */
export async function connectByOAuth(era: Era, url: string, open: OpenPage): Promise<Agent> {
  const { Client, Transport } = eras[era];
  const kept: Record<string, unknown> = {};
  let back: URL | undefined;
  const keeping = (name: string) => (value: unknown) => {
    kept[name] = value;
  };
  const authProvider = {
    redirectUrl: redirectUri,
    clientMetadata: { client_name: `Agent on SDK ${era}`, redirect_uris: [redirectUri] },
    clientInformation: () => kept.client,
    saveClientInformation: keeping('client'),
    tokens: () => kept.tokens,
    saveTokens: keeping('tokens'),
    codeVerifier: () => kept.verifier,
    saveCodeVerifier: keeping('verifier'),
    discoveryState: () => kept.discovery,
    saveDiscoveryState: keeping('discovery'),
    redirectToAuthorization: async (page: URL) => {
      back = await open(page.href);
    },
  };
  const transport = () => new Transport(new URL(url), { authProvider: authProvider as never });
  const first = transport();
  await new Client(about).connect(first as never).catch(() => undefined);
  if (!back) throw new Error('nobody was asked');
  await first.finishAuth(back.searchParams.get('code') ?? '', back.searchParams.get('iss') ?? '');
  const client = new Client(about);
  await client.connect(transport() as never);
  return agentOf(client);
}

function agentOf(client: OldClient | NewClient): Agent {
  return {
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    async call(name, input) {
      const { content, isError } = await client.callTool({ name, arguments: input });
      const [first] = content as { text?: string }[];
      return { text: first?.text ?? '', isError: isError === true };
    },
    close: () => client.close(),
  };
}
