import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';
import { messageOf } from './spec/errors.js';
import { normalise } from './spec/normalise.js';
import type { JsonObject } from './spec/pointer.js';
import { readDocument } from './spec/read-document.js';

/** Where the committed structure of each published document lives. */
export const COMMITTED = {
  v2: fileURLToPath(new URL('../openapi/clickup-v2.json', import.meta.url)),
  v3: fileURLToPath(new URL('../openapi/clickup-v3.json', import.meta.url)),
} as const;

/** The bytes that an import of `document` writes. */
export const importText = (document: JsonObject, file: string): string =>
  `${JSON.stringify(normalise(document, file), null, 2)}\n`;

/** Reads both published documents (file or URL, JSON or YAML) and writes their structure to `openapi/`; nothing is written if either fails. */
export const importDocuments = async (
  v2: string,
  v3: string,
  to: { v2: string; v3: string } = COMMITTED,
): Promise<void> => {
  const [two, three] = await Promise.all([readDocument(v2), readDocument(v3)]);
  const texts = { v2: importText(two, v2), v3: importText(three, v3) };
  await Promise.all([writeFile(to.v2, texts.v2), writeFile(to.v3, texts.v3)]);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  endOnClosedPipe('spec:import');
  const [v2, v3, ...rest] = process.argv.slice(2);
  if (v2 === undefined || v3 === undefined || rest.length > 0) {
    console.error('usage: npm run spec:import -- <v2 document> <v3 document>   (JSON or YAML, file or URL)');
    process.exitCode = 2;
  } else {
    await importDocuments(v2, v3).catch((problem: unknown) => {
      console.error(messageOf(problem));
      process.exitCode = 2;
    });
  }
}
