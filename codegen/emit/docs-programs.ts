import type { Field, Model, Tool } from '../model.js';
import { isIdentifier, key, quote } from '../names.js';
import { serverStart } from './docs-install.js';

type Language = 'python' | 'typescript';

const names: Record<Language, Record<string, string>> = {
  python: { true: 'True', false: 'False', null: 'None' },
  typescript: {},
};

const scalarText = (value: unknown, language: Language): string => {
  if (typeof value === 'string') return language === 'python' ? JSON.stringify(value) : quote(value);
  const text = JSON.stringify(value);
  return names[language][text] ?? text;
};

/** A JSON value as a literal of the language, on one line where it fits. */
export const literal = (value: unknown, language: Language, margin: string, width = 100): string => {
  if (typeof value !== 'object' || value === null) return scalarText(value, language);
  const isList = Array.isArray(value);
  const [open, close] = isList ? '[]' : '{}';
  const entry = ([name, item]: [string, unknown], indent: string): string => {
    const text = literal(item, language, indent, width);
    if (isList) return text;
    return `${language === 'python' ? JSON.stringify(name) : key(name)}: ${text}`;
  };
  const entries = Object.entries(value);
  if (entries.length === 0) return `${open}${close}`;
  const flat = entries.map((pair) => entry(pair, margin)).join(', ');
  const space = isList || language === 'python' ? '' : ' ';
  const line = `${open}${space}${flat}${space}${close}`;
  if (margin.length + line.length <= width && !line.includes('\n')) return line;
  const step = language === 'python' ? '    ' : '  ';
  const inner = margin + step;
  return `${open}\n${entries.map((pair) => `${inner}${entry(pair, inner)},\n`).join('')}${margin}${close}`;
};

/** What a program prints of an answer: a field, and of objects the two fields that tell most. */
interface Shown {
  field: string;
  form: 'rows' | 'object' | 'value';
  optional: boolean;
  keys: string[];
}

const telling = ['name', 'id', 'text', 'status', 'title'];

const tellingKeys = (fields: readonly Field[]): string[] => {
  const sure = fields.filter(({ optional, type }) => !optional && type.is === 'scalar').map(({ name }) => name);
  const ids = sure.filter((name) => name === 'id' || name.endsWith('_id')).slice(0, 1);
  const others = sure.filter((name) => !ids.includes(name));
  const best = telling.find((name) => others.includes(name)) ?? others[0];
  return [...ids, ...(best === undefined ? [] : [best])];
};

/** Picks what to print; where the first example takes another branch than the first field, the field that it answers. */
const shownOf = (tool: Tool, data: Record<string, unknown>, { shapes }: Model): Shown => {
  const present = tool.returns.filter(({ name }) => data[name] !== undefined);
  const { name, type, optional } = present[0] ?? tool.returns[0]!;
  const inner = type.is === 'array' ? type.of : type;
  const fields =
    inner.is === 'shape'
      ? (shapes.find(({ name }) => name === inner.shape)?.fields ?? [])
      : inner.is === 'object'
        ? inner.fields
        : undefined;
  const keys = tellingKeys(fields ?? []);
  const form = fields === undefined || keys.length === 0 ? 'value' : type.is === 'array' ? 'rows' : 'object';
  return { field: name, form, optional, keys };
};

const pythonShow = ({ field, form, keys }: Shown): string[] => {
  const at = `data[${JSON.stringify(field)}]`;
  const parts = (of: string) => keys.map((name) => `${of}[${JSON.stringify(name)}]`).join(', ');
  if (form === 'rows') return [`for row in rows(${at}):`, `    print(${parts('row')})`];
  return form === 'object' ? [`print(${parts(at)})`] : [`print(${at})`];
};

/** A list comes as columns and rows, an empty one as it is: this makes objects of either. */
const pythonRows = `

def rows(table):
    """The objects of a list, which arrive as columns and rows."""
    if isinstance(table, list):
        return table
    return [{**table.get("same", {}), **dict(zip(table["columns"], row))} for row in table["rows"]]
`;

/** A whole program over the official Python SDK (\`pip install mcp\`). */
export const pythonProgram = (
  tool: Tool,
  input: Record<string, unknown>,
  data: Record<string, unknown>,
  model: Model,
): string => {
  const shown = shownOf(tool, data, model);
  return `import asyncio
import os

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

server = StdioServerParameters(
    command="${serverStart.command}",
    args=${literal(serverStart.args, 'python', '    ')},
    env={**os.environ, "CLICKUP_API_KEY": os.environ["CLICKUP_API_KEY"]},
)
${shown.form === 'rows' ? pythonRows : ''}

async def main():
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        result = await session.call_tool(
            "${tool.name}",
            ${literal(input, 'python', '            ')},
        )
    response = result.structuredContent

    if response["success"]:
        data = response["data"]
${pythonShow(shown)
  .map((line) => `        ${line}`)
  .join('\n')}
        rate_limit = response["metadata"].get("rate_limit")
        if rate_limit:
            print(f"Rate limit remaining: {rate_limit['remaining']}/{rate_limit['limit']}")
    else:
        error = response["error"]
        print(f"Error: {error['message']}")
        print(f"Suggested action: {error['suggested_action']}")


asyncio.run(main())`;
};

const member = (of: string, name: string): string => (isIdentifier(name) ? `${of}.${name}` : `${of}[${quote(name)}]`);

const typescriptShow = ({ field, form, optional, keys }: Shown): string => {
  const at = member('data', field);
  const parts = (of: string, dot: string) => keys.map((name) => `${of}${dot}${name}`).join(', ');
  if (form === 'rows') return `for (const row of ${at}${optional ? ' ?? []' : ''}) console.log(${parts('row', '.')});`;
  return form === 'object' ? `console.log(${parts(at, optional ? '?.' : '.')});` : `console.log(${at});`;
};

/** A whole program over the official TypeScript SDK. */
export const typescriptProgram = (tool: Tool, input: Record<string, unknown>): string =>
  `import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { Envelope } from 'clickup-tools';

const client = new Client({ name: 'my-agent', version: '1.0.0' });
await client.connect(
  new StdioClientTransport({
    command: '${serverStart.command}',
    args: ${literal(serverStart.args, 'typescript', '    ')},
    env: { CLICKUP_API_KEY: process.env.CLICKUP_API_KEY ?? '' },
  }),
);

const result = await client.callTool({
  name: '${tool.name}',
  arguments: ${literal(input, 'typescript', '  ')},
});
await client.close();

const response = result.structuredContent as unknown as Envelope;
if (response.success) {
  console.log(response.data);
  const limit = response.metadata.rate_limit;
  if (limit) console.log(\`Rate limit remaining: \${limit.remaining}/\${limit.limit}\`);
} else {
  console.error(\`Error: \${response.error.message}\`);
  console.error(\`Suggested action: \${response.error.suggested_action}\`);
}`;

/** The same without a server: the typed SDK of this package. */
export const sdkProgram = (
  tool: Tool,
  input: Record<string, unknown>,
  answer: Record<string, unknown>,
  model: Model,
): string => {
  const shown = shownOf(tool, answer, model);
  const { namespace, method } = tool.sdk;
  const argument = Object.keys(input).length === 0 ? '' : literal(input, 'typescript', '  ');
  return `import { ClickUpError, createClickUp } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });
try {
  const data = await clickup.${namespace}.${method}(${argument});
  ${typescriptShow(shown)}
} catch (error) {
  if (!(error instanceof ClickUpError)) throw error;
  console.error(\`\${error.code}: \${error.message}\`);
  console.error(\`Suggested action: \${error.suggestion}\`);
}`;
};

/** A request to a hosted server, for its shell. */
export const restProgram = ({ noun, action }: Tool, input: Record<string, unknown>): string =>
  `curl https://clickup.example.com/api/tools/${noun}_${action} \\
  -H "Authorization: Bearer $CLICKUP_TOOLS_KEY" -H 'Content-Type: application/json' -d '${JSON.stringify(input)}'`;
