import { createHash, randomBytes } from 'node:crypto';
import { html, raw } from 'hono/html';
import { style } from './style.js';

export type Html = ReturnType<typeof html>;

export interface Page {
  title: string;
  body: Html;
  status?: number;
  /** Origins and schemes that a form of it may lead to, besides this server. */
  formTargets?: readonly string[];
  /** A script of this server; the page has to be of use without it. */
  script?: string;
}

/** The one style is allowed by its hash, so that nothing that was put into a page can bring its own. */
const styleHash = createHash('sha256').update(style).digest('base64');

/** A page: no asset of others, no script but one of ours, nobody may frame it. What is put into its templates is text. */
export async function page({ title, body, status = 200, formTargets = [], script }: Page): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const text = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
${body}
${script === undefined ? '' : html`<script nonce="${nonce}">${raw(script)}</script>`}
</body>
</html>`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    'img-src data:',
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    `form-action ${["'self'", ...formTargets].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return new Response(String(text), {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

/** A page that says what went wrong, and what to do. */
export const problemPage = (message: string, next: string, status: number): Promise<Response> =>
  page({
    title: 'That did not work',
    status,
    body: html`<main class="narrow"><h1>That did not work</h1><p>${message.replace(/\.$/, '')}.</p><p>${next}</p><p><a href="/console">To the console</a></p></main>`,
  });
