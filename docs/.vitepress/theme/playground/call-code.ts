import type { JsonObject, PlaygroundTool } from '../catalog-tool.js';
import type { HttpCall } from './http-calls.js';

const identifier = /^[A-Za-z_$][\w$]*$/;
const quote = (text: string) => `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A value as TypeScript writes it. */
export function literal(value: unknown, margin = ''): string {
  if (typeof value === 'string') return quote(value);
  if (value === null || typeof value !== 'object') return String(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  const [start, end] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) return start + end;
  const inner = `${margin}  `;
  const parts = entries.map(([name, each]) => {
    const text = literal(each, inner);
    if (isList) return text;
    return `${identifier.test(name) ? name : quote(name)}: ${text}`;
  });
  const line = isList ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
  if (line.length + margin.length <= 80 && !line.includes('\n')) return line;
  return `${start}\n${parts.map((part) => `${inner}${part},\n`).join('')}${margin}${end}`;
}

/** The call through the SDK. */
export function typescriptCode({ sdk }: Pick<PlaygroundTool, 'sdk'>, input: JsonObject): string {
  const argument = Object.keys(input).length === 0 ? '' : literal(input);
  return `import { createClickUp } from 'clickup-tools';

const clickup = createClickUp({ apiKey: process.env.CLICKUP_API_KEY ?? '' });
const data = await clickup.${sdk}(${argument});`;
}

/** The call as an MCP client sends it to the server. */
export const jsonRpcCode = ({ name }: Pick<PlaygroundTool, 'name'>, input: JsonObject): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: input } }, null, 2);

const shellQuote = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

function curlOf({ method, url, body }: HttpCall): string {
  const parts = [`curl -X ${method} ${shellQuote(url)}`, '-H "Authorization: $CLICKUP_API_KEY"'];
  if (body === '[form]') parts.push("-F 'attachment=@file'");
  else if (body !== '') parts.push("-H 'Content-Type: application/json'", `-d ${shellQuote(body)}`);
  return parts.join(' \\\n  ');
}

/** The HTTP requests behind a run, one after the other, without those that only repeat the one before. */
export function curlCode(calls: readonly HttpCall[]): string {
  const commands = calls.map(curlOf);
  return commands.filter((command, index) => command !== commands[index - 1]).join('\n\n');
}
