/** What the page of a tool says of it, whether or not the tool is in the catalogue. */
export interface ToolPage {
  readonly name: string;
  readonly description: string;
  readonly useCases: readonly string[];
  readonly parameters: readonly string[];
}

/** The page of a tool, by its text; undefined for any other page. */
export function readToolPage(source: string): ToolPage | undefined {
  const [, name] = /^# Tool Name: `(\w+)`$/m.exec(source) ?? [];
  if (name === undefined) return undefined;
  const [, description = '', useCases = ''] =
    /^\*\*Description\*\*: (.+)\n\n\*\*Use Cases\*\*:\n((?:- .+\n)*)/m.exec(source) ?? [];
  return {
    name,
    description,
    useCases: [...useCases.matchAll(/^- (.+)$/gm)].map(([, each = '']) => each),
    parameters: [...source.matchAll(/^\| `(\w+)` \|/gm)].map(([, parameter = '']) => parameter),
  };
}
