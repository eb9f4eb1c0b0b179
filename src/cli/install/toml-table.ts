/** A table as TOML has it, its lists and its own tables in a line each; strings of TOML are written as those of JSON. */
export function tomlTable(name: string, values: object): string {
  return [`[${name}]`, ...Object.entries(values).map(([key, value]) => `${key} = ${inOneLine(value)}`)].join('\n');
}

function inOneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key} = ${inOneLine(each)}`)
    .join(', ')} }`;
}
