import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** A number as people read it. */
export const shown = (value: number, decimals = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: 0, maximumFractionDigits: decimals });

/** How many colours there are; the class `s0` and so on names each. */
export const colours = 8;

export interface Segment {
  value: number;
  /** Its colour, by number. */
  series: number;
  label: string;
}

/** A bar from parts, as long as its share of `most`; a mark shows a limit. Its figures stand beside it, so it is hidden from readers of the screen. */
export function bar(segments: readonly Segment[], most: number, mark?: { at: number; label: string }): Html {
  const share = (value: number): string => `${Math.round((value / (most || 1)) * 10_000) / 100}%`;
  let before = 0;
  return html`<svg class="bar" width="100%" height="18" aria-hidden="true">${segments.map(
    ({ value, series, label }) => {
      const x = share(before);
      before += value;
      return html`<rect class="s${series % colours}" x="${x}" y="2" width="${share(value)}" height="14"><title>${label}</title></rect>`;
    },
  )}${
    mark &&
    html`<line class="mark" x1="${share(mark.at)}" x2="${share(mark.at)}" y1="0" y2="18"><title>${mark.label}</title></line>`
  }</svg>`;
}

/** What the colours mean; a name without one has that of its place. */
export const legend = (names: readonly { name: string; colour?: number }[]): Html =>
  html`<ul class="legend">${names.map(
    ({ name, colour }, index) =>
      html`<li><svg width="12" height="12" aria-hidden="true"><rect class="s${(colour ?? index) % colours}" width="12" height="12" rx="2"/></svg>${name}</li>`,
  )}</ul>`;

export interface Series {
  name: string;
  /** Default: that of its place. */
  colour?: number;
  values: readonly number[];
}

interface TimeChart {
  /** Says what it shows, for those who do not see it. */
  label: string;
  days: readonly string[];
  series: readonly Series[];
}

const plotHeight = 200;
/** Room above the plot for the highest label. */
const top = 14;

/** Lines over days. */
export function lines({ label, days, series }: TimeChart): Html {
  const most = nicely(Math.max(...series.flatMap(({ values }) => values), 0));
  const shapes = series.map(({ values, colour }, index) => {
    const points = values.map((value, day) => `${x(day, days)},${y(value, most)}`).join(' ');
    return html`<polyline class="l${(colour ?? index) % colours}" points="${points}" vector-effect="non-scaling-stroke"/>`;
  });
  return plot({ label, days, series }, most, shapes);
}

/** Areas over days, one upon the other; the first lies lowest. */
export function areas({ label, days, series }: TimeChart): Html {
  const sums = days.map((_, day) => series.reduce((sum, { values }) => sum + (values[day] ?? 0), 0));
  const most = nicely(Math.max(...sums, 0));
  const floor = days.map(() => 0);
  const shapes = series.map(({ values, colour }, index) => {
    const below = floor.map((value, day) => `${x(day, days)},${y(value, most)}`).reverse();
    for (const [day, value] of values.entries()) floor[day] = floor[day]! + value;
    const above = floor.map((value, day) => `${x(day, days)},${y(value, most)}`);
    return html`<polygon class="s${(colour ?? index) % colours}" points="${[...above, ...below].join(' ')}"/>`;
  });
  return plot({ label, days, series }, most, shapes);
}

const x = (day: number, days: readonly string[]): number =>
  Math.round((day / Math.max(days.length - 1, 1)) * 100_000) / 1000;
const y = (value: number, most: number): number => Math.round((100 - (value / most) * 100) * 1000) / 1000;

/** The lines and labels around shapes. Shapes are stretched to the width of the page, text is not; labels of values stand left of it. */
function plot({ label, days, series }: TimeChart, most: number, shapes: Html[]): Html {
  const steps = [0, 0.5, 1].map((part) => part * most);
  const at = (value: number): number => top + plotHeight - (value / most) * plotHeight;
  const ticks = [...new Set([0, Math.floor((days.length - 1) / 2), days.length - 1])];
  const anchor = (index: number): string => (index === 0 ? 'start' : index === days.length - 1 ? 'end' : 'middle');
  return html`<svg class="plot" width="100%" height="${top + plotHeight + 24}" role="img" aria-label="${label}">
    <svg x="0" y="${top}" width="100%" height="${plotHeight}" viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">${shapes}</svg>
    ${steps.map(
      (value) =>
        html`<line class="grid" x1="0" x2="100%" y1="${at(value)}" y2="${at(value)}"/><text x="-8" y="${at(value) + 4}" text-anchor="end">${shown(value, 1)}</text>`,
    )}
    ${ticks.map(
      (index) =>
        html`<text x="${x(index, days)}%" y="${top + plotHeight + 18}" text-anchor="${anchor(index)}">${days[index]}</text>`,
    )}
    ${days.map((day, index) => {
      const width = 100 / days.length;
      const figures = series.map(({ name, values }) => `${name}: ${shown(values[index] ?? 0, 1)}`).join('\n');
      return html`<rect class="hit" x="${index * width}%" y="${top}" width="${width}%" height="${plotHeight}"><title>${`${day}\n${figures}`}</title></rect>`;
    })}
  </svg>`;
}

/** A round number that is not below. */
function nicely(value: number): number {
  if (value <= 0) return 1;
  const unit = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map((each) => each * unit).find((each) => each >= value)!;
}
