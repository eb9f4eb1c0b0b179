import { html } from 'hono/html';
import type { Html } from '../pages/page.js';

/** One bar: what went well, and what did not on top of it. */
export interface Bar {
  label: string;
  good: number;
  bad: number;
}

const size = { width: 720, height: 180, left: 36, bottom: 24, top: 12 };

/** Bars over time as inline SVG, which a table beside it says in figures. */
export function barChart(title: string, bars: readonly Bar[]): Html {
  const { width, height, left, bottom, top } = size;
  const most = Math.max(1, ...bars.map(({ good, bad }) => good + bad));
  const room = height - bottom - top;
  const step = (width - left) / Math.max(1, bars.length);
  const scale = (value: number) => (value / most) * room;
  const every = Math.ceil(bars.length / 7);
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
<line class="axis" x1="${left}" x2="${width}" y1="${height - bottom}" y2="${height - bottom}"/>
<text x="${left - 6}" y="${top + 4}" text-anchor="end">${most}</text><text x="${left - 6}" y="${height - bottom}" text-anchor="end">0</text>
${bars.map(({ label, good, bad }, index) => {
  const x = (left + index * step + step * 0.15).toFixed(1);
  const wide = (step * 0.7).toFixed(1);
  const [goodHigh, badHigh] = [scale(good), scale(bad)];
  const base = height - bottom;
  return html`<rect class="good" x="${x}" y="${(base - goodHigh).toFixed(1)}" width="${wide}" height="${goodHigh.toFixed(1)}"/><rect class="bad" x="${x}" y="${(base - goodHigh - badHigh).toFixed(1)}" width="${wide}" height="${badHigh.toFixed(1)}"/>${
    index % every === 0
      ? html`<text x="${(left + (index + 0.5) * step).toFixed(1)}" y="${height - 6}" text-anchor="middle">${label}</text>`
      : ''
  }`;
})}</svg>`;
}
