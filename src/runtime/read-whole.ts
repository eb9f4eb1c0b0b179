const decoder = new TextDecoder();

/**
 * Reads an answer to its end and gives the same answer with its body in memory, where it can be read in any form and
 * more than once. A second Response around the bytes would do the same at a fifth of the cost of the whole request.
 */
export async function readWhole(response: Response): Promise<Response> {
  const bytes = await response.arrayBuffer();
  const text = () => decoder.decode(bytes);
  const copy = () => new Response(bytes, { headers: response.headers });
  return Object.defineProperties(response, {
    text: { value: async () => text() },
    json: { value: async () => JSON.parse(text()) as unknown },
    arrayBuffer: { value: async () => bytes.slice(0) },
    blob: { value: () => copy().blob() },
    formData: { value: () => copy().formData() },
    clone: { value: () => response },
    body: { get: () => (bytes.byteLength > 0 ? copy().body : null) },
    bodyUsed: { value: false },
  });
}
