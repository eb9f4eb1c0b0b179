/** The part of msw's `http` that is used here, so that msw stays a choice of the caller. */
export interface MswHttp {
  all(path: string, resolver: (info: { request: Request }) => Promise<Response>): unknown;
}

/** Routes everything under ClickUp's base URL, and the links of attachments, into the sandbox. */
export const mswHandlers = (http: MswHttp, fetch: typeof globalThis.fetch): unknown[] =>
  ['api', 'attachments'].map((path) => http.all(`https://api.clickup.com/${path}/*`, ({ request }) => fetch(request)));
