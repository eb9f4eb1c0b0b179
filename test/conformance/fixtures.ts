import { setTimeout as sleep } from 'node:timers/promises';
import { McpError, ResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallExtra } from '../../src/mcp/direct-calls.js';
import { sealFor } from '../../src/mcp/seal.js';
import { McpServer } from '../../src/mcp/server.js';
import { codes } from '../../src/mcp/stateless.js';

/**
 * What the official conformance suite calls by name: tools, resources and prompts of its own, on our server, transports
 * and revisions. Nothing of it is shipped.
 * @see https://github.com/modelcontextprotocol/conformance
 */
type Values = Record<string, unknown>;

interface Call {
  args: Values;
  extra: CallExtra;
  params: Values;
  /** Asks the client with a request of its own, in revisions that have such. */
  ask(method: string, params: Values): Promise<Values>;
}

type Fixture = (call: Call) => object | Promise<object>;

const text = (said: string) => ({ content: [{ type: 'text', text: said }] });
const picture = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const image = { type: 'image', data: picture, mimeType: 'image/png' };
const sound = {
  type: 'audio',
  data: 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=',
  mimeType: 'audio/wav',
};
const embedded = (uri: string, mimeType: string, content: string) => ({
  type: 'resource',
  resource: { uri, mimeType, text: content },
});

const object = (properties: Values, required: readonly string[] = []) => ({ type: 'object', properties, required });
const string = { type: 'string' };

/** A question of the client as both forms have it. */
const question = (message: string, properties: Values, required = Object.keys(properties)) => ({
  method: 'elicitation/create',
  params: { mode: 'form', message, requestedSchema: object(properties, required) },
});
const sampling = (prompt: string, maxTokens = 100) => ({
  method: 'sampling/createMessage',
  params: { messages: [{ role: 'user', content: { type: 'text', text: prompt } }], maxTokens },
});
const roots = { method: 'roots/list', params: {} };

const capabilityOf: Readonly<Record<string, string>> = {
  'elicitation/create': 'elicitation',
  'sampling/createMessage': 'sampling',
  'roots/list': 'roots',
};

const seal = sealFor('a key of the conformance fixtures', 'conformance');

interface Question {
  method: string;
  params: Values;
}

/** Asks for what is missing, as a result, until all of it was answered. */
const asking =
  (questions: Record<string, Question>, done: (answers: Record<string, Values>) => object, state?: string): Fixture =>
  async ({ params }) => {
    if (params.requestState !== undefined) await opened(params.requestState);
    const answers = (params.inputResponses ?? {}) as Record<string, Values>;
    const isAnswered = (name: string) => typeof answers[name] === 'object' && answers[name] !== null;
    if (Object.keys(questions).every(isAnswered)) return done(answers);
    return {
      resultType: 'input_required',
      inputRequests: questions,
      ...(state !== undefined && { requestState: await (await seal).close({ state }) }),
    };
  };

async function opened(requestState: unknown): Promise<{ state: string }> {
  const value = (await (await seal).open(String(requestState))) as { state: string } | undefined;
  if (value) return value;
  throw new McpError(codes.invalidParams, 'requestState was changed on its way');
}

const told = async ({ ask, args }: Call, { method, params }: Question, intro: string) => {
  const answer = await ask(method, params);
  return text(`${intro}: action=${String(answer.action)}, content=${JSON.stringify(answer.content ?? args)}`);
};

const choices = (...values: string[]) => values.map((value, index) => ({ const: value, title: `Choice ${index + 1}` }));
const options = { type: 'string', enum: ['option1', 'option2', 'option3'] };

const name = question('What is your name?', { name: string });

const tools: Record<string, Fixture> = {
  test_simple_text: () => text('A simple text for the suite.'),
  test_image_content: () => ({ content: [image] }),
  test_audio_content: () => ({ content: [sound] }),
  test_embedded_resource: () => ({ content: [embedded('test://embedded-resource', 'text/plain', 'Embedded.')] }),
  test_multiple_content_types: () => ({
    content: [
      ...text('Several types:').content,
      image,
      embedded('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}'),
    ],
  }),
  test_error_handling: () => ({ ...text('This tool always fails.'), isError: true }),
  test_tool_with_logging: async ({ extra }) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      extra.notify('notifications/message', { level: 'info', data });
      await sleep(50);
    }
    return text('Three messages were logged.');
  },
  test_logging_tool: ({ extra }) => {
    if (extra.logLevel !== undefined) extra.notify('notifications/message', { level: 'info', data: 'asked for' });
    return text('Logged what was asked for.');
  },
  test_tool_with_progress: async ({ extra }) => {
    for (const progress of [0, 50, 100]) {
      extra.onProgress(progress, 100);
      await sleep(50);
    }
    return text('Done in three steps.');
  },
  test_sampling: async ({ args, ask }) => {
    const { method, params } = sampling(String(args.prompt));
    return text(`LLM response: ${JSON.stringify((await ask(method, params)).content)}`);
  },
  test_elicitation: (call) =>
    told(call, question(String(call.args.message), { username: string, email: string }), 'User response'),
  test_elicitation_sep1034_defaults: (call) =>
    told(
      call,
      question('Please look through these', {
        name: { type: 'string', default: 'John Doe' },
        age: { type: 'integer', default: 30 },
        score: { type: 'number', default: 95.5 },
        status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
        verified: { type: 'boolean', default: true },
      }),
      'Elicitation completed',
    ),
  test_elicitation_sep1330_enums: (call) =>
    told(
      call,
      question('Please choose', {
        untitledSingle: options,
        titledSingle: { type: 'string', oneOf: choices('value1', 'value2', 'value3') },
        legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['One', 'Two', 'Three'] },
        untitledMulti: { type: 'array', items: options },
        titledMulti: { type: 'array', items: { anyOf: choices('value1', 'value2', 'value3') } },
      }),
      'Elicitation completed',
    ),
  json_schema_2020_12_tool: () => text('Its schema is what matters.'),
  test_reconnection: () => text('An answer in one piece needs no reconnection.'),
  test_missing_capability: ({ extra }) => {
    if (extra.capabilities && 'sampling' in extra.capabilities) return text('Could ask.');
    const data = { requiredCapabilities: { sampling: {} } };
    throw new McpError(codes.missingCapability, 'The client has to be able to sample', data);
  },
  test_streaming_elicitation: ({ extra }) => {
    extra.notify('notifications/progress', { progressToken: 1, progress: 1 });
    return { resultType: 'input_required', inputRequests: { name } };
  },
  test_input_required_result_elicitation: asking({ user_name: name }, ({ user_name }) =>
    text(`Hello, ${String((user_name?.content as Values | undefined)?.name)}!`),
  ),
  test_input_required_result_sampling: asking(
    { capital_question: sampling('What is the capital of France?') },
    ({ capital_question }) => text(JSON.stringify(capital_question?.content)),
  ),
  test_input_required_result_list_roots: asking({ client_roots: roots }, ({ client_roots }) =>
    text(JSON.stringify(client_roots?.roots)),
  ),
  test_input_required_result_request_state: asking(
    { confirm: question('Please confirm', { ok: { type: 'boolean' } }) },
    () => text('state-ok'),
    'asked',
  ),
  test_input_required_result_multiple_inputs: asking(
    { user_name: name, greeting: sampling('Generate a greeting', 50), client_roots: roots },
    () => text('All three were answered.'),
    'asked',
  ),
  test_input_required_result_multi_round: async (call) => {
    const { requestState } = call.params;
    const step = requestState === undefined ? undefined : (await opened(requestState)).state;
    const color = question('Step 2: What is your favorite color?', { color: string });
    const begin = asking({ step1: question('Step 1: What is your name?', { name: string }) }, () => ({}), 'step1');
    const go = asking({ step2: color }, () => text('Both steps were answered.'), 'step2');
    return step === undefined ? begin(call) : go(call);
  },
  test_input_required_result_tampered_state: asking(
    { confirm: question('Please confirm', { ok: { type: 'boolean' } }) },
    () => text('state-ok'),
    'sealed',
  ),
  test_input_required_result_capabilities: ({ extra }) => {
    const all = { user_name: name, greeting: sampling('Generate a greeting', 50), client_roots: roots };
    const can = extra.capabilities ?? {};
    const asked = Object.entries(all).filter(([, { method }]) => capabilityOf[method]! in can);
    return { resultType: 'input_required', inputRequests: Object.fromEntries(asked) };
  },
};

const schemas: Record<string, object> = {
  test_sampling: object({ prompt: string }, ['prompt']),
  test_elicitation: object({ message: string }, ['message']),
  json_schema_2020_12_tool: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    $defs: { address: object({ street: string, city: string }) },
    properties: { name: string, address: { $ref: '#/$defs/address' } },
    additionalProperties: false,
  },
};

/** The tools, as `tools/list` has them. */
export const listing = Object.keys(tools).map((tool) => ({
  name: tool,
  description: `A fixture of the conformance suite: ${tool}`,
  inputSchema: schemas[tool] ?? object({}),
}));

const resources: Record<string, { name: string; mimeType: string; content: object }> = {
  'test://static-text': { name: 'text', mimeType: 'text/plain', content: { text: 'A text that stays.' } },
  'test://static-binary': { name: 'picture', mimeType: 'image/png', content: { blob: picture } },
  'test://watched-resource': { name: 'watched', mimeType: 'text/plain', content: { text: 'Watched.' } },
};

function read(uri: string): object {
  const [, id] = /^test:\/\/template\/([^/]+)\/data$/.exec(uri) ?? [];
  const content = { text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) };
  const found = id === undefined ? resources[uri] : { mimeType: 'application/json', content };
  if (!found) throw new McpError(codes.invalidParams, `There is no resource ${uri}`, { uri });
  return { contents: [{ uri, mimeType: found.mimeType, ...found.content }] };
}

const says = (...content: object[]) => ({ messages: content.map((each) => ({ role: 'user', content: each })) });
const line = (said: string) => ({ type: 'text', text: said });

const prompts: Record<string, { args: readonly string[]; get: Fixture }> = {
  test_simple_prompt: { args: [], get: () => says(line('A simple prompt for the suite.')) },
  test_prompt_with_arguments: {
    args: ['arg1', 'arg2'],
    get: ({ args }) => says(line(`arg1='${String(args.arg1)}', arg2='${String(args.arg2)}'`)),
  },
  test_prompt_with_embedded_resource: {
    args: ['resourceUri'],
    get: ({ args }) => says(embedded(String(args.resourceUri), 'text/plain', 'Embedded.'), line('Please read it.')),
  },
  test_prompt_with_image: { args: [], get: () => says(image, line('Please look at it.')) },
  test_input_required_result_prompt: {
    args: [],
    get: asking({ user_context: question('What context should the prompt use?', { context: string }) }, (answers) =>
      says(line(JSON.stringify(answers.user_context))),
    ),
  },
};

/** Methods that a revision without a handshake does not have. */
const ofHandshake = /^resources\/(un)?subscribe$/;

/** A server of the fixtures; one answers one request. */
export function fixtureServer(): McpServer {
  const ask: Call['ask'] = (method, params) => server.request({ method, params }, ResultSchema);
  const methods: Record<string, Fixture> = {
    'tools/call': (call) => {
      const run = tools[String(call.params.name)];
      if (!run) throw new McpError(codes.invalidParams, `There is no tool ${String(call.params.name)}`);
      return run(call);
    },
    'resources/list': () => ({
      resources: Object.entries(resources).map(([uri, { name, mimeType }]) => ({ uri, name, mimeType })),
    }),
    'resources/templates/list': () => ({
      resourceTemplates: [{ uriTemplate: 'test://template/{id}/data', name: 'template', mimeType: 'application/json' }],
    }),
    'resources/read': ({ params }) => read(String(params.uri)),
    'resources/subscribe': () => ({}),
    'resources/unsubscribe': () => ({}),
    'prompts/list': () => ({
      prompts: Object.entries(prompts).map(([each, { args }]) => ({
        name: each,
        description: `A fixture of the conformance suite: ${each}`,
        arguments: args.map((arg) => ({ name: arg, required: true })),
      })),
    }),
    'prompts/get': (call) => {
      const prompt = prompts[String(call.params.name)];
      if (!prompt) throw new McpError(codes.invalidParams, `There is no prompt ${String(call.params.name)}`);
      return prompt.get(call);
    },
    'completion/complete': () => ({ completion: { values: ['test', 'testing'], total: 2, hasMore: false } }),
    'subscriptions/listen': ({ extra }) => {
      const _meta = { 'io.modelcontextprotocol/subscriptionId': extra.id };
      extra.notify('notifications/subscriptions/acknowledged', { notifications: {}, _meta });
      return { _meta };
    },
  };
  const server: McpServer = new McpServer(
    async (method, params, extra) => {
      const answer = extra.revision !== undefined && ofHandshake.test(method) ? undefined : methods[method];
      if (!answer) throw new McpError(codes.methodNotFound, `There is no method ${method}`);
      return answer({ args: (params.arguments ?? {}) as Values, params, extra, ask });
    },
    {
      serverInfo: { name: 'conformance-fixtures', version: '0.0.0' },
      capabilities: { tools: {}, resources: { subscribe: true }, prompts: {}, completions: {}, logging: {} },
      instructions: '',
      listing: listing as never,
      signalsReady: false,
    },
  );
  return server;
}
