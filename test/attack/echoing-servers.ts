import build from '../support/build.js';
import { type Attack, type AttackOptions, Tally } from './attack.js';
import { type EchoServer, echoServer } from './echoing-servers/echo-server.js';
import { forms, places } from './echoing-servers/echoes.js';
import { keys, reveals } from './echoing-servers/keys.js';
import { outputsOf } from './echoing-servers/outputs.js';
import { outputsOfPrograms } from './echoing-servers/programs.js';
import { randomFrom } from './support/random.js';
import { sideBySide } from './support/side-by-side.js';

/** Echoes that the built programs meet, for each key: each starts three processes. */
const programEchoes = 6;

interface Echo {
  kind: string;
  place: string;
  form: string;
}

/** Servers and proxies that show the key they were sent: it must surface nowhere. */
export const echoingServers: Attack = {
  limitMs: { small: 60_000, full: 600_000 },
  async run(options) {
    const inProcess = new Tally('outputs of the SDK that show the key');
    const inPrograms = new Tally('outputs of the programs that show the key');
    const server = await echoServer();
    const look = (outputs: typeof outputsOf, tally: Tally) => (echo: Echo) => lookAt(server, echo, outputs, tally);
    await sideBySide(echoes(options), look(outputsOf, inProcess));
    if (options.size === 'full') {
      build();
      await sideBySide(echoesForPrograms(options), look(outputsOfPrograms, inPrograms), 2);
    }
    server.close();
    return options.size === 'full' ? [inProcess.row, inPrograms.row] : [inProcess.row];
  },
};

async function lookAt(server: EchoServer, { kind, place, form }: Echo, outputs: typeof outputsOf, tally: Tally) {
  const key = keys[kind]!;
  for (const [output, text] of await outputs(key, server.url(place, form))) {
    tally.check(!reveals(text, key), () => `${kind} ${form} in ${place}: ${output}`);
  }
}

/** Every place with every form and key; in a smaller run every place once. */
function echoes({ size, seed }: AttackOptions): Echo[] {
  const kinds = Object.keys(keys);
  const formNames = Object.keys(forms);
  if (size === 'full')
    return kinds.flatMap((kind) =>
      Object.keys(places).flatMap((place) => formNames.map((form) => ({ kind, place, form }))),
    );
  return Object.keys(places).map((place, index) => ({
    place,
    kind: kinds[(index + seed) % kinds.length]!,
    form: formNames[(index + seed) % formNames.length]!,
  }));
}

function echoesForPrograms({ seed }: AttackOptions): Echo[] {
  const random = randomFrom(seed);
  return Object.keys(keys).flatMap((kind) =>
    Array.from({ length: programEchoes }, () => ({
      kind,
      place: random.pick(Object.keys(places)),
      form: random.pick(Object.keys(forms)),
    })),
  );
}
