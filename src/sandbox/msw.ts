/**
 * The part of msw's `http` that is used here, so that msw stays a choice of the caller.
 *
 * @example
 * const http: MswHttp<unknown> = { all: (path) => path };
 * sandbox.handlers(http); // with msw: setupServer(...sandbox.handlers(http))
 */
export interface MswHttp<T> {
  all(path: string, resolver: (info: { request: Request }) => Promise<Response>): T;
}

/** Routes everything under ClickUp's base URL, and the links of attachments, into the sandbox. */
export const mswHandlers = <T>(http: MswHttp<T>, fetch: typeof globalThis.fetch): T[] =>
  ['api', 'attachments'].map((path) => http.all(`https://api.clickup.com/${path}/*`, ({ request }) => fetch(request)));
