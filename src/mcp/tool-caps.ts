interface Cap {
  /** The name that the client gives in `initialize`. */
  client: RegExp;
  title: string;
  most: number;
}

/** Clients that drop or refuse tools beyond a number. */
const caps: readonly Cap[] = [
  // https://docs.cursor.com/context/model-context-protocol#limitations
  { client: /^cursor/i, title: 'Cursor', most: 40 },
  // https://code.visualstudio.com/docs/copilot/reference/copilot-vscode-features
  { client: /^(visual studio code|vscode)/i, title: 'VS Code', most: 128 },
  // https://platform.openai.com/docs/guides/function-calling
  { client: /openai/i, title: 'OpenAI', most: 128 },
];

/** What to tell where more tools are served than a client takes; undefined where it takes all. */
export function capWarning(client: string, served: number): string | undefined {
  const cap = caps.find(({ client: pattern }) => pattern.test(client));
  if (!cap || served <= cap.most) return undefined;
  return `${cap.title} takes ${cap.most} tools and ${served} are served: some will be missing. --profile core serves fewer, and --tools names the ones you want.`;
}
