import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { File } from '../emit/text.js';
import { errorTypes, triggerError } from '../examples/error-scenarios.js';
import { failureText, withBundle } from '../examples/runner.js';
import type { Problem } from '../manifest/problems.js';
import type { Model } from '../model.js';
import { type AnalyticsExample, checkPages, readAnalyticsManifest } from './manifest.js';
import { emitAnalyticsPages, fileOf, type PagedTool, provokable, type StagedReport } from './pages.js';
import { answerShapes, emitReportTypes, misfits, type Shape } from './report-types.js';
import { type CopyStage, type CopyTrial, openCopyStage } from './stage.js';

const entry = new URL('./parts.ts', import.meta.url);
const worker = 'pglite-worker.js';

export interface AnalyticsReferenceOptions {
  root: string;
  /** What was emitted to `generated`; the examples are executed with it. */
  code: readonly File[];
}

/** The pages of analytics tools, their examples executed on a copy of the sample data. None where the repository says nothing of them. */
export async function emitAnalyticsReference(
  model: Model,
  { root, code }: AnalyticsReferenceOptions,
): Promise<{ files: File[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const manifest = await readAnalyticsManifest(root, problems);
  if (!manifest || problems.length > 0) return { files: [], problems };
  return withBundle<typeof import('./parts.js'), { files: File[]; problems: Problem[] }>(
    { root, files: code, entry: fileURLToPath(entry) },
    async (parts, folder) => {
      await copyFile(join(root, 'src/db', worker), join(folder, worker));
      const { analyticsTools, groups, listedOf } = parts;
      const names = analyticsTools.map(({ name }) => name);
      checkPages(manifest, names, problems);
      if (problems.length > 0) return { files: [], problems };
      const tools = analyticsTools.map((tool): PagedTool => {
        const category = groups[tool.group];
        return {
          tool,
          listed: listedOf(tool),
          category,
          categoryFile: fileOf(category),
          page: manifest.pages.get(tool.name)!,
        };
      });
      const stage = await openCopyStage(parts);
      try {
        const staged = new Map<string, StagedReport>();
        for (const paged of tools) {
          const happened = await stageReport(stage, paged, problems);
          if (happened) staged.set(paged.tool.name, happened);
        }
        const report = ({ page, tool }: PagedTool, message: string) =>
          problems.push({ ...page.source, message: `${tool.name}: ${message}` });
        const shapes = answerShapes(root);
        for (const paged of tools)
          for (const answer of staged.get(paged.tool.name)?.answers ?? [])
            for (const misfit of new Set(misfits(answer, shapes.get(paged.tool.name) ?? noShape)))
              report(paged, misfit);
        const pages = await emitAnalyticsPages(tools, staged, { model, manifest, moment: stage.moment, report });
        const listed = tools.map((paged) => paged.listed);
        return { files: [emitReportTypes(listed, shapes), ...pages], problems };
      } finally {
        await stage.close();
      }
    },
  );
}

const noShape: Shape = { kind: 'text', text: 'known type' };

const trialOf = ({ input, before, unsynced }: AnalyticsExample): CopyTrial => ({
  input,
  unsynced,
  ...(before && { before }),
});

/** Everything that its page shows of a tool. Undefined when an example does not go as it must. */
async function stageReport(stage: CopyStage, paged: PagedTool, problems: Problem[]): Promise<StagedReport | undefined> {
  const { tool, page } = paged;
  const report = (text: string) => void problems.push({ ...page.source, message: `${tool.name}, ${text}` });
  const examples: StagedReport['examples'][number][] = [];
  for (const [index, example] of page.examples.entries()) {
    const trial = trialOf(example);
    const result = await stage.run(tool.name, trial, `example ${index + 1}`);
    if (result.envelope.success !== index < 2)
      report(
        `example ${index + 1} (${example.title}): ${index < 2 ? `must succeed; ${failureText(result.envelope)}` : 'must fail, and succeeded'}`,
      );
    examples.push({ ...trial, ...result, title: example.title, note: example.note ?? '' });
  }
  const first = trialOf(page.examples[0]!);
  const others: unknown[] = [];
  for (const input of page.also ?? []) {
    const { envelope } = await stage.run(tool.name, { ...first, input }, 'also');
    if (envelope.success) others.push(envelope.data);
    else report(`also ${JSON.stringify(input)}: must succeed; ${failureText(envelope)}`);
  }
  // What asks ClickUp for nothing can be called wrongly, and that is all.
  const asks = examples.some(({ calls }) => calls.length > 0);
  const types = asks ? errorTypes : (['NOT_FOUND', 'VALIDATION'] as const);
  const provoked = await triggerError(stage, provokable(paged), first, types);
  const { envelope: unsynced } = await stage.run(tool.name, { ...first, before: [], unsynced: true }, 'unsynced');
  return {
    examples,
    answers: [...examples.flatMap(({ envelope }) => (envelope.success ? [envelope.data] : [])), ...others],
    errors: [
      ...errorTypes.flatMap((type) => (provoked[type] ? [{ type, ...provoked[type] }] : [])),
      ...(unsynced.success || unsynced.error.code !== 'CONFLICT'
        ? []
        : [{ type: 'CONFLICT', how: 'Nothing was synced yet.', failure: unsynced }]),
    ],
  };
}
