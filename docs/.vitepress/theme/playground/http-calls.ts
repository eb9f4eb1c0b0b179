/** One HTTP call as the playground shows it. Times are milliseconds since the run began. */
export interface HttpCall {
  readonly method: string;
  readonly url: string;
  /** Text of a JSON body, or `[form]` for files. */
  readonly body: string;
  readonly startedAt: number;
  endedAt?: number;
  status?: number;
  /** Text of the answer. */
  answer?: string;
  /** Why there was no answer. */
  failure?: string;
}

async function bodyOf(request: Request): Promise<string> {
  if (request.headers.get('content-type')?.startsWith('multipart/')) return '[form]';
  return request.clone().text();
}

/** Wraps a `fetch` so that every call is heard of when it starts and again when it ends. */
export function watch(
  fetch: (request: Request) => Promise<Response>,
  onCalls: (calls: readonly HttpCall[]) => void,
): { fetch: (request: Request) => Promise<Response>; calls: () => readonly HttpCall[] } {
  const calls: HttpCall[] = [];
  const began = performance.now();
  const tell = () => onCalls(calls.map((call) => ({ ...call })));
  const watched = async (request: Request): Promise<Response> => {
    const startedAt = performance.now() - began;
    const { method, url } = request;
    const call: HttpCall = { method, url, body: await bodyOf(request), startedAt };
    calls.push(call);
    tell();
    try {
      const response = await fetch(request);
      call.status = response.status;
      call.answer = await response.clone().text();
      return response;
    } catch (error) {
      call.failure = reasonOf(error);
      throw error;
    } finally {
      call.endedAt = performance.now() - began;
      tell();
    }
  };
  return { fetch: watched, calls: () => calls };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed';
  const { cause, name, message } = error;
  if (cause instanceof Error) return cause.message;
  return name === 'TimeoutError' || name === 'AbortError' ? 'no answer in time' : message;
}
