import { readdirSync, readFileSync } from 'node:fs';
import type { DefaultTheme } from 'vitepress';
import { toolsets as hostedToolsets } from '../../../generated/tools/hosted.js';
import { effectWords } from '../theme/catalog-tool.js';
import { categories, root, toolPath, toolsets } from './catalog.js';

const guideOrder = [
  'get-started',
  'mcp-clients',
  'mcp-over-http',
  'hosted',
  'hosted-clients',
  'hosted-operations',
  'agents',
  'deploy',
  'cli',
  'sdk',
  'hierarchy',
  'custom-fields',
  'time-tracking',
  'analytics',
  'analytics-dashboard',
  'analytics-scale',
  'local-models',
  'choosing-tools',
  'docs',
  'chat',
  'bulk',
  'plans-and-undo',
  'jobs',
  'webhooks',
  'access',
  'whole-api',
  'safety',
  'policy',
  'why-not-the-official-server',
];
const insideOrder = ['troubleshooting', 'errors-and-limits', 'sandbox', 'how-it-works', 'api-changes'];

const heading = (path: string): string =>
  /^# (.+)$/m.exec(readFileSync(path, 'utf8'))?.[1]?.replaceAll('`', '') ?? path;

/** The pages of a folder by their headings: those in `order` first, then the rest; what is in `without` stays out. */
function pages(
  folder: string,
  order: readonly string[] = [],
  without: readonly string[] = [],
): DefaultTheme.SidebarItem[] {
  const found = readdirSync(`${root}docs/${folder}`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.slice(0, -3))
    .sort();
  const named = [...order.filter((name) => found.includes(name)), ...found.filter((name) => !order.includes(name))];
  return named
    .filter((name) => !without.includes(name))
    .map((name) => ({ text: heading(`${root}docs/${folder}/${name}.md`), link: `/${folder}/${name}` }));
}

const withDot = (text: string, effect: keyof typeof effectWords) =>
  `<span class="tool-link">${text} <span class="effect effect-${effectWords[effect]}">${effectWords[effect]}</span></span>`;

const groupsOf = (id: string): DefaultTheme.SidebarItem[] =>
  categories
    .filter(({ toolset }) => toolset === id)
    .map(({ category, path, tools }) => ({
      text: category,
      link: `/${path}`,
      collapsed: true,
      items: tools.map((tool) => ({ text: withDot(tool.action, tool.effect), link: `/${toolPath(tool)}` })),
    }));

const reference: DefaultTheme.SidebarItem[] = [
  {
    text: 'Reference',
    items: [
      { text: 'All tools', link: '/reference/' },
      { text: 'Errors', link: '/reference/errors' },
      { text: 'Operations', link: '/reference/operations' },
      { text: 'Configuration', link: '/reference/configuration' },
    ],
  },
  ...toolsets.map(({ id, title }) => ({ text: title, items: groupsOf(id) })),
  { text: 'Analytics', items: analyticsGroups() },
  ...Object.entries(hostedToolsets).map(([id, { title }]) => ({
    text: `${title}, hosted server`,
    items: pages(`reference/${id}`),
  })),
];

/** The analytics tools by group, as their pages have it: they are in no catalogue. */
function analyticsGroups(): DefaultTheme.SidebarItem[] {
  const folder = 'reference/analytics';
  const groups = new Map<string, DefaultTheme.SidebarItem & { items: DefaultTheme.SidebarItem[] }>();
  for (const file of readdirSync(`${root}docs/${folder}`).sort()) {
    const text = readFileSync(`${root}docs/${folder}/${file}`, 'utf8');
    const [, title, page] = /^\*\*Category\*\*: \[(.+)\]\((.+)\.md\)$/m.exec(text) ?? [];
    if (title === undefined) continue;
    const group = groups.get(title) ?? { text: title, link: `/${folder}/${page}`, collapsed: true, items: [] };
    const name = file.replace(/\.md$/, '');
    group.items.push({ text: name, link: `/${folder}/${name}` });
    groups.set(title, group);
  }
  return [{ text: 'All of them', link: `/${folder}/` }, ...groups.values()];
}

const decisions = pages('decisions');

const guides: DefaultTheme.SidebarItem[] = [
  { text: 'Use it', items: pages('guides', guideOrder, insideOrder) },
  { text: 'Understand it', items: pages('guides', insideOrder, guideOrder).filter(({ link }) => isInside(link)) },
  // With a link of its own the row is no button, which could not hold the button that unfolds it.
  { text: 'Decisions', link: decisions[0]?.link ?? '/', collapsed: true, items: decisions },
  { text: 'Changelog', link: '/changelog' },
  { text: 'Contributing', link: '/CONTRIBUTING' },
];

function isInside(link: string | undefined): boolean {
  return insideOrder.some((name) => link?.endsWith(`/${name}`));
}

export const sidebar: DefaultTheme.SidebarMulti = {
  '/reference/': reference,
  '/guides/': guides,
  '/decisions/': guides,
  '/CONTRIBUTING': guides,
  '/changelog': guides,
};

export const nav: DefaultTheme.NavItem[] = [
  { text: 'Guides', link: '/guides/get-started', activeMatch: '^/(guides|decisions)/' },
  { text: 'Tools', link: '/reference/', activeMatch: '^/reference/($|[^/]+/)' },
  { text: 'Errors', link: '/reference/errors' },
  { text: 'Operations', link: '/reference/operations' },
  { text: 'Changelog', link: '/changelog' },
];
