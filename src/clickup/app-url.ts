/** What an address of ClickUp names; built-in views carry the place they belong to in their id. */
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
  channel?: string;
  message?: string;
}

const SEGMENT = /^[A-Za-z0-9_-]+$/;
const DIGITS = /^\d{1,18}$/;
const PLACES = { li: 'list', f: 'folder', s: 'space' } as const;

/** An address as it stands in a text: `<https://...>`, `<https://...|name>`, `[name](https://...)`. */
const IN_TEXT = /^(?:<([^<>|\s]+)(?:\|[^<>]*)?>|\[[^\]]*\]\(([^()\s]+)\))$/;
/** What sentences leave at the end of an address, which never ends in it. */
const GLUED = /[.,;:!?'")\]}>]+$/;

/** ... and at its beginning. */
const OPENING = /^[<([{"']+/;

/** The app, the pages that are shared with everybody, and hosts that a company has of its own (`acme.clickup.com`). */
const ADDRESS = /^(?:https?:\/\/)?[a-z0-9-]+\.clickup\.com(?::\d{1,5})?\/([^?#]*?)\/?(?:[?#]\S*)?$/i;

/**
 * Takes an address of the ClickUp app or of a public page apart; undefined when it is not one. Only the path counts: query
 * and fragment are dropped, and a path with anything but plain segments is not recognised.
 */
export function readAppUrl(text: string): AppUrl | undefined {
  // Matched on the text itself: the URL class would tidy "..", "\" and tabs away before anyone could refuse them.
  const [, inAngles, inLink] = IN_TEXT.exec(text) ?? [];
  const address = inAngles ?? inLink ?? text.replace(OPENING, '').replace(GLUED, '');
  if (/^(?:https?:\/\/)?api\./i.test(address)) return undefined;
  const segments = ADDRESS.exec(address)?.[1]?.split('/');
  if (!segments?.every((segment) => SEGMENT.test(segment))) return undefined;
  const shared = readShared(segments);
  if (shared) return shared;
  if (segments[0] === 't') return readTask(segments.slice(1));
  const [workspace, area, ...rest] = segments;
  if (!workspace || !DIGITS.test(workspace)) return undefined;
  const found = area === undefined ? {} : readArea(area, rest);
  return found && { workspace, ...found };
}

/** A public page: `[<workspace>/]<letter>/h/<id>/<hash>`, where the letter is t for a task, d for a Doc, else a view. */
function readShared(segments: string[]): AppUrl | undefined {
  const own = DIGITS.test(segments[0] ?? '') ? segments[0] : undefined;
  const [letter, kind, id, hash, ...rest] = own ? segments.slice(1) : segments;
  if (kind !== 'h' || !letter || !/^[a-z]{1,3}$/i.test(letter) || !id || !hash || rest.length > 0) return undefined;
  const workspace = own && { workspace: own };
  if (letter === 't') return { ...workspace, task: id };
  return { ...workspace, ...(/^(?:d|dc|doc)$/.test(letter) ? { doc: id } : readView(id)) };
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
  if (area === 'chat') return first === 'r' ? readChannel(rest.slice(1)) : {};
  if (area !== 'v' || !first) return undefined;
  if (first === 'cn') return readChannel(rest.slice(1));
  if (first === 'dc') return second ? { doc: second, ...(rest[2] && { page: rest[2] }) } : undefined;
  // Either /v/li/<list>, or the same behind the letter of a view: /v/b/li/<list>.
  return readPlace(rest) ?? readPlace(rest.slice(1)) ?? (second ? readView(second) : undefined);
}

function readPlace([kind, id, parent]: string[]): AppUrl | undefined {
  if (!kind || !id || !DIGITS.test(id) || !Object.hasOwn(PLACES, kind)) return undefined;
  const place = PLACES[kind as keyof typeof PLACES];
  return { [place]: id, ...(place === 'folder' && parent && DIGITS.test(parent) && { space: parent }) };
}

/** A channel, and with `/t/<id>` a message in it; the channel of a place carries it in its id, as built-in views do. */
function readChannel([channel, letter, message]: string[]): AppUrl | undefined {
  if (!channel) return undefined;
  return { ...readView(channel), channel, ...(letter === 't' && message && { message }) };
}

function readView(view: string): AppUrl {
  const builtIn = /^([456])-(\d+)-\d+$/.exec(view);
  const place = builtIn && ({ 4: 'space', 5: 'folder', 6: 'list' } as const)[builtIn[1] as '4' | '5' | '6'];
  return { view, ...(place && { [place]: builtIn[2]! }) };
}
