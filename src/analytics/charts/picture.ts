import { html, raw } from 'hono/html';
import { light } from './palette.js';
import { areas, bar, colours, type Html, lines, type Series, shown } from './plots.js';

/** What a picture shows. */
export type Chart =
  | {
      kind: 'bars';
      title: string;
      /** Of its figures, such as `h`. */
      unit?: string;
      rows: readonly { name: string; parts: readonly { name: string; value: number; colour?: number }[] }[];
      /** A limit, and what it is. */
      mark?: { at: number; label: string };
    }
  | { kind: 'lines' | 'areas'; title: string; days: readonly string[]; series: readonly Series[] }
  | {
      kind: 'heat';
      title: string;
      columns: readonly string[];
      /** Hours for each column. */
      rows: readonly { name: string; values: readonly number[] }[];
      /** Hours of a full column. */
      full: number;
    };

const width = 860;
const margin = 24;
const inner = width - 2 * margin;
/** More rows than these are no picture. */
const mostRows = 30;

// Written out: not everything that draws an SVG knows variables of CSS.
const style = [
  'text{font:13px system-ui,sans-serif;fill:#1c2430}',
  `.dim,.plot text{fill:${light.dim};font-size:12px}`,
  '.plot{overflow:visible}.plot polyline{fill:none;stroke-width:2.5}',
  `.grid{stroke:${light.line}}.mark{stroke:${light.text};stroke-width:2}.hit{fill:none}.empty{fill:${light.page}}`,
  ...light.series.map((colour, index) => `.s${index}{fill:${colour}}.l${index}{stroke:${colour}}`),
  ...light.heat.map((colour, index) => `.h${index + 1}{fill:${colour}}`),
  '.h4+text,.h5+text{fill:#fff}',
].join('');

/** A chart as an SVG of its own, on white, which asks nobody for anything. */
export async function pictureOf(chart: Chart): Promise<string> {
  const { height, body, names } = drawn(chart);
  const rows = names.length > 1 ? Math.ceil(names.length / 4) : 0;
  const top = 56 + rows * 22;
  const all = top + height + margin;
  const text =
    await html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${all}" viewBox="0 0 ${width} ${all}" role="img" aria-label="${chart.title}">
<style>${raw(style)}</style><rect width="100%" height="100%" fill="#fff"/>
<text x="${margin}" y="34" font-weight="600" style="font-size:17px">${chart.title}</text>
${rows > 0 && names.map((each, index) => legendPart(each, index))}
<svg x="${margin}" y="${top}" width="${inner}" height="${height}" overflow="visible">${body}</svg>
</svg>`;
  return String(text);
}

const legendPart = ({ name, colour }: { name: string; colour: number }, index: number): Html => {
  const [x, y] = [margin + (index % 4) * (inner / 4), 52 + Math.floor(index / 4) * 22];
  return html`<rect class="s${colour}" x="${x}" y="${y}" width="12" height="12" rx="2"/><text x="${x + 18}" y="${y + 11}">${short(name, 24)}</text>`;
};

const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

interface Drawn {
  height: number;
  body: Html | Html[];
  /** What the colours mean. */
  names: { name: string; colour: number }[];
}

function drawn(chart: Chart): Drawn {
  if (chart.kind === 'heat') return heat(chart);
  if (chart.kind === 'bars') return bars(chart);
  const { kind, title, days, series } = chart;
  const plot = (kind === 'lines' ? lines : areas)({ label: title, days, series });
  // Labels of values stand left of it.
  const body = html`<svg x="42" width="${inner - 42}" height="238" overflow="visible">${plot}</svg>`;
  return { height: 238, body, names: series.map(({ name, colour }, index) => ({ name, colour: colour ?? index })) };
}

function bars({ rows, unit = '', mark }: Chart & { kind: 'bars' }): Drawn {
  const kept = rows.slice(0, mostRows);
  const totals = kept.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0));
  const most = Math.max(...totals, mark ? mark.at * 1.25 : 0);
  const found = [...new Set(kept.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const given = new Map(kept.flatMap(({ parts }) => parts.map(({ name, colour }) => [name, colour])));
  // The last colour is that of all the others.
  const colourOf = (name: string): number => given.get(name) ?? Math.min(found.indexOf(name), colours - 1);
  const body = kept.map(({ name, parts }, index) => {
    const segments = parts.map((part) => ({
      value: part.value,
      series: colourOf(part.name),
      label: `${part.name}: ${shown(part.value, 1)} ${unit}`,
    }));
    return html`<text x="0" y="${index * 26 + 14}">${short(name, 28)}</text><text x="270" y="${index * 26 + 14}" text-anchor="end">${shown(totals[index]!, 1)} ${unit}</text><svg x="285" y="${index * 26}" width="${inner - 285}" height="18">${bar(segments, most, mark)}</svg>`;
  });
  const more = rows.length - kept.length;
  const notes = [more > 0 && `and ${more} more`, mark && `The line: ${mark.label}.`].filter(Boolean).join('. ');
  const height = kept.length * 26 + (notes ? 22 : 0);
  const named = found.map((name) => ({ name, colour: colourOf(name) }));
  return {
    height,
    body: [...body, html`<text class="dim" x="0" y="${height - 4}">${notes}</text>`],
    names: named.length > colours ? [...named.slice(0, colours - 1), { name: 'Others', colour: colours - 1 }] : named,
  };
}

function heat({ columns, rows, full }: Chart & { kind: 'heat' }): Drawn {
  const kept = rows.slice(0, mostRows);
  const [left, right] = [170, 60];
  const cell = Math.min(60, (inner - left - right) / Math.max(columns.length, 1));
  const isNarrow = cell < 24;
  const level = (value: number): number => (value === 0 ? 0 : Math.min(5, Math.ceil((value / full) * 4)));
  const x = (index: number): number => left + index * cell;
  const head = columns.map((column, index) =>
    isNarrow && index % 7 > 0
      ? html``
      : html`<text class="dim" x="${x(index) + cell / 2}" y="12" text-anchor="middle">${isNarrow ? column.slice(5) : column.slice(8)}</text>`,
  );
  const lines = kept.map(({ name, values }, row) => {
    const y = 20 + row * 26;
    const total = values.reduce((sum, value) => sum + value, 0);
    return html`<text x="0" y="${y + 16}">${short(name, 22)}</text>${values.map((value, index) => {
      const step = level(value);
      return html`<g><rect class="${step === 0 ? 'empty' : `h${step}`}" x="${x(index)}" y="${y}" width="${cell - 1}" height="24"><title>${columns[index]}: ${shown(value, 2)} h</title></rect>${
        !isNarrow && value > 0
          ? html`<text x="${x(index) + (cell - 1) / 2}" y="${y + 16}" text-anchor="middle" style="font-size:11px">${shown(value, 1)}</text>`
          : ''
      }</g>`;
    })}<text x="${x(columns.length) + 8}" y="${y + 16}">${shown(total, 1)}</text>`;
  });
  return { height: 20 + kept.length * 26, body: [...head, ...lines], names: [] };
}
