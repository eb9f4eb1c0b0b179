// Hands the exported forms of the tools to what their vendors publish, and compares what would be sent to the API of the model.
import { deepStrictEqual } from 'node:assert';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { GoogleGenAI } from '@google/genai';
import { Agent, tool as agentTool, OpenAIProvider, Runner, setTracingDisabled } from '@openai/agents';
import { generateText, jsonSchema, tool } from 'ai';
import { toStrictJsonSchema } from 'openai/lib/transform';

const { strict, gemini, plain } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
setTracingDisabled(true);

/** In the place of the API: keeps what is sent, and answers that it is not what it takes. */
let sent;
const api = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  sent = JSON.parse(body);
  const error = { message: 'This is no model', code: 400, status: 'INVALID_ARGUMENT' };
  response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
});
await once(api.listen(0, '127.0.0.1'), 'listening');
const address = `http://127.0.0.1:${api.address().port}`;

async function sentBy(work) {
  sent = undefined;
  const refused = await work().then(
    () => undefined,
    (error) => error,
  );
  if (sent === undefined) throw refused;
  return sent;
}

async function check(step, work) {
  try {
    process.stdout.write(`${JSON.stringify({ step, ok: true, said: await work() })}\n`);
  } catch (error) {
    process.stdout.write(
      `${JSON.stringify({ step, ok: false, said: String(error?.message ?? error).slice(0, 600) })}\n`,
    );
  }
}

/** The paths of all properties of a schema. */
const pathsIn = ({ properties = {}, items }, path = '') => [
  ...Object.entries(properties).flatMap(([name, each]) => [`${path}.${name}`, ...pathsIn(each, `${path}.${name}`)]),
  ...(items ? pathsIn(items, `${path}[]`) : []),
];
const bare = ({ type, name, description, strict: isStrict, parameters }) => ({
  type,
  name,
  description,
  strict: isStrict,
  parameters,
});

await check('openai-strict: openai', async () => {
  for (const { name, parameters } of strict) deepStrictEqual(toStrictJsonSchema(parameters), parameters, name);
  return `${strict.length} schemas are strict already`;
});
await check('openai-strict: @openai/agents', async () => {
  const tools = strict.map(({ name, description, parameters }) =>
    agentTool({ name, description, parameters, strict: true, execute: async () => '' }),
  );
  const runner = new Runner({
    modelProvider: new OpenAIProvider({ apiKey: 'none', baseURL: address, useResponses: true }),
  });
  const agent = new Agent({ name: 'test', instructions: '', tools, model: 'gpt-5' });
  const body = await sentBy(() => runner.run(agent, 'Hi'));
  deepStrictEqual(body.tools.map(bare), strict.map(bare));
  return `${body.tools.length} tools are sent as they are`;
});
await check('openai-strict: ai', async () => {
  const tools = Object.fromEntries(
    strict.map(({ name, description, parameters }) => [
      name,
      tool({ description, inputSchema: jsonSchema(parameters), strict: true }),
    ]),
  );
  const model = createOpenAI({ apiKey: 'none', baseURL: address })('gpt-5');
  const body = await sentBy(() => generateText({ model, prompt: 'Hi', tools, maxRetries: 0 }));
  deepStrictEqual(body.tools.map(bare), strict.map(bare));
  return `${body.tools.length} tools are sent as they are`;
});
await check('gemini: @google/genai', async () => {
  const client = new GoogleGenAI({ apiKey: 'none', httpOptions: { baseUrl: address } });
  const config = { tools: [{ functionDeclarations: gemini }] };
  const body = await sentBy(() => client.models.generateContent({ model: 'gemini-2.5-flash', contents: 'Hi', config }));
  deepStrictEqual(body.tools, config.tools);
  return `${gemini.length} declarations are sent as they are`;
});
await check('gemini: ai, from the schemas of tools/list', async () => {
  const tools = Object.fromEntries(
    plain.map(({ name, description, inputSchema }) => [
      name,
      tool({ description, inputSchema: jsonSchema(inputSchema) }),
    ]),
  );
  const model = createGoogleGenerativeAI({ apiKey: 'none', baseURL: address })('gemini-2.5-flash');
  const body = await sentBy(() => generateText({ model, prompt: 'Hi', tools, maxRetries: 0 }));
  const declarations = body.tools[0].functionDeclarations;
  deepStrictEqual(
    declarations.map(({ name, parameters }) => [name, pathsIn(parameters ?? {})]),
    plain.map(({ name, inputSchema }) => [name, pathsIn(inputSchema)]),
  );
  return `${declarations.length} declarations lose no argument`;
});
api.close();
process.exit(0);
