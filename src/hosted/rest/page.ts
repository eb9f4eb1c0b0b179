import { html } from 'hono/html';
import { page } from '../pages/page.js';
import type { openApiDocument } from './openapi.js';

interface Shown {
  summary?: string;
  description?: string;
  requestBody?: {
    content: { 'application/json': { schema: { properties?: Record<string, Argument>; required?: string[] } } };
  };
}

interface Argument {
  type?: string;
  description?: string;
  enum?: readonly string[];
}

/** The REST routes for people: the same as the document says, without script. */
export function openApiPage({ info, servers, paths }: Awaited<ReturnType<typeof openApiDocument>>): Promise<Response> {
  const rows = Object.entries(paths as Record<string, Record<string, Shown>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, route]) => ({ method: method.toUpperCase(), path, route })),
  );
  return page({
    title: `${info.title}: REST`,
    body: html`<main><h1>${info.title}: REST</h1>
<p>${rows.length} routes below <code>${servers[0]!.url}</code>, as <a href="/api/openapi.json">OpenAPI</a>. Send a key of this server as <code>Authorization: Bearer cuk_...</code>; what it may call, its methods and tags say. An answer is <code>{ success, data }</code>, or <code>{ success, error: { code, message, details, suggested_action } }</code> with the status that goes with it.</p>
${rows.map(({ method, path, route: { summary, description, requestBody } }) => {
  const { properties = {}, required = [] } = requestBody?.content['application/json'].schema ?? {};
  const given = Object.entries(properties);
  return html`<details class="card"><summary><code>${method} ${path}</code> <span class="soft">${summary ?? ''}</span></summary>${
    description ? html`<p>${description}</p>` : ''
  }${
    given.length > 0
      ? html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">Argument</th><th scope="col">Type</th><th scope="col">What</th></tr></thead><tbody>${given.map(
          ([name, { type = 'any', description: what = '', enum: values }]) =>
            html`<tr><th scope="row"><code>${name}</code></th><td data-label="Type">${type}${required.includes(name) ? ', required' : ''}</td><td>${what}${values ? ` One of ${values.join(', ')}.` : ''}</td></tr>`,
        )}</tbody></table></div>`
      : ''
  }</details>`;
})}</main>`,
  });
}
