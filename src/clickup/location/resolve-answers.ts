import type { WorkspaceResolveData } from '../../../generated/contracts.js';
import { advice, joinTexts } from '../../runtime/advice.js';
import { clickUpError } from '../../runtime/errors.js';
import { nearest } from '../../runtime/nearest.js';
import { withTool } from '../advice.js';
import { rank } from '../rank.js';
import type { Candidate } from './resolve-names.js';

/** How many candidates an error lists: enough to choose from, not a second tree. */
const shown = 20;
const similarShown = 5;

/** A candidate as the answer and the errors show it. */
export function describe({ path, ...candidate }: Candidate): WorkspaceResolveData {
  return { ...candidate, path: path.join(' / ') };
}

/** The one thing that was found; several are an error with all of them. */
export function theOnly(reference: string, found: readonly Candidate[], parameter = 'reference'): WorkspaceResolveData {
  const [first] = found;
  if (first && found.length === 1) return describe(first);
  const types = new Set(found.map(({ type }) => type));
  const by = types.size > 1 ? 'type, a longer path or an id' : 'a longer path or an id';
  throw clickUpError('AMBIGUOUS_REFERENCE', `${JSON.stringify(reference)} can mean ${found.length} things`, {
    suggestion: `Choose with ${by}: ${found.slice(0, 3).map(brief).join('; ')}${found.length > 3 ? '; ...' : ''}.`,
    details: {
      parameter,
      value: reference,
      ...(found.length > shown && { total: found.length }),
      candidates: found.slice(0, shown).map(describe),
    },
  });
}

/** Nothing has the name: says where was looked, and what comes near. */
export function notFound(
  reference: string,
  lastName: string,
  known: readonly Candidate[],
  scope: string,
  parameter = 'reference',
) {
  const similar = closest(lastName, known);
  const [first] = similar;
  const ways = joinTexts(
    [
      reference.startsWith('#') &&
        withTool('chat.listChannels', (name) => `${name} finds channels`, 'channels come with --toolsets chat'),
      withTool(
        'workspace.getHierarchy',
        (name) => `${name} shows the tree (archived: true for archived ones)`,
        'Check the spelling',
      ),
      parameter === 'reference' && withTool('task.search', (name) => `${name} finds tasks by words`),
      parameter === 'reference' &&
        withTool('doc.search', (name) => `${name} finds Docs`, 'Docs come with --toolsets doc'),
    ].filter((way) => way !== false),
    ', ',
  );
  return clickUpError('RESOURCE_NOT_FOUND', `Nothing among ${scope} has the name ${JSON.stringify(reference)}`, {
    suggestion: advice`${first ? `Did you mean ${brief(first)}? Otherwise: ` : ''}${ways}.`,
    details: { parameter, value: reference, searched: scope, nearest: similar.map(describe) },
  });
}

function closest(name: string, known: readonly Candidate[]): Candidate[] {
  const ranked = rank(name, known, (candidate) => [{ text: candidate.name, weight: 1 }]).map(({ item }) => item);
  if (ranked.length > 0) return ranked.slice(0, similarShown);
  const near = nearest(
    name,
    known.map((candidate) => candidate.name),
  );
  return known.filter((candidate) => candidate.name === near).slice(0, similarShown);
}

const brief = ({ type, id, path }: Candidate) => `${type} ${id} (${path.join(' / ')})`;
