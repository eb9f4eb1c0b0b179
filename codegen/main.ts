import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { endOnClosedPipe } from '../src/node/closed-pipe.js';
import { ManifestError } from './manifest/problems.js';
import { programOptions } from './program-options.js';
import { SpecError } from './spec/errors.js';
import type { Changes } from './write.js';

const help = `npm run generate -- [options]: writes generated/ and docs/reference/ from openapi/ and src/tools/

  --check          only say what would change; exit code 1 if anything would
  --toolset <id>   execute the examples and write the pages of this toolset alone
  --partial        write although examples fail or entries are incomplete
  --root <folder>  work in this folder instead of the repository
`;

const report = ({ added, changed, removed }: Changes): string[] => [
  ...added.map((path) => `+ ${path}`),
  ...changed.map((path) => `~ ${path}`),
  ...removed.map((path) => `- ${path}`),
];

const main = async (): Promise<void> => {
  const { values } = programOptions(help, {
    check: { type: 'boolean' },
    partial: { type: 'boolean' },
    toolset: { type: 'string' },
    root: { type: 'string' },
  });
  // The V8 of Node 20 optimises functions that run a few times more: that cost an eighth of the processor time.
  if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=1000000');
  // Loaded after the options are known to be good: it takes seconds.
  const { generate } = await import('./generate.js');
  const { model, files, changes, problems, warnings } = await generate({
    ...values,
    ...(values.root !== undefined && { root: resolve(values.root) }),
  });
  const lines = report(changes);
  for (const line of lines) console.log(line);
  if (problems.length > 0) console.log(new ManifestError(problems).message);
  for (const { file, line, message } of warnings) console.log(`${file}:${line}: warning: ${message}`);
  if (values.check && lines.length > 0) {
    console.log(`${lines.length} files differ: run npm run generate`);
    process.exitCode = 1;
    return;
  }
  console.log(`${model.tools.length} tools, ${files} files, ${lines.length} ${values.check ? 'to change' : 'changed'}`);
};

endOnClosedPipe('generate');
try {
  await main();
} catch (error) {
  if (!(error instanceof ManifestError || error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
