import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chartApp, chartPage } from '../../src/analytics/charts/app.js';
import { pictureOf } from '../../src/analytics/charts/picture.js';
import { type Mirror, openMirror, type ServedMirror } from '../../src/analytics/index.js';
import { analyticsTools } from '../../src/analytics/tools/index.js';
import { createSandbox, FOLDERS, manualClock, SPACES } from '../../src/sandbox/index.js';
import { browserPath } from '../site/settings.js';

// What the tools answer is read by name: a type for each would only repeat them.
type Answer = ReturnType<typeof JSON.parse>;

const needed: Readonly<Record<string, string>> = {
  space: SPACES.engineering,
  folder: FOLDERS.platform,
  project: SPACES.engineering,
};

let mirror: Mirror;
let served: ServedMirror;
beforeAll(async () => {
  mirror = await openMirror(createSandbox({ clock: manualClock(), rateLimit: false }).options);
  await mirror.sync();
  served = await mirror.serve({ port: 0, settings: { ANALYTICS_SCHEDULE: 'off' } });
});
afterAll(async () => {
  await served.close();
  await mirror.close();
});

const withChart = analyticsTools.filter(({ hasChart }) => hasChart);
const ask = async (name: string, input: object = {}): Promise<Answer> => {
  const tool = withChart.find((each) => each.name === name)!;
  const given = Object.fromEntries(
    Object.keys(tool.input.shape).flatMap((key) => (needed[key] ? [[key, needed[key]]] : [])),
  );
  const answer = await mirror.report(name, { ...given, ...input });
  if (!answer.success) throw new Error(answer.error.message);
  return answer.data;
};
const svgOf = ({ images }: Answer): string => Buffer.from(images[0].data, 'base64').toString();
const textsIn = (svg: string): string[] =>
  [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) =>
    text!.replaceAll('&#39;', "'").replaceAll('&amp;', '&'),
  );

const rpc = async (method: string, params: object): Promise<Answer> => {
  const response = await fetch(`${served.address}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const text = await response.text();
  return JSON.parse(text.startsWith('{') ? text : /^data: (.*)$/m.exec(text)![1]!).result;
};

describe('a picture of a report', () => {
  it.each(withChart.map(({ name }) => name))(
    '%s adds one where it is asked for, and changes no figure',
    async (name) => {
      const { images, ...figures } = await ask(name, { chart: true });
      expect(figures).toEqual(await ask(name));
      expect(images).toEqual([{ name: `${name}.svg`, mime_type: 'image/svg+xml', data: expect.any(String) }]);
      const svg = svgOf({ images });
      expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[\s\S]*<\/svg>$/);
      // It asks nobody for anything, and holds no script.
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
        /https?:|<script|href|@import|url\(|NaN|undefined/,
      );
    },
  );

  it('shows the hours of each person on each day', async () => {
    const answer = await ask('get_weekly_timesheet', { period: 'last_week', chart: true });
    const texts = textsIn(svgOf(answer));
    for (const { name, tracked_hours, days } of answer.people) {
      expect(texts).toContain(name);
      expect(texts).toContain((Math.round(tracked_hours * 10) / 10).toLocaleString('en-US'));
      for (const ms of Object.values(days as number[]))
        if (ms > 0) expect(texts).toContain((Math.round(ms / 360_000) / 10).toLocaleString('en-US'));
    }
    expect(texts[0]).toBe('Timesheet, hours: Harbour Bikes, 2026-09-28 to 2026-10-04');
  });

  it('draws bars as long as their share of the longest', async () => {
    const svg = await pictureOf({
      kind: 'bars',
      title: 'Hours <of> "A & B"',
      unit: 'h',
      mark: { at: 5, label: '5 hours' },
      rows: [
        {
          name: 'A',
          parts: [
            { name: 'x', value: 6 },
            { name: 'y', value: 2 },
          ],
        },
        { name: 'B', parts: [{ name: 'y', value: 4 }] },
      ],
    });
    expect(
      [...svg.matchAll(/<rect class="(s\d)" x="([\d.]+%)" y="2" width="([\d.]+%)"/g)].map((found) => found.slice(1)),
    ).toEqual([
      ['s0', '0%', '75%'],
      ['s1', '75%', '25%'],
      ['s1', '0%', '50%'],
    ]);
    expect(svg).toContain('x1="62.5%"');
    expect(svg).toContain('Hours &lt;of&gt; &quot;A &amp; B&quot;');
    expect(textsIn(svg)).toEqual(expect.arrayContaining(['x', 'y', '8 h', '4 h', 'The line: 5 hours.']));
  });

  it('is told to a model as an image beside the figures', async () => {
    const { content } = await rpc('tools/call', { name: 'get_burnup', arguments: { chart: true } });
    expect(content.map(({ type, mimeType }: Answer) => [type, mimeType])).toContainEqual(['image', 'image/svg+xml']);
    const [text] = content.filter(({ type }: Answer) => type === 'text');
    expect(text.text).toContain('get_burnup.svg');
    expect(text.text.length).toBeLessThan(20_000);
  });
});

describe('the page of pictures', () => {
  it('is named by each tool that has one, listed and read', async () => {
    const { tools } = await rpc('tools/list', {});
    const naming = tools.filter(({ _meta }: Answer) => _meta?.ui.resourceUri === chartPage);
    expect(naming.map(({ name }: Answer) => name)).toEqual(withChart.map(({ name }) => name));
    for (const { inputSchema } of naming) expect(inputSchema.properties.chart).toMatchObject({ type: 'boolean' });
    const { resources } = await rpc('resources/list', {});
    expect(resources).toContainEqual(
      expect.objectContaining({ uri: chartPage, mimeType: 'text/html;profile=mcp-app' }),
    );
    const { contents } = await rpc('resources/read', { uri: chartPage });
    expect(contents).toEqual([
      { uri: chartPage, mimeType: 'text/html;profile=mcp-app', text: chartApp, _meta: { ui: { prefersBorder: true } } },
    ]);
  });

  it.skipIf(!browserPath)('shows them in a frame that may ask nobody, and says how large they are', async () => {
    const { content } = await rpc('tools/call', { name: 'get_burnup', arguments: { chart: true } });
    const browser = await chromium.launch({ executablePath: browserPath! });
    try {
      const page = await browser.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent('<iframe id="app" sandbox="allow-scripts" width="900" height="50"></iframe>');
      const policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:\">";
      await page.evaluate(
        ({ html, result }) => {
          const frame = document.querySelector('iframe')!;
          const heard: unknown[] = [];
          Object.assign(window, { heard });
          addEventListener('message', ({ data }) => {
            heard.push(data);
            const send = (message: object) => frame.contentWindow!.postMessage({ jsonrpc: '2.0', ...message }, '*');
            if (data.method === 'ui/initialize') send({ id: data.id, result: { protocolVersion: '2026-01-26' } });
            if (data.method === 'ui/notifications/initialized')
              send({ method: 'ui/notifications/tool-result', params: result });
          });
          frame.srcdoc = html;
        },
        { html: chartApp.replace('<head>', `<head>${policy}`), result: { content } },
      );
      const frame = page.frameLocator('#app');
      await frame.locator('img').waitFor();
      const size = await frame.locator('img').evaluate(async (image: HTMLImageElement) => {
        await image.decode();
        return [image.naturalWidth, image.naturalHeight, document.getElementById('note')!.hidden];
      });
      expect(size[0]).toBe(860);
      expect(size[1]).toBeGreaterThan(200);
      expect(size[2]).toBe(true);
      await page.waitForFunction(() =>
        (window as unknown as { heard: Answer[] }).heard.some(
          ({ method, params }) => method === 'ui/notifications/size-changed' && params.height > 200,
        ),
      );
      expect(asked.filter((url) => !url.startsWith('data:'))).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
