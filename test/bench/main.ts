import { answerTokensGroup } from './figures/answer-tokens.js';
import { overHttpGroup } from './figures/over-http.js';
import { packageGroup } from './figures/package.js';
import { readCallGroup } from './figures/read-call.js';
import { startGroup } from './figures/start.js';
import { underFireGroup } from './figures/under-fire.js';
import { runBench } from './run.js';
import { sandboxGroup } from './sandbox/figures.js';
import { ourServer } from './support/mcp.js';

const groups = [
  startGroup,
  packageGroup,
  readCallGroup,
  overHttpGroup,
  answerTokensGroup,
  underFireGroup,
  sandboxGroup,
];

await runBench('bench', groups, ourServer);
