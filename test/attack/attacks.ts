import type { Attack } from './attack.js';
import { echoingServers } from './echoing-servers.js';
import { hangingProviders } from './hanging-providers.js';
import { hostileAnswersAttack } from './hostile-answers.js';
import { lostAnswers } from './lost-answers.js';
import { oddInputs } from './odd-inputs.js';
import { skewedClocks } from './skewed-clocks.js';

/** Every attack, in the order of the table. */
export const attacks: readonly Attack[] = [
  lostAnswers,
  oddInputs,
  hostileAnswersAttack,
  skewedClocks,
  hangingProviders,
  echoingServers,
];
