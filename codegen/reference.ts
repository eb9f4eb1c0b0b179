import { listedTools } from './emit/catalog.js';
import { emitDocs } from './emit/docs.js';
import type { File } from './emit/text.js';
import { stageTools } from './examples/run-examples.js';
import type { Problem } from './manifest/problems.js';
import type { Model } from './model.js';

/**
 * Everything under `docs/reference`, its examples executed with the generated tools as they stand in the repository.
 * A tool whose examples do not go as they must has no page and stands in `problems`.
 */
export const emitReference = async (model: Model): Promise<{ files: File[]; problems: Problem[] }> => {
  const { measureTokens } = await import('./tokens.js');
  const { staged, moment, problems } = await stageTools(model);
  const { perTool, model: allTokens } = measureTokens(listedTools(model.tools) as Parameters<typeof measureTokens>[0]);
  const tokens = new Map(perTool.map((row) => [row.name, row.tokens]));
  return { files: await emitDocs({ model, staged, tokens, allTokens, moment }), problems };
};
