/** The part of msw's `http` that is used here, so that msw stays a choice of the caller. */
export interface MswHttp {
  all(path: string, resolver: (info: { request: Request }) => Promise<Response>): unknown;
}

/** Routes everything under ClickUp's base URL into the sandbox. */
export const mswHandlers = (http: MswHttp, fetch: typeof globalThis.fetch): unknown[] => [
  http.all('https://api.clickup.com/api/*', ({ request }) => fetch(request)),
];
