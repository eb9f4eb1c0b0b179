import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { emitAnalyticsReference } from './analytics/reference.js';
import { checkComplete } from './build/check-complete.js';
import { checkHandlers } from './build/check-handlers.js';
import { buildModel } from './build/model.js';
import { emitAgentsGuide } from './emit/agents-guide.js';
import { emitAliases } from './emit/aliases.js';
import { emitApiDescriptions } from './emit/api-descriptions.js';
import { emitCatalog } from './emit/catalog.js';
import { emitCatalogTypes } from './emit/catalog-types.js';
import { emitContracts } from './emit/contracts.js';
import { emitListings } from './emit/listings.js';
import { emitMcpOffers } from './emit/mcp.js';
import { emitOutputFields } from './emit/output-fields.js';
import { emitProfiles } from './emit/profiles.js';
import { emitRequests } from './emit/requests.js';
import { emitSchemas } from './emit/schemas.js';
import { emitShapes } from './emit/shapes.js';
import type { File } from './emit/text.js';
import { emitToolOperations } from './emit/tool-operations.js';
import { emitToolTokens } from './emit/tool-tokens.js';
import { emitTools, loadTemplates } from './emit/tools.js';
import { emitToolsetDescriptions } from './emit/toolset-descriptions.js';
import { emitApiTypes, emitOperations } from './emit/types.js';
import { readManifest } from './manifest/manifest.js';
import { didYouMean, ManifestError, type Problem } from './manifest/problems.js';
import type { Model } from './model.js';
import { servedBy } from './programs.js';
import { emitReference } from './reference.js';
import { loadApi } from './spec/load.js';
import type { OpenAPI31Document } from './spec/openapi.js';
import { budgetWarnings } from './token-budget.js';
import { type Changes, writeFiles } from './write.js';

const repository = fileURLToPath(new URL('../', import.meta.url));

export interface GenerateOptions {
  /** Folder with `openapi` and `src`, into which `generated` and `docs/reference` are written. Default: the repository. */
  root?: string | undefined;
  /** Only say what would change. */
  check?: boolean | undefined;
  /** Write although examples fail or entries are incomplete; these are in `problems`. */
  partial?: boolean | undefined;
  /** Execute the examples and write the pages of this toolset alone. */
  toolset?: string | undefined;
  /** The description of the API as `loadApi` gives it, where several runs share it. Default: read from `root`. */
  document?: OpenAPI31Document | undefined;
}

export interface Generated {
  model: Model;
  /** How many files there are now. */
  files: number;
  changes: Changes;
  problems: readonly Problem[];
  /** What is sound, and should be looked at all the same. */
  warnings: readonly Problem[];
}

/** Documents and manifest, joined. */
export const loadModel = async (
  root: string = repository,
  given?: OpenAPI31Document,
): Promise<{ model: Model; document: OpenAPI31Document }> => {
  const openapi = join(root, 'openapi');
  const [document, manifest] = await Promise.all([given ?? loadApi(openapi), readManifest(openapi)]);
  return { model: buildModel(manifest, document), document };
};

/** The page that agents read too; a folder without one takes that of the repository. */
const readGuide = (root: string): Promise<string> => {
  const page = 'docs/guides/agents.md';
  return readFile(join(root, page), 'utf8').catch(() => readFile(join(repository, page), 'utf8'));
};

/** Everything under `generated/`. */
const emitCode = async (whole: Model, document: OpenAPI31Document, guide: string): Promise<File[]> => {
  const model = servedBy(whole, undefined);
  const templates = await loadTemplates();
  return [
    ...(await emitApiTypes(document)),
    ...emitOperations(model),
    ...emitRequests(document),
    ...emitApiDescriptions(model, document),
    ...emitContracts(model, whole),
    ...emitShapes(model),
    ...emitSchemas(whole),
    ...emitTools(model, templates),
    ...emitTools(servedBy(whole, 'hosted'), templates, 'hosted'),
    ...emitListings(model, whole),
    emitToolsetDescriptions(model),
    emitProfiles(model),
    emitAgentsGuide(guide),
    emitAliases(model),
    emitMcpOffers(model),
    emitToolOperations(whole),
    emitOutputFields(model),
    emitToolTokens(whole),
    ...emitCatalog(model),
    ...emitCatalogTypes(),
  ];
};

const checkToolset = ({ toolsets }: Model, wanted: string | undefined): void => {
  const ids = toolsets.map(({ id }) => id);
  if (wanted === undefined || ids.includes(wanted)) return;
  const message = `no toolset is called "${wanted}"${didYouMean(wanted, ids)}`;
  throw new ManifestError([{ file: 'openapi/toolsets.yaml', line: 1, message }]);
};

const nothing = { files: [], problems: [] };

/** Writes everything that follows from the documents and the manifest; nothing unless all of it is sound. */
export const generate = async ({
  root = repository,
  check,
  partial,
  toolset,
  document: given,
}: GenerateOptions): Promise<Generated> => {
  const { model, document } = await loadModel(root, given);
  checkToolset(model, toolset);
  await checkHandlers(model, join(root, 'src'));
  if (!partial) checkComplete(model);
  const code = await emitCode(model, document, await readGuide(root));
  // Side by side: what the tools of analytics do, a database does in a thread of its own.
  const [ofTools, ofAnalytics] = await Promise.all([
    emitReference(model, { root, code, toolset }),
    // Their toolset is none of the manifest: the tools stand in `src/analytics`.
    toolset === undefined ? emitAnalyticsReference(model, { root, code }) : nothing,
  ]);
  const problems = [...ofTools.problems, ...ofAnalytics.problems];
  const pages = [...ofTools.files, ...ofAnalytics.files];
  if (problems.length > 0 && !partial) throw new ManifestError(problems);
  const files = [...code, ...pages];
  const owned = ['generated', toolset === undefined ? 'docs/reference' : `docs/reference/${toolset}`];
  const changes = await writeFiles(root, files, { owned, check });
  return { model, files: files.length, changes, problems, warnings: budgetWarnings(model) };
};
