/** The same answer with another body. */
export function withBody(response: Response, body: unknown): Response {
  const text = JSON.stringify(body);
  const headers = new Headers(response.headers);
  headers.set('Content-Length', String(new TextEncoder().encode(text).byteLength));
  headers.delete('Content-Encoding');
  return new Response(text, { status: response.status, headers });
}
