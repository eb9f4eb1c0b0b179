import type { Model, Profile, Tool } from '../model.js';
import { key } from '../names.js';
import { measureTokens } from '../tokens.js';
import { listedTools } from './listings.js';
import type { File } from './text.js';

/** The tools of a profile, in the order of the surfaces. */
export const toolsOf = ({ toolsets, tools, effects }: Profile, all: readonly Tool[]): Tool[] =>
  all.filter(
    ({ name, toolset, effect }) =>
      (toolsets.includes(toolset) || tools.includes(name)) && (effects === undefined || effects.includes(effect)),
  );

/** The profiles as the registry reads them, with what each costs a model. */
export const emitProfiles = ({ profiles, tools }: Model): File => {
  const rows = profiles.map((profile) => {
    const chosen = toolsOf(profile, tools);
    const { model } = measureTokens(listedTools(chosen));
    const { description, toolsets, tools: names, effects } = profile;
    const row = {
      description,
      toolsets,
      tools: names,
      ...(effects && { effects }),
      count: chosen.length,
      tokens: model,
    };
    return `  ${key(profile.id)}: ${JSON.stringify(row)},`;
  });
  return {
    path: 'generated/profiles.ts',
    text: `import type { Profile } from '../src/runtime/tool.js';

/** Selections of tools to start from, by name. */
export const profiles: Readonly<Record<string, Profile>> = {
${rows.join('\n')}
};
`,
  };
};
