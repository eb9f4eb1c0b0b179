import { describe, expect, it } from 'vitest';
import { characterLimits } from '../../src/config/mcp-limits.js';
import { clientOfBoth, clientOfHandshake, servedOnSandbox } from '../support/mcp-connect.js';
import { rowsIn } from '../support/shown-table.js';

type Data = Record<string, unknown>;

/** Each official client over one of the transports, on a server with Docs that takes the names of the agent contract. */
const ways = [
  ['the client of the handshake, over HTTP', 'handshake'],
  ['the client of both, over a pipe', 'both'],
] as const;

async function connect(way: (typeof ways)[number][1]) {
  const { options, sandbox } = await servedOnSandbox({ choice: { toolsets: ['doc', 'contract'] } });
  const client = way === 'handshake' ? await clientOfHandshake(options, 'http') : await clientOfBoth(options, 'pipe');
  const call = async (name: string, input: Data): Promise<Data> => {
    const { content, isError, structuredContent } = (await client.callTool({ name, arguments: input })) as {
      content: { text: string }[];
      isError: boolean;
      structuredContent: { data: Data };
    };
    expect(isError, JSON.stringify(content)).toBe(false);
    expect(content[0]!.text.length).toBeLessThanOrEqual(characterLimits.usual);
    return structuredContent.data;
  };
  const written = () => sandbox.requests.filter(({ method }) => method !== 'GET').length;
  return { call, written, close: () => client.close() };
}

/** A page that does not fit into one answer. */
const chapter = (title: string) =>
  [
    `# ${title}`,
    ...Array.from({ length: 400 }, (_, index) => `The API answers call ${index} of ${title}, and says why.`),
  ].join('\n\n');

describe('workflows of the agent contract', () => {
  it.each(ways)('%s sums up what Docs say about the API, and publishes it in the Engineering Space', async (_, way) => {
    const { call, written, close } = await connect(way);
    for (const title of ['API limits', 'API errors']) {
      const made = await call('clickup_create_doc', { title, content: chapter(title), parent: 'Product Engineering' });
      expect(made.doc).toMatchObject({ name: title });
    }
    const docs = rowsIn((await call('clickup_doc_search', { query: 'API' })).docs);
    const names = docs.map(({ name }) => name).filter((name) => String(name).startsWith('API'));
    expect(names.sort()).toEqual(['API errors', 'API limits']);

    const bullets: string[] = [];
    for (const { id, name } of docs.filter((doc) => names.includes(doc.name))) {
      const pages = rowsIn((await call('clickup_list_doc_pages', { docId: id })).pages);
      for (const { id: page } of pages) {
        let text = '';
        let cursor: unknown;
        do {
          const input = { docId: id, pageId: page, contentFormat: 'text/md', ...(cursor !== undefined && { cursor }) };
          const part = await call('clickup_get_doc_page', input);
          text += rowsIn(part.pages)
            .map(({ content }) => content)
            .join('');
          cursor = part.next_cursor;
        } while (cursor !== undefined);
        const facts = text.match(/answers call \d+/g) ?? [];
        expect(new Set(facts).size).toBe(400);
        bullets.push(`- ${name}: ${facts.length} calls, from "${facts[0]}" to "${facts.at(-1)}"`);
      }
    }
    const content = ['# What our Docs say about the API', ...bullets, 'Read it again when one of them changes.'].join(
      '\n',
    );
    expect(content.length).toBeLessThan(characterLimits.usual);

    const summary = { title: 'API: a summary', content, parent: 'Product Engineering' };
    const before = written();
    expect(await call('clickup_create_doc', { ...summary, dryRun: true })).toMatchObject({ dry_run: true });
    expect(written()).toBe(before);
    const { doc } = (await call('clickup_create_doc', summary)) as { doc: { id: string } };
    const read = rowsIn((await call('clickup_get_doc_page', { docId: doc.id })).pages);
    expect(read[0]!.content).toContain(bullets[0]);
    expect(read[0]!.content).toContain(bullets[1]);
    await close();
  });

  it.each(ways)('%s reports the time on reviews of a month, by person, and keeps it as a Doc', async (_, way) => {
    const { call, close } = await connect(way);
    const report = await call('clickup_report_time_for_space_tag', {
      spaceId: 'Product Engineering',
      tag: 'review',
      people: ['all'],
      start_date: '2026-09-01',
      end_date: '2026-09-30',
    });
    const rows = rowsIn(report.rows);
    expect(rows.length).toBeGreaterThan(2);
    const total = rows.reduce((sum, { duration_ms }) => sum + Number(duration_ms), 0);
    expect(total).toBe(report.total_ms);

    const table = ['| Person | Time | Share |', '| --- | --- | --- |'].concat(
      rows.map(({ person, duration, percent }) => `| ${person} | ${duration} | ${percent} % |`),
    );
    const content = [`# Weekly Review Summary`, ...table, '', `Source: ${report.scope}. Total ${report.total}.`].join(
      '\n',
    );
    const { doc } = (await call('clickup_create_doc', {
      title: 'Weekly Review Summary',
      content,
      parent: 'Product Engineering',
    })) as { doc: { id: string } };
    const [page] = rowsIn((await call('clickup_get_doc_page', { docId: doc.id })).pages);
    for (const { person, duration } of rows) expect(page!.content).toContain(`| ${person} | ${duration} |`);

    // The entries themselves add up to what was reported.
    const entries = await call('clickup_time_list', {
      space_id: 'Product Engineering',
      tags: ['review'],
      people: ['all'],
      start_date: '2026-09-01',
      end_date: '2026-09-30',
    });
    expect(entries.total_ms).toBe(report.total_ms);
    await close();
  });
});
