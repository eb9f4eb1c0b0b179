import type { Attack } from './attack.js';

/** Every attack, in the order of the table, loaded when it runs. */
export const attacks: Readonly<Record<string, () => Promise<Attack>>> = {
  'lost-answers': async () => (await import('./lost-answers.js')).lostAnswers,
  'odd-inputs': async () => (await import('./odd-inputs.js')).oddInputs,
  'hostile-answers': async () => (await import('./hostile-answers.js')).hostileAnswersAttack,
  'skewed-clocks': async () => (await import('./skewed-clocks.js')).skewedClocks,
  'hanging-providers': async () => (await import('./hanging-providers.js')).hangingProviders,
  'hostile-http': async () => (await import('./hostile-http.js')).hostileHttp,
  'echoing-servers': async () => (await import('./echoing-servers.js')).echoingServers,
};
