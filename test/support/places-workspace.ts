import { createClickUp } from '../../src/index.js';
import { createSandbox, manualClock, type SandboxOptions, WORKSPACE_ID } from '../../src/sandbox/index.js';
import type { SeedContext } from '../../src/sandbox/seed/context.js';
import { emptySeed } from '../../src/sandbox/seed/index.js';
import { engineeringFlow, folder, list, space } from '../../src/sandbox/seed/places.js';

interface Counts {
  spaces: number;
  folders: number;
  lists: number;
}

/** A Workspace of so many places, those of a kind spread evenly over those above: a tenth of the Lists is in no Folder. */
function placesSeed({ spaces, folders, lists }: Counts) {
  return (seed: SeedContext): void => {
    emptySeed(seed);
    const { state } = seed;
    const spaceId = (i: number) => String(901800000000 + (i % spaces));
    for (let i = 0; i < spaces; i++) state.spaces.put(space(spaceId(i), `Space ${i}`, '#0f766e', engineeringFlow, {}));
    const folderId = (i: number) => String(901810000000 + (i % folders));
    for (let i = 0; i < folders; i++) state.folders.put(folder(folderId(i), spaceId(i), `Folder ${i}`, i));
    for (let i = 0; i < lists; i++) {
      const isAlone = i % 10 === 0;
      const [above, inside] = isAlone ? [spaceId(i / 10), null] : [spaceId(i), folderId(i)];
      state.lists.put(list(String(901820000000 + i), above, inside, `List ${i}`, i));
    }
  };
}

/** A client on it; `answer` may answer a path in the sandbox's place. */
export function placesWorkspace(
  counts: Counts,
  options: SandboxOptions = {},
  answer: (path: string) => Response | undefined = () => undefined,
) {
  const clock = manualClock();
  const sandbox = createSandbox({ clock, seed: placesSeed(counts), rateLimit: false, ...options });
  const clickup = createClickUp({
    apiKey: sandbox.apiKey,
    workspaceId: WORKSPACE_ID,
    clock,
    random: () => 0.5,
    fetch: async (request) => answer(new URL(request.url).pathname) ?? sandbox.fetch(request),
  });
  let seen = 0;
  const sent = () => {
    const fresh = sandbox.requests.slice(seen).map(({ operation, path }) => operation ?? path);
    seen = sandbox.requests.length;
    return fresh;
  };
  return { sandbox: { ...sandbox, clock }, clickup, sent };
}
