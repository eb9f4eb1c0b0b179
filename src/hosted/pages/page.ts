import { createHash } from 'node:crypto';
import { html, raw } from 'hono/html';

export type Html = ReturnType<typeof html>;

export interface Page {
  title: string;
  body: Html;
  status?: number;
  /** Origins and schemes that a form of it may lead to, besides this server. */
  formTargets?: readonly string[];
}

const style = `
:root{color-scheme:light dark;--line:#8886;--accent:#5b3fd6;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--accent:#b9a7ff;--bad:#ffb4ab}}
*{box-sizing:border-box}
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
header,footer{display:flex;gap:1rem;flex-wrap:wrap;align-items:baseline;border-block-end:1px solid var(--line);padding-block:.5rem}
header strong{margin-inline-end:auto}
main{margin-block:1.5rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-block-start:2rem}
a{color:var(--accent)}
table{border-collapse:collapse;width:100%}
th,td{text-align:start;padding:.4rem .6rem;border-block-end:1px solid var(--line);vertical-align:top}
.scroll{overflow-x:auto}
label{display:block;margin-block:.6rem}
label>input:is([type=text],[type=number]){display:block}
fieldset{border:1px solid var(--line);border-radius:.4rem;margin-block:1rem}
fieldset label{margin-block:.2rem}
input[type=text],input[type=number],select{font:inherit;padding:.4rem;max-width:100%;width:28rem}
button{font:inherit;padding:.45rem 1rem;border:1px solid var(--accent);border-radius:.4rem;background:var(--accent);color:Canvas;cursor:pointer}
button.plain{background:transparent;color:inherit;border-color:var(--line)}
button.danger{background:transparent;color:var(--bad);border-color:var(--bad)}
form.inline{display:inline}
code,.secret{font-family:ui-monospace,monospace;overflow-wrap:anywhere}
.secret{display:block;border:1px solid var(--line);border-radius:.4rem;padding:.6rem}
.note{border-inline-start:.25rem solid var(--accent);padding-inline-start:.8rem}
:focus-visible{outline:.2rem solid var(--accent);outline-offset:.15rem}
`;

/** The one style is allowed by its hash, so that nothing that was put into a page can bring its own. */
const styleHash = createHash('sha256').update(style).digest('base64');

/** A page: no script, no asset of others, nobody may frame it. What is put into its templates is text. */
export async function page({ title, body, status = 200, formTargets = [] }: Page): Promise<Response> {
  const text = await html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${raw(style)}</style>
${body}
</html>`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
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
    body: html`<main><h1>That did not work</h1><p>${message}.</p><p>${next}</p><p><a href="/console">To the console</a></p></main>`,
  });
