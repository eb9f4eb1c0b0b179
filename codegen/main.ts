import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { checkComplete } from './build/check-complete.js';
import { buildModel } from './build/model.js';
import { emitCatalog, emitToolsList } from './emit/catalog.js';
import { emitContracts } from './emit/contracts.js';
import { emitRequests } from './emit/requests.js';
import { emitSchemas } from './emit/schemas.js';
import { emitShapes } from './emit/shapes.js';
import type { File } from './emit/text.js';
import { emitTools, loadTemplates } from './emit/tools.js';
import { emitApiTypes, emitOperations } from './emit/types.js';
import { readManifest } from './manifest/manifest.js';
import { ManifestError } from './manifest/problems.js';
import type { Model } from './model.js';
import { emitReference } from './reference.js';
import { SpecError } from './spec/errors.js';
import { loadApi } from './spec/load.js';
import type { OpenAPI31Document } from './spec/openapi.js';
import { type Changes, writeFiles } from './write.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Documents and manifest, joined. */
export const loadModel = async (): Promise<{ model: Model; document: OpenAPI31Document }> => {
  const [document, manifest] = await Promise.all([loadApi(), readManifest(`${root}openapi`)]);
  return { model: buildModel(manifest, document), document };
};

/** Everything under `generated/`. */
const emitAll = async (model: Model, document: OpenAPI31Document): Promise<File[]> => [
  ...(await emitApiTypes(document)),
  ...emitOperations(model),
  ...emitRequests(document),
  ...emitContracts(model),
  ...emitShapes(model),
  ...emitSchemas(model),
  ...emitTools(model, await loadTemplates()),
  ...emitCatalog(model),
  ...emitToolsList(model),
];

const report = ({ added, changed, removed }: Changes): string[] => [
  ...added.map((path) => `+ ${path}`),
  ...changed.map((path) => `~ ${path}`),
  ...removed.map((path) => `- ${path}`),
];

const main = async (): Promise<void> => {
  const { values } = parseArgs({ options: { check: { type: 'boolean' }, partial: { type: 'boolean' } } });
  const { model, document } = await loadModel();
  const check = values.check === true;
  if (!values.partial) checkComplete(model);
  const code = await emitAll(model, document);
  let lines = report(await writeFiles(root, code, { owned: ['generated'], check }));
  const stale = check && lines.length > 0;
  // The examples run on the tools as they are on disk, so stale ones would only show more of the same difference.
  const { files: pages, problems } = stale ? { files: [], problems: [] } : await emitReference(model);
  if (problems.length > 0 && !values.partial) throw new ManifestError(problems);
  if (!stale) lines = [...lines, ...report(await writeFiles(root, pages, { owned: ['docs/reference'], check }))];
  for (const line of lines) console.log(line);
  if (problems.length > 0) console.log(new ManifestError(problems).message);
  if (check && lines.length > 0) {
    console.log(`${lines.length} files differ: run npm run generate`);
    process.exitCode = 1;
    return;
  }
  const total = code.length + pages.length;
  console.log(`${model.tools.length} tools, ${total} files, ${lines.length} ${check ? 'to change' : 'changed'}`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof ManifestError || error instanceof SpecError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
