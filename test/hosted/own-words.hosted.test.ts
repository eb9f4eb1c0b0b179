import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { toolsets } from '../../generated/tools/index.js';
import { methods } from '../../src/hosted/access/methods.js';
import { wordsOf } from '../../src/hosted/mcp/own-words.js';
import { LISTS, USERS } from '../../src/sandbox/index.js';
import { catalogTools } from '../support/catalog.js';
import { hostedServer, manager, settings } from '../support/hosted.js';

/** What names a setting, an option or a command of other programs. */
const foreign =
  /\b(CLICKUP|MCP|ENABLE|NODE|HTTPS?)_[A-Z][A-Z_]+\b|--[a-z][a-z-]+|`clickup-|[Aa] program (passes|sets)|in a program|deadlineMs/;
/** Words of the agent contract, which look like a setting. */
const isNone = /CLICKUP_ERROR/g;

const root = new URL('../../', import.meta.url).pathname;

/** Texts of these are of other programs, or only for those who start one. */
const others =
  /^src\/(mcp\/(main|program|help|serving|tool-caps|served|gate-events|stdio)\.ts|mcp\/http\/(main|serve|app|callers)\.ts|node\/)/;

/** Texts that name what is foreign and are never said here, or are said in another form that is tested by itself. */
const unsaid: readonly RegExp[] = [
  /^CLICKUP_[A-Z_]+$/,
  /^(clickup-tools|deadlineMs)$/,
  // Whoever chooses tools in the console is told by its own check.
  /`clickup-tools tools` lists the names/,
  // This server sets no such limit.
  /CLICKUP_MAX_UNVERIFIED_WRITES/,
  // No caller of this server gives one.
  /^deadlineMs is not a number/,
];

/** The texts of a file of source, those with places in them as a whole. */
function textsIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(`${root}${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) texts.push(node.text);
    if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => `doc${literal.text}`)].join(''));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** Parts of sentences, as a whole. */
const asSaid = (text: string): string => {
  if (text.includes('(policy.')) return `CLICKUP_READ_ONLY${text.slice(3)} forbids it, and nothing was sent.`;
  return text.includes('CHARACTER_LIMIT') ? 'Narrow it with status, or raise CLICKUP_CHARACTER_LIMIT.' : text;
};

const layers = ['runtime', 'clickup', 'tools', 'client', 'journal', 'policy', 'registry', 'mcp'];
const filesOf = (layer: string) =>
  readdirSync(`${root}src/${layer}`, { recursive: true, encoding: 'utf8' }).map((file) => `src/${layer}/${file}`);
const said = layers
  .flatMap(filesOf)
  .filter((file) => file.endsWith('.ts') && !others.test(file))
  .flatMap((file) => textsIn(file).map((text) => ({ file, text })))
  .filter(({ text }) => foreign.test(text.replace(isNone, '')) && !unsaid.some((form) => form.test(text)));

describe('advice of the tools', () => {
  it('names settings of other programs in some places, which are found', () => {
    expect(said.length).toBeGreaterThan(12);
  });

  it.each(said)('says here what its reader can do: $file: $text', ({ text }) => {
    const own = wordsOf(settings)(asSaid(text));
    expect(own).not.toMatch(foreign);
    expect(own).not.toMatch(/ \.|\.\.|,\./);
    if (/^[A-Z]/.test(text)) expect(own).toMatch(/^[A-Z]/);
  });
});

/** The strings anywhere in an answer that advise: what people wrote stands elsewhere. */
function adviceIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return ['suggested_action', 'message', 'guidance', 'notes', 'setting'].includes(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => adviceIn(each, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => adviceIn(each, name));
}

const everyMethod = methods.filter((method) => method !== 'custom');
const ways = {
  'may do everything': { methods: everyMethod, tags: Object.keys(toolsets) },
  'only reads': { methods: ['read'] },
  'has one List': { methods: everyMethod, tags: Object.keys(toolsets), lists: [LISTS.bugs] },
  'has a List that is gone': { methods: everyMethod, lists: ['Product Engineering / Gone'] },
} as const;

describe.each(Object.entries(ways))('a key that %s', (_, config) => {
  it('is told nothing that its person cannot do, by any tool', async () => {
    const server = await hostedServer();
    const bearer = await (await manager(server, USERS.priya)).key(config);
    const ask = async (method: string, params: object) => {
      server.clock.advance(1_000);
      const json = { jsonrpc: '2.0', id: 1, method, params };
      return (await (await server.send('/mcp', { bearer, json })).json()) as { result: { instructions: string } };
    };
    const opened = await ask('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo: { name: 'test', version: '1' },
    });
    expect(opened.result.instructions).not.toMatch(foreign);
    let advice = 0;
    for (const { name, examples } of catalogTools) {
      const inputs = [(examples[0]?.input ?? {}) as object, { list_id: '1', task_id: 'none', space_id: '2' }];
      for (const input of inputs) {
        const answer = await ask('tools/call', { name, arguments: { ...input, dry_run: true } });
        const texts = adviceIn(answer);
        advice += texts.length;
        expect(
          texts.filter((text) => foreign.test(text.replace(isNone, ''))),
          name,
        ).toEqual([]);
      }
    }
    expect(advice).toBeGreaterThan(20);
  });
});
