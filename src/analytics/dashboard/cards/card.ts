import { html } from 'hono/html';
import type { Html } from '../../charts/plots.js';
import type { Scope } from '../../reports/scope.js';
import type { Column, Table } from '../table.js';

/** What a page is narrowed to. */
export interface Filters {
  period: string;
  /** A place by path or id; undefined for the whole Workspace. */
  scope?: string | undefined;
  /** Id of a person; undefined for everybody. */
  person?: number | undefined;
}

/** What every report says of itself. */
export interface Meta {
  workspace: string;
  scope: Scope;
  period?: { from: string; to: string };
  time_zone: string;
  synced_at: string | null;
  warnings?: string[];
}

export interface View {
  /** The answer in a sentence. */
  summary: string;
  chart?: Html | undefined;
  table: Table;
  /** Whether the chart is a table of these figures already. */
  isShown?: boolean;
}

/** A part of the dashboard: a report, by the tool that gives its figures, and how it looks. */
export interface Card {
  id: string;
  title: string;
  /** The tool whose answer is shown. */
  tool: string;
  /** Takes the whole width. */
  isWide?: boolean;
  /** The filters that its figures follow. */
  follows: readonly (keyof Filters)[];
  input(filters: Filters): object;
  // The answer of the tool, which nothing but this card reads.
  show(data: never, filters: Filters): View;
}

/** Gives `show` the type of the answer that it reads. */
export const card = <Data>(definition: Omit<Card, 'show'> & { show(data: Data, filters: Filters): View }): Card =>
  definition;

export const place = ({ scope }: Filters) => (scope === undefined ? {} : { scope });
export const placeAndPeriod = (filters: Filters) => ({ period: filters.period, ...place(filters) });

export const text = (key: string, label: string): Column => ({ key, label });
export const figure = (key: string, label: string, decimals = 0): Column => ({ key, label, decimals });
export const detail = (key: string, label: string): Column => ({ key, label, decimals: 0, isDetail: true });
export const ofPerson = (filters: Filters) => ({
  ...placeAndPeriod(filters),
  ...(filters.person !== undefined && { assignee: String(filters.person) }),
});

interface BarRow {
  name: string;
  value: string;
  bar: Html;
}

/** Bars as a table, with a figure beside each. */
export const barTable = ([name, value]: readonly [string, string], rows: readonly BarRow[]): Html =>
  html`<table class="bars"><thead class="sr"><tr><th scope="col">${name}</th><th scope="col">${value}</th><td></td></tr></thead><tbody>${rows.map(
    (row) => html`<tr><th scope="row">${row.name}</th><td class="n">${row.value}</td><td>${row.bar}</td></tr>`,
  )}</tbody></table>`;

/** What tracked time looks like in answers. */
export interface Tracked {
  tracked_ms: number;
  tracked_hours: number;
}
