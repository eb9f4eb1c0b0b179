import { joinTexts } from '../../runtime/advice.js';
import { clickUpError, invalidInput } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withHint, withTool } from '../advice.js';
import { readable, rows } from '../api.js';
import type { Context } from '../context.js';
import { authorizedWorkspaces } from '../workspace.js';

/** A person as the Workspace knows them. */
export interface Member {
  id: number;
  username: string | null;
  email: string | null;
  /** Known where the call is about one Workspace. */
  role?: number | undefined;
}

/** Everyone in the Workspaces of the token: the one list of people that every plan offers. */
export async function members(ctx: Context): Promise<Member[]> {
  const workspaces = await authorizedWorkspaces(ctx);
  const chosen = workspaces.filter(
    ({ id }) => ctx.givenWorkspaceId === undefined || String(id) === ctx.givenWorkspaceId,
  );
  const users = chosen
    .flatMap((workspace) => readable(ctx, rows(workspace, 'members'), 'people', 'user'))
    .flatMap(({ user }) => (user ? [user] : []));
  const byId = new Map(
    users.map((user): [number, Member] => [
      Number(user.id),
      {
        id: Number(user.id),
        username: user.username ?? null,
        email: user.email ?? null,
        role: chosen.length === 1 ? user.role : undefined,
      },
    ]),
  );
  return [...byId.values()];
}

/** What a person is called, by id; the id itself for somebody unknown, and where people cannot be read. */
export async function nameOf(ctx: Context, id: number): Promise<string> {
  const people = await members(ctx).catch(() => []);
  const member = people.find((each) => each.id === id);
  return member?.username || member?.email || String(id);
}

/** The name or e-mail address nearest to a misspelt one. */
export const nearestMember = (text: string, people: readonly Member[]): string | undefined =>
  nearest(
    text,
    people.flatMap(({ username, email }) => [username, email].filter((name) => name !== null)),
  ) ?? nearestByPart(text, people);

/** The full name of the person one part of whose name is misspelt. */
function nearestByPart(text: string, people: readonly Member[]): string | undefined {
  const owners = people.flatMap(({ username }) =>
    (username ?? '').split(/\s+/).map((part) => [part, username] as const),
  );
  const part = nearest(
    text,
    owners.map(([each]) => each),
  );
  return owners.find(([each]) => each === part)?.[1] ?? undefined;
}

/** A name without letter case and accents, which people leave out and add. */
const plain = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** People named in the advice itself, which reaches callers of bulk tools too. */
const mostNamed = 5;

/** The one member that a name or e-mail address means: exact first, then by part of the name. */
export function matchMember(people: readonly Member[], text: string, parameter: string): Member {
  const wanted = text.trim().replace(/^@/, '');
  if (wanted === '') {
    throw invalidInput(`${parameter} is empty`, {
      parameter,
      value: text,
      suggestion: withHint('Give an id, a name, an e-mail address or "me"', 'user.find', 'lists everyone'),
    });
  }
  const names = (member: Member) => [member.username, member.email].filter((name) => name !== null);
  const by = (test: (name: string) => boolean) => people.filter((member) => names(member).some(test));
  const bare = plain(wanted);
  const tiers = [
    by((name) => name.toLowerCase() === wanted.toLowerCase()),
    by((name) => plain(name) === bare),
    by((name) =>
      plain(name)
        .split(/[\s.@_-]+/)
        .includes(bare),
    ),
    by((name) => plain(name).startsWith(bare)),
  ];
  const found = tiers.find((tier) => tier.length > 0) ?? [];
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const some = found.slice(0, mostNamed).map(({ id, username, email }) => `${id} (${username ?? email})`);
    throw clickUpError('AMBIGUOUS_REFERENCE', `${parameter}: ${found.length} people match ${JSON.stringify(text)}`, {
      suggestion: `Use the id or e-mail address of the one you mean: ${some.join(', ')}.`,
      details: { parameter, candidates: found.map(({ id, username, email }) => ({ id: String(id), username, email })) },
    });
  }
  const near = nearestMember(text, people);
  throw clickUpError('INVALID_PARAMETER', `${parameter}: nobody in the Workspace is called ${JSON.stringify(text)}`, {
    suggestion: joinTexts(
      [
        withHint(
          near ? `Did you mean ${near}? If not, give an id` : 'Give an id or an e-mail address',
          'user.find',
          'lists everyone',
        ),
        withTool(
          'team.list',
          (name) => `A user group is no person: group_assignees takes its id, which ${name} gives.`,
        ),
      ],
      ' ',
    ),
    details: { parameter, value: text, ...(near && { nearest: near }) },
  });
}
