import type { ListedTool } from '../../runtime/tool.js';
import type { AccessConfig } from './access-config.js';

interface Schema {
  properties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  required?: readonly string[];
}

/** What a listing becomes under bounds. */
export interface Bounded {
  listing: ListedTool[];
  /** Arguments that are set for a tool, by the name under which it is listed: those of which only one value can work. */
  fixed: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Which values an argument of places can have; none is said where these are not all of them. */
function placesFor({ spaces, folders, lists }: AccessConfig): ReadonlyMap<string, readonly string[]> {
  const possible = [
    ['space', spaces],
    // In a Space or Folder there are others than those that are named.
    ['folder', spaces.length === 0 ? folders : []],
    ['list', spaces.length + folders.length === 0 ? lists : []],
  ] as const;
  return new Map(
    possible.flatMap(([noun, places]) =>
      places.length === 0 ? [] : [[`${noun}_id`, places] as const, [`${noun}_ids`, places] as const],
    ),
  );
}

/**
 * Holds arguments to the places of a configuration: one that a tool requires and that has a single possible value is not
 * shown, and set in the call; of others the possible values are shown. What a call says all the same is for the policy.
 */
export function withinBounds(listing: readonly ListedTool[], config: AccessConfig): Bounded {
  const places = placesFor(config);
  const fixed = new Map<string, Record<string, string>>();
  if (places.size === 0) return { listing: [...listing], fixed };
  const bounded = listing.map((tool) => {
    const { properties = {}, required = [] } = tool.inputSchema as Schema;
    const set: Record<string, string> = {};
    const shown = Object.entries(properties).flatMap(([name, schema]) => {
      const values = places.get(name);
      if (!values) return [[name, schema]];
      const isOnlyOne = values.length === 1 && required.includes(name) && schema.type === 'string';
      if (isOnlyOne) set[name] = values[0]!;
      return isOnlyOne ? [] : [[name, limited(schema, values)]];
    });
    if (Object.keys(set).length > 0) fixed.set(tool.name, set);
    const needed = required.filter((name) => !Object.hasOwn(set, name));
    const { required: _, ...rest } = tool.inputSchema;
    return {
      ...tool,
      inputSchema: {
        ...rest,
        properties: Object.fromEntries(shown) as object,
        ...(needed.length > 0 && { required: needed }),
      },
    };
  });
  return { listing: bounded, fixed };
}

const limited = (schema: Readonly<Record<string, unknown>>, values: readonly string[]): object =>
  schema.type === 'array' ? { ...schema, items: { type: 'string', enum: values } } : { ...schema, enum: values };

/** An input with what is fixed for its tool, unless it says something of that itself. */
export function withFixed(input: object, fixed: Readonly<Record<string, string>> = {}): object {
  const given = new Set(Object.keys(input).map(bare));
  const missing = Object.entries(fixed).filter(([name]) => !given.has(bare(name)));
  return missing.length > 0 ? { ...input, ...Object.fromEntries(missing) } : input;
}

/** Arguments may come in camel case. */
const bare = (name: string): string => name.replaceAll('_', '').toLowerCase();
