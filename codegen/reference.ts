import { emitDocs } from './emit/docs.js';
import { listedTools } from './emit/listings.js';
import type { File } from './emit/text.js';
import { stageTools } from './examples/run-examples.js';
import { createRunner } from './examples/runner.js';
import type { Problem } from './manifest/problems.js';
import type { Model } from './model.js';

export interface ReferenceOptions {
  /** Folder with the `src` that the tools run on. */
  root: string;
  /** What was emitted to `generated`; the examples are executed with it. */
  code: readonly File[];
  /** Only the pages of this toolset. */
  toolset?: string | undefined;
}

/**
 * Everything under `docs/reference`, its examples executed with the tools as they were just emitted.
 * A tool whose examples do not go as they must has no page and stands in `problems`.
 */
export const emitReference = async (
  model: Model,
  { root, code, toolset }: ReferenceOptions,
): Promise<{ files: File[]; problems: Problem[] }> => {
  const { measureTokens } = await import('./tokens.js');
  const wanted = model.tools.filter((tool) => toolset === undefined || tool.toolset === toolset);
  const { staged, moment, problems } = await stageTools(wanted, await createRunner(root, code));
  const { perTool } = measureTokens(listedTools(model.tools));
  const tokens = new Map(perTool.map((row) => [row.name, row.tokens]));
  const files = await emitDocs({ model, staged, tokens, moment });
  const folder = toolset === undefined ? 'docs/reference/' : `docs/reference/${toolset}/`;
  return { files: files.filter(({ path }) => path.startsWith(folder)), problems };
};
