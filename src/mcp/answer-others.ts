import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import type { AnswerRequest, CallExtra } from './direct-calls.js';
import type { McpServerOptions } from './options.js';
import { metaKeys } from './revision.js';

type Params = Record<string, unknown>;

/** Answers a method with its params. */
type Method = (params: Params, extra: CallExtra) => object | Promise<object>;

/** Answers everything but calls of tools: resources, prompts, completions and subscriptions. */
export function answerOthers(options: McpServerOptions): AnswerRequest {
  const methods: Readonly<Record<string, Method>> = {
    'resources/list': async () => ({ resources: (await resources()).listed(options.listing) }),
    'resources/templates/list': async () => ({ resourceTemplates: (await resources()).templates(options.listing) }),
    'resources/read': async ({ uri }, extra) =>
      (await import('./resources/read.js')).readResource(textOf(uri, 'uri'), options, extra),
    'prompts/list': async () => ({ prompts: (await prompts()).listed(options.listing) }),
    'prompts/get': async ({ name, arguments: given }) =>
      (await prompts()).promptOf(textOf(name, 'name'), textsOf(given), options.listing),
    'completion/complete': async (params, extra) => (await import('./complete.js')).complete(params, options, extra),
    'subscriptions/listen': (params, extra) => acknowledge(params, options, extra),
  };
  return async (method, params, extra) => {
    const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!answer) throw new McpError(ErrorCode.MethodNotFound, `This server has no method ${method}`);
    return answer(params, extra);
  };
}

const resources = () => import('./resources/resources.js');
const prompts = () => import('./prompts.js');

function textOf(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new McpError(ErrorCode.InvalidParams, `${name} is missing, or is no text`);
}

/** Arguments of a prompt, which are texts; anything else is none. */
const textsOf = (given: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((given ?? {}) as Params).flatMap(([name, value]) =>
      typeof value === 'string' && value.trim() !== '' ? [[name, value.trim()]] : [],
    ),
  );

/**
 * Nothing that is listed changes while the server runs, so that a subscription ends as soon as it is acknowledged, but
 * for the signal of readiness, where one is wanted.
 */
function acknowledge({ notifications }: Params, { readySignal }: McpServerOptions, { notify, id }: CallExtra) {
  const wanted = (notifications ?? {}) as { toolsListChanged?: unknown };
  const about = { [metaKeys.subscription]: id };
  const isHeard = readySignal === true && wanted.toolsListChanged === true;
  notify('notifications/subscriptions/acknowledged', {
    notifications: isHeard ? { toolsListChanged: true } : {},
    _meta: about,
  });
  if (isHeard) notify('notifications/tools/list_changed', { _meta: about });
  return { _meta: about };
}
