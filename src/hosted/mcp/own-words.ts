import type { Envelope } from '../../runtime/envelope.js';
import type { ErrorBody } from '../../runtime/errors.js';
import { isPlainObject } from '../../runtime/plain-object.js';
import { keptDays } from '../jobs/purge.js';

/** Where somebody who was let in finds what they can do. */
export interface Places {
  publicUrl: string;
}

type Words = string | ((match: string, ...words: string[]) => string);

const later = 'Repeat it in a minute; if it fails again, tell those who run this server.';

/**
 * What tools advise is for who starts a program and sets its variables. Whoever has a link or a key can do neither: this
 * is what they can do instead. A test holds every text of the tools against it.
 */
const ownWords = ({ publicUrl }: Places): readonly (readonly [RegExp, Words])[] => {
  const inConsole = `the console, ${publicUrl}/console`;
  const signIn = `The person signs in with ClickUp again at ${publicUrl}/oauth/clickup/authorize.`;
  return [
    // Policies, which here are what a link, a key or an app is narrowed to.
    [
      /CLICKUP_WORKSPACE_ID \(policy\.workspaceId in a program\) forbids it, and nothing was sent\./g,
      'A link, key or app is of one Workspace, and nothing was sent.',
    ],
    [
      /CLICKUP_\w+ \(policy\.\w+ in a program\) forbids it, and nothing was sent\./g,
      'What this link, key or app was narrowed to forbids it, and nothing was sent.',
    ],
    [/ask the person who set it\./g, `ask the person, who makes another in ${inConsole}.`],
    [/^.*Until CLICKUP_WORKSPACE_ID \(policy\.workspaceId in a program\) is corrected nothing is allowed\.$/s, signIn],
    [
      // What there is in place of what was meant may be out of sight.
      /^.*Until CLICKUP_\w+ \(policy\.\w+ in a program\) is corrected nothing is allowed\.$/s,
      `Nothing is allowed until the person makes another link or key, for places that there are, in ${inConsole}.`,
    ],
    [/\bCLICKUP_ALLOW_(SPACES|FOLDERS|LISTS) names /g, 'What this link, key or app was narrowed to names '],
    // Tools that are not served.
    [
      /Ask the person to start the server with --toolsets (\w+) \(CLICKUP_TOOLSETS=\w+\); a program passes chooseTools\(\{ toolsets: \['\w+'\] \}\)\./g,
      (_, toolset) => `Ask the person for a link or key with the tag ${toolset}; it is made in ${inConsole}.`,
    ],
    [
      /Ask the person to serve the toolset history .* history: true\./g,
      `Ask the person for a link or key with the tag history; it is made in ${inConsole}.`,
    ],
    [
      /Not served, for the person to switch on: /g,
      `Not served; a link or key made with the tag in ${inConsole} has it: `,
    ],
    [/\(--toolsets (\w+)\)/g, (_, toolset) => `(tag ${toolset})`],
    [
      /(channels|Docs) come with --toolsets (\w+)/g,
      (_, noun, tag) => `${noun} come with the tag ${tag} of a link or key`,
    ],
    // Access to ClickUp.
    [/Set CLICKUP_API_KEY to a personal token .* as apiKey\./g, signIn],
    [/Check CLICKUP_API_KEY: .* tests it\./g, signIn],
    [/Set CLICKUP_WORKSPACE_ID once, or pass workspace_id/g, 'Pass workspace_id'],
    // What those who run the server look after.
    [/There is a proxy, firewall or sign-in page .* tell the person\./g, later],
    [/Check the network and CLICKUP_BASE_URL .* HTTPS_PROXY\./g, later],
    [/The certificate is not trusted, .* with theirs\./g, later],
    [/ a proxy may be in between: check CLICKUP_BASE_URL\./g, ' tell those who run this server.'],
    [/Check that the folder of CLICKUP_STATE_DIR can be written/g, later.slice(0, -1)],
    [/Jobs are kept in memory, and with CLICKUP_STATE_DIR on this machine\./g, `Jobs are kept for ${keptDays} days.`],
    // Settings that nobody has here.
    [/, or allow more time \(deadlineMs, CLICKUP_DEADLINE_MS\)/g, ''],
    [/; with ENABLE_DEBUG=true the metadata shows the calls made/g, ''],
    [/; `clickup-tools doctor` shows what this server may read/g, ''],
    [/; CLICKUP_TIME_ZONE sets it for all calls/g, ''],
    [/, or raise CLICKUP_CHARACTER_LIMIT\./g, '.'],
    [/Raise CLICKUP_CHARACTER_LIMIT\./g, 'No argument makes it shorter.'],
  ];
};

/** Nearly every text of a tool names nothing that is another here. */
const mayBeForeign = /CLICKUP_|--toolsets|clickup-tools|ENABLE_DEBUG|NODE_|deadlineMs|who set it|for the person to/;

/** Puts advice into the words of this server. */
export function wordsOf(places: Places): (text: string) => string {
  let all: ReturnType<typeof ownWords> | undefined;
  return (text) => {
    if (!mayBeForeign.test(text)) return text;
    all ??= ownWords(places);
    return all.reduce((said, [pattern, words]) => said.replace(pattern, words as string), text);
  };
}

/** The answer of a tool, its advice in the words of this server. What people wrote stays as it is. */
export function inOwnWords(envelope: Envelope, words: (text: string) => string): Envelope {
  if (!envelope.success) return { ...envelope, error: errorIn(envelope.error, words) };
  const { data } = envelope;
  if (!isPlainObject(data)) return envelope;
  const notes = Array.isArray(data.notes) && data.notes.map((note) => (typeof note === 'string' ? words(note) : note));
  const results = resultsIn(data, words);
  return notes || results ? { ...envelope, data: { ...data, ...(notes && { notes }), ...results } } : envelope;
}

function errorIn(error: ErrorBody, words: (text: string) => string): ErrorBody {
  const { details } = error;
  // The rule says the same, by a name that is no variable.
  const { setting: _, ...rest } = details ?? {};
  return {
    ...error,
    message: error.code === 'POLICY_DENIED' ? words(error.message) : error.message,
    suggested_action: words(error.suggested_action),
    ...(details && { details: { ...rest, ...resultsIn(rest, words) } }),
  };
}

/** Of a bulk call each item may have failed by itself. */
function resultsIn({ results }: Record<string, unknown>, words: (text: string) => string) {
  const hasFailed = (item: unknown): item is { error: ErrorBody } => isPlainObject(item) && isPlainObject(item.error);
  if (!Array.isArray(results) || !results.some(hasFailed)) return undefined;
  return { results: results.map((item) => (hasFailed(item) ? { ...item, error: errorIn(item.error, words) } : item)) };
}
