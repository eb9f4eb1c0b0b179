/** The guide for agents, of `docs/guides/agents.md`. */
export const guideText = async (): Promise<string> => (await import('../../generated/agents-guide.js')).agentsGuide;
