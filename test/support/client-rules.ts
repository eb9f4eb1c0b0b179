import { geminiTool } from '../../src/registry/dialects/gemini.js';
import type { DialectTool } from '../../src/registry/dialects/index.js';
import { openAiStrictTool } from '../../src/registry/dialects/openai-strict.js';

/** Any JSON Schema, also one that we would never write. */
export interface AnySchema {
  type?: unknown;
  description?: string;
  enum?: unknown[];
  items?: AnySchema;
  properties?: Record<string, AnySchema>;
  required?: string[];
  additionalProperties?: unknown;
  [keyword: string]: unknown;
}

/** A tool in the form in which a client gets it. */
export interface ClientTool {
  name: string;
  description: string;
  schema: AnySchema;
}

/** A rule of a client's documentation: gives what breaks it. */
export interface ClientRule {
  rule: string;
  /** Where the client says so. */
  source: string;
  broken(tool: ClientTool): string[];
  /** Part of a tool that breaks it, so that the rule itself is tried. */
  bad: Partial<ClientTool>;
}

/** The schemas inside of a schema, itself included, by their paths. Levels count objects, as OpenAI does. */
function within(schema: AnySchema, path = '', level = 1): { schema: AnySchema; path: string; level: number }[] {
  const properties = Object.entries(schema.properties ?? {});
  return [
    { schema, path, level },
    ...properties.flatMap(([name, each]) => within(each, `${path}.${name}`, level + 1)),
    ...(schema.items ? within(schema.items, `${path}[]`, level) : []),
  ];
}

/** Every schema of the tool that does not do what is asked. */
const each =
  (isFine: (schema: AnySchema, path: string, level: number) => boolean) =>
  ({ schema }: ClientTool): string[] =>
    within(schema).flatMap(({ schema: inner, path, level }) => (isFine(inner, path, level) ? [] : [path || '(root)']));

const when = (isBroken: boolean, what: string): string[] => (isBroken ? [what] : []);

const isOf = (schema: AnySchema, type: string) =>
  [schema.type].flat().some((each) => String(each).toLowerCase() === type);

const namePattern = (source: string, pattern: RegExp): ClientRule => ({
  rule: `names are ${pattern.source}`,
  source,
  broken: ({ name }) => when(!pattern.test(name), name),
  bad: { name: 'a name' },
});

/** Clients put the name of the server, which our guides call `clickup`, before that of a tool. */
const nameLength = (source: string, most: number, prefix: string): ClientRule => ({
  rule: `names have at most ${most} characters behind "${prefix}"`,
  source,
  broken: ({ name }) => when(prefix.length + name.length > most, name),
  bad: { name: 'a'.repeat(most + 1) },
});

const combinators = ['oneOf', 'anyOf', 'allOf'];

const noCombinatorAtTheTop = (source: string, others: readonly string[] = []): ClientRule => ({
  rule: ['no', [...combinators, ...others].join(', '), 'at the top'].join(' '),
  source,
  broken: ({ schema }) => [...combinators, ...others].filter((keyword) => keyword in schema),
  bad: { schema: { type: 'object', properties: {}, anyOf: [{ required: ['a'] }] } },
});

const isObject = (source: string): ClientRule => ({
  rule: 'the top is an object',
  source,
  broken: ({ schema }) => when(!isOf(schema, 'object'), String(schema.type)),
  bad: { schema: { type: 'array', items: { type: 'string' } } },
});

const arraysHaveItems = (source: string): ClientRule => ({
  rule: 'arrays have items',
  source,
  broken: each((schema) => !isOf(schema, 'array') || schema.items !== undefined),
  bad: { schema: { type: 'object', properties: { a: { type: 'array' } } } },
});

const oneType = (source: string): ClientRule => ({
  rule: 'each schema has one type',
  source,
  broken: each(({ type }) => typeof type === 'string'),
  bad: { schema: { type: 'object', properties: { a: { type: ['string', 'null'] } } } },
});

const enumsOfStrings = (source: string): ClientRule => ({
  rule: 'enums are of strings',
  source,
  broken: each(
    (schema) => !schema.enum || (isOf(schema, 'string') && schema.enum.every((value) => typeof value === 'string')),
  ),
  bad: { schema: { type: 'object', properties: { a: { type: 'integer', enum: [1] } } } },
});

const keywordsOf = (source: string, keywords: readonly string[]): ClientRule => ({
  rule: `no keyword but ${keywords.join(', ')}`,
  source,
  broken: each((schema) => Object.keys(schema).every((keyword) => keywords.includes(keyword))),
  bad: { schema: { type: 'object', properties: { a: { $ref: '#/x', not: {}, default: 1, const: 2 } } } },
});

const claude = 'https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use';
const claudeSchemas = 'https://platform.claude.com/docs/en/managed-agents/self-hosted-sandboxes';
const openAi = 'https://platform.openai.com/docs/guides/function-calling';
const openAiStrict = 'https://platform.openai.com/docs/guides/structured-outputs#supported-schemas';
/** Stricter than OpenAI itself: 100 properties and 5 levels in place of 5,000 and 10, and fewer keywords. */
const azure =
  'https://learn.microsoft.com/en-us/azure/ai-services/openai/how-to/structured-outputs#supported-schemas-and-limitations';
const gemini = 'https://ai.google.dev/api/caching#Schema';
const geminiNames = 'https://ai.google.dev/api/caching#FunctionDeclaration';
const cursor = 'https://github.com/idosal/git-mcp/issues/31';
const vsCode = 'https://github.com/microsoft/vscode/issues/246119';
const vsCodeNames = 'https://github.com/microsoft/vscode/issues/243602';

/** What tools/list may have for every client, which hand it on as it is. */
const plainKeywords = [
  'type',
  'description',
  'enum',
  'items',
  'properties',
  'required',
  'additionalProperties',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
];

const advertised = ({ name, description, inputSchema }: DialectTool): ClientTool => ({
  name,
  description,
  schema: inputSchema as AnySchema,
});

/** Each client, the form in which it gets a tool, and what its documentation asks of that. */
export const clients: Record<string, { form(tool: DialectTool): ClientTool; rules: ClientRule[] }> = {
  Claude: {
    form: advertised,
    rules: [
      namePattern(claude, /^[a-zA-Z0-9_-]{1,64}$/),
      nameLength('https://docs.claude.com/en/docs/claude-code/mcp', 64, 'mcp__clickup__'),
      isObject(claude),
      noCombinatorAtTheTop(claudeSchemas),
      {
        rule: 'names of properties are [a-zA-Z0-9_.-]{1,64}',
        source: claudeSchemas,
        broken: each(({ properties = {} }) =>
          Object.keys(properties).every((name) => /^[a-zA-Z0-9_.-]{1,64}$/.test(name)),
        ),
        bad: { schema: { type: 'object', properties: { 'a b': { type: 'string' } } } },
      },
      keywordsOf(claudeSchemas, plainKeywords),
    ],
  },
  OpenAI: {
    form: advertised,
    rules: [
      namePattern(openAi, /^[a-zA-Z0-9_-]{1,64}$/),
      isObject(openAi),
      noCombinatorAtTheTop(openAi, ['enum', 'not']),
      arraysHaveItems(openAi),
      {
        rule: 'descriptions have at most 1,024 characters',
        source: openAi,
        broken: ({ description }) => when(description.length > 1_024, String(description.length)),
        bad: { description: 'a'.repeat(1_025) },
      },
    ],
  },
  'OpenAI, strict': {
    form(tool) {
      const { name, description, parameters } = openAiStrictTool(tool);
      return { name, description, schema: parameters as unknown as AnySchema };
    },
    rules: [
      namePattern(openAi, /^[a-zA-Z0-9_-]{1,64}$/),
      isObject(openAiStrict),
      arraysHaveItems(openAiStrict),
      {
        rule: 'objects are closed',
        source: openAiStrict,
        broken: each(
          (schema) =>
            !isOf(schema, 'object') || (schema.properties !== undefined && schema.additionalProperties === false),
        ),
        bad: { schema: { type: 'object', properties: { a: { type: 'object' } }, additionalProperties: false } },
      },
      {
        rule: 'every property is required',
        source: openAiStrict,
        broken: each(({ properties = {}, required = [] }) =>
          Object.keys(properties).every((name) => required.includes(name)),
        ),
        bad: { schema: { type: 'object', properties: { a: { type: 'string' } } } },
      },
      keywordsOf(azure, ['type', 'description', 'enum', 'items', 'properties', 'required', 'additionalProperties']),
      {
        rule: 'at most 5 levels',
        source: azure,
        broken: each((_, __, level) => level <= 5),
        bad: {
          schema: [1, 2, 3, 4, 5].reduce<AnySchema>((inner) => ({ type: 'object', properties: { a: inner } }), {
            type: 'string',
          }),
        },
      },
      {
        rule: 'at most 100 properties',
        source: azure,
        broken({ schema }) {
          const count = within(schema).flatMap(({ schema: { properties = {} } }) => Object.keys(properties)).length;
          return when(count > 100, String(count));
        },
        bad: {
          schema: {
            type: 'object',
            properties: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`a${i}`, {}])),
          },
        },
      },
      {
        rule: 'at most 1,000 values of enums, and 120,000 characters of names and values',
        source: openAiStrict,
        broken({ schema }) {
          const all = within(schema).map((inner) => inner.schema);
          const values = all.flatMap((inner) => inner.enum ?? []);
          const names = all.flatMap(({ properties = {} }) => Object.keys(properties));
          return when(values.length > 1_000 || [...values, ...names].join('').length > 120_000, String(values.length));
        },
        bad: {
          schema: {
            type: 'object',
            properties: { a: { type: 'string', enum: Array.from({ length: 1_001 }, String) } },
          },
        },
      },
    ],
  },
  Gemini: {
    form(tool) {
      const { name, description, parameters } = geminiTool(tool);
      return { name, description, schema: (parameters ?? { type: 'OBJECT' }) as unknown as AnySchema };
    },
    rules: [
      namePattern(geminiNames, /^[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}$/),
      isObject(geminiNames),
      oneType(gemini),
      enumsOfStrings(gemini),
      arraysHaveItems(gemini),
      {
        rule: 'types are in capitals',
        source: gemini,
        broken: each(({ type }) => /^(STRING|INTEGER|NUMBER|BOOLEAN|ARRAY|OBJECT)$/.test(String(type))),
        bad: { schema: { type: 'object' } },
      },
      {
        rule: 'objects inside have properties',
        source: 'https://github.com/agno-agi/agno/issues/2112',
        broken: each(
          (schema, path) => path === '' || !isOf(schema, 'object') || Object.keys(schema.properties ?? {}).length > 0,
        ),
        bad: { schema: { type: 'OBJECT', properties: { a: { type: 'OBJECT' } } } },
      },
      keywordsOf(
        gemini,
        plainKeywords.filter((keyword) => keyword !== 'additionalProperties'),
      ),
      {
        rule: 'counts are int64 as text',
        source: gemini,
        broken: each((schema) =>
          ['minItems', 'maxItems', 'minLength', 'maxLength'].every(
            (key) => !(key in schema) || (/^\d+$/.test(schema[key] as string) && typeof schema[key] === 'string'),
          ),
        ),
        bad: { schema: { type: 'ARRAY', items: { type: 'STRING' }, minItems: 1 } },
      },
    ],
  },
  Cursor: {
    form: advertised,
    rules: [
      namePattern(cursor, /^[a-zA-Z0-9_-]+$/),
      nameLength(cursor, 60, 'clickup:'),
      isObject(cursor),
      arraysHaveItems(cursor),
    ],
  },
  'VS Code': {
    form: advertised,
    rules: [
      namePattern(vsCodeNames, /^[a-zA-Z0-9_-]+$/),
      nameLength(vsCodeNames, 64, 'mcp_clickup_'),
      isObject(vsCode),
      arraysHaveItems(vsCode),
      oneType(vsCode),
    ],
  },
  'a client that hands everything on, to any model': {
    form: advertised,
    rules: [nameLength(cursor, 60, ''), oneType(gemini), enumsOfStrings(gemini), keywordsOf(gemini, plainKeywords)],
  },
};
