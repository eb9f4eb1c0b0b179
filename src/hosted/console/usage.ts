import { html } from 'hono/html';
import { listAccesses } from '../access/accesses.js';
import { grantsSeenBy } from '../access/managing.js';
import { searchAudit } from '../audit/search.js';
import { barChart } from './chart.js';
import { at, frame, moment } from './frame.js';
import type { Room } from './visit.js';

const dayMs = 86_400_000;
const days = 14;

/** Writes by day, and calls by way in. */
export async function usagePage(room: Room): Promise<Response> {
  const { deps, who } = room;
  const now = deps.clock.now();
  const today = Math.floor(now / dayMs) * dayMs;
  const first = today - (days - 1) * dayMs;
  const bars = Array.from({ length: days }, (_, index) => ({
    label: new Date(first + index * dayMs).toISOString().slice(5, 10),
    good: 0,
    bad: 0,
  }));
  const outcomes = new Map<string, number>();
  const grants = await grantsSeenBy(deps, who);
  const lists = await Promise.all(
    grants.flatMap((grant) =>
      (['link', 'key', 'oauth'] as const).map((kind) => listAccesses(deps, { ...who, grant }, kind)),
    ),
  );
  const ways = lists
    .flat()
    .filter(({ use_count }) => use_count > 0)
    .sort((a, b) => b.use_count - a.use_count);
  for await (const { at: when, data } of searchAudit(deps, who, { event: 'call_ended', from: first })) {
    const bar = bars[Math.floor((when - first) / dayMs)];
    if (!bar) continue;
    bar[data.outcome === 'ok' ? 'good' : 'bad'] += 1;
    const name = `${String(data.tool)} ${String(data.outcome)}`;
    outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
  }
  const writes = bars.reduce((sum, { good, bad }) => sum + good + bad, 0);
  const failed = bars.reduce((sum, { bad }) => sum + bad, 0);
  const calls = ways.reduce((sum, { use_count }) => sum + use_count, 0);
  const top = [...outcomes].sort(([, a], [, b]) => b - a).slice(0, 10);
  return frame(room, {
    title: 'Usage',
    tab: 'usage',
    body: html`<h1>Usage</h1>
<dl class="facts"><div><dt>Calls by links, keys and apps in use</dt><dd>${calls.toLocaleString('en-US')}</dd></div><div><dt>Writes in ${days} days</dt><dd>${writes.toLocaleString('en-US')}</dd></div><div><dt>Of these failed</dt><dd>${failed.toLocaleString('en-US')}</dd></div></dl>
<section class="card"><h2>Writes by day</h2><p class="small"><span class="key">done</span><span class="key bad">failed</span></p>
${barChart(`Writes by day: ${writes} in ${days} days, ${failed} failed`, bars)}
<details><summary>In figures</summary><table><thead><tr><th scope="col">Day</th><th scope="col" class="number">Done</th><th scope="col" class="number">Failed</th></tr></thead><tbody>${bars.map(
      ({ label, good, bad }) =>
        html`<tr><th scope="row">${label}</th><td class="number">${good}</td><td class="number">${bad}</td></tr>`,
    )}</tbody></table></details></section>
<h2>Calls by link, key and app</h2>
${
  ways.length === 0
    ? html`<p>Nothing was called yet.</p>`
    : html`<div class="scroll"><table class="stack"><thead><tr><th scope="col">Name</th><th scope="col" class="number">Calls</th><th scope="col">Last used</th></tr></thead><tbody>${ways.map(
        ({ id, kind, name, use_count, last_used_at }) =>
          html`<tr><th scope="row">${kind === 'oauth' ? name : html`<a href="${at(room, `ways/${id}`)}">${name}</a>`}</th><td class="number" data-label="Calls">${use_count.toLocaleString('en-US')}</td><td data-label="Last used">${moment(last_used_at)}</td></tr>`,
      )}</tbody></table></div>`
}
${
  top.length === 0
    ? ''
    : html`<h2>Writes by tool and outcome</h2><div class="scroll"><table><thead><tr><th scope="col">Tool and outcome</th><th scope="col" class="number">Writes</th></tr></thead><tbody>${top.map(
        ([name, count]) => html`<tr><th scope="row"><code>${name}</code></th><td class="number">${count}</td></tr>`,
      )}</tbody></table></div>`
}`,
  });
}
