/** What an app.clickup.com address names; built-in views carry the place they belong to in their id. */
export interface AppUrl {
  workspace?: string;
  task?: string;
  list?: string;
  folder?: string;
  space?: string;
  view?: string;
  doc?: string;
  page?: string;
  goal?: string;
}

const SEGMENT = /^[A-Za-z0-9_-]+$/;
const DIGITS = /^\d{1,18}$/;
const PLACES = { li: 'list', f: 'folder', s: 'space' } as const;

/** An address as it stands in a text: `<https://...>`, `<https://...|name>`, `[name](https://...)`. */
const IN_TEXT = /^(?:<([^<>|\s]+)(?:\|[^<>]*)?>|\[[^\]]*\]\(([^()\s]+)\))$/;

/**
 * Takes an address of the ClickUp app apart; undefined when it is not one. Only the path counts: query and fragment are
 * dropped, and a path with anything but plain segments is not recognised.
 */
export function readAppUrl(text: string): AppUrl | undefined {
  // Matched on the text itself: the URL class would tidy "..", "\" and tabs away before anyone could refuse them.
  const [, inAngles, inLink] = IN_TEXT.exec(text) ?? [];
  const address = inAngles ?? inLink ?? text;
  const match = /^(?:https?:\/\/)?app\.clickup\.com\/([^?#]*?)\/?(?:[?#]\S*)?$/i.exec(address);
  const segments = match?.[1]?.split('/');
  if (!segments?.every((segment) => SEGMENT.test(segment))) return undefined;
  if (segments[0] === 't') return readTask(segments.slice(1));
  const [workspace, area, ...rest] = segments;
  if (!workspace || !DIGITS.test(workspace)) return undefined;
  const found = area === undefined ? {} : readArea(area, rest);
  return found && { workspace, ...found };
}

function readTask(segments: string[]): AppUrl | undefined {
  const [first, second] = segments;
  if (segments.length === 1 && first) return { task: first };
  return segments.length === 2 && first && second && DIGITS.test(first)
    ? { workspace: first, task: second }
    : undefined;
}

function readArea(area: string, rest: string[]): AppUrl | undefined {
  const [first, second] = rest;
  if (area === 'home') return {};
  if (area === 'goals') return rest.length === 0 ? {} : { goal: rest.at(-1)! };
  if (area === 'docs') return first ? { doc: first, ...(second && { page: second }) } : {};
  if (area !== 'v' || !first) return undefined;
  if (first === 'dc') return second ? { doc: second, ...(rest[2] && { page: rest[2] }) } : undefined;
  // Either /v/li/<list>, or the same behind the letter of a view: /v/b/li/<list>.
  return readPlace(rest) ?? readPlace(rest.slice(1)) ?? (second ? readView(second) : undefined);
}

function readPlace([kind, id, parent]: string[]): AppUrl | undefined {
  if (!kind || !id || !DIGITS.test(id) || !Object.hasOwn(PLACES, kind)) return undefined;
  const place = PLACES[kind as keyof typeof PLACES];
  return { [place]: id, ...(place === 'folder' && parent && DIGITS.test(parent) && { space: parent }) };
}

function readView(view: string): AppUrl {
  const builtIn = /^([456])-(\d+)-\d+$/.exec(view);
  const place = builtIn && ({ 4: 'space', 5: 'folder', 6: 'list' } as const)[builtIn[1] as '4' | '5' | '6'];
  return { view, ...(place && { [place]: builtIn[2]! }) };
}
