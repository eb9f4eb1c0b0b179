/** `create_bulk`, `custom field`, `time-entry` -> `createBulk`, `customField`, `timeEntry`. */
export const camel = (text: string): string =>
  text.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => next?.toUpperCase() ?? '');

/** The same with a capital first letter. */
export const pascal = (text: string): string => camel(text).replace(/^./, (first) => first.toUpperCase());

/** A property name or access that TypeScript takes without quotes. */
export const isIdentifier = (text: string): boolean => /^[A-Za-z_$][\w$]*$/.test(text);

/** A string literal in the quotes of this project. */
export const quote = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** A property name as it stands in an object literal. */
export const key = (text: string): string => (isIdentifier(text) ? text : quote(text));

/** `create_bulk` -> `create-bulk`: the name of a file. */
export const kebab = (text: string): string => text.replaceAll('_', '-');
