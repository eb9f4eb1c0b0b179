import { advice, joinTexts } from '../runtime/advice.js';
import type { ErrorRules, Problem, Reading, RequestTarget } from '../runtime/api-description.js';
import { askForRight } from '../runtime/decode.js';

import { withTool } from './advice.js';
import { unnamedTarget } from './id-sources.js';

type Read = (problem: Problem, target: RequestTarget) => Reading;

const checkKey =
  'Check CLICKUP_API_KEY: copy the token again from ClickUp (avatar > Settings > Apps). `clickup-tools doctor` tests it.';
const visibleName = 'Give a name with at least one visible character.';
const showsPlan = withTool(
  'workspace.getPlan',
  (name) => `${name} shows the plan.`,
  'A Workspace admin sees the plan in ClickUp.',
);

/** Codes that say more than their HTTP status. Source: https://developer.clickup.com/docs/common_errors */
const byCode: Readonly<Record<string, Read>> = {
  ...each(['OAUTH_017', 'OAUTH_018', 'OAUTH_019', 'OAUTH_021', 'OAUTH_025', 'OAUTH_077'], ({ text }) => ({
    code: 'UNAUTHORIZED',
    message: `ClickUp does not accept the API key: ${text}`,
    suggestion: checkKey,
  })),
  ...each(['TEAM_110'], ({ text }) => ({
    code: 'PLAN_REQUIRED',
    message: `This Workspace's plan does not include it: ${text}`,
    suggestion: joinTexts(
      [showsPlan, withTool('user.find', (name) => `People can be found on every plan with ${name}.`)],
      ' ',
    ),
  })),
  ...each(['OAUTH_194'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp does not deliver webhooks to this address: ${text}`,
    suggestion:
      'Give the https address of a server that the internet reaches, not of a quick tunnel or a private network. A sandbox takes those of its own machine.',
  })),
  ...each(['FIELD_033', 'PAYWALL_004'], ({ text }) => ({
    code: 'PLAN_REQUIRED',
    message: `What this Workspace's plan includes is used up: ${text}`,
    suggestion: advice`${showsPlan} Waiting does not help; another plan does.`,
  })),
  ...each(['FIELD_605', 'TIS_027'], ({ text }) => ({
    code: 'FORBIDDEN',
    message: `The feature is switched off in this Workspace or Space: ${text}`,
    suggestion: 'An admin can switch the ClickApp on in ClickUp.',
  })),
  ...each(['ITEMV2_003', 'SHARD_001', 'GROUP_HELPERS_001', 'TIMEENTRY_072'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp could not use a value: ${text}`,
    suggestion: 'Check ids, dates and order_by; ClickUp answers some wrong values with a server error.',
  })),
  ...each(['SUBCAT_016', 'CAT_014', 'PROJECT_023', 'PROJ_024'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `The name is taken: ${text}`,
    suggestion: advice`Choose another name, or use what has it${withTool('workspace.resolve', (name) => `: ${name} finds it`)}.`,
  })),
  ...each(['SUBCAT_020', 'CAT_021', 'PROJ_060', 'INPUT_005'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp does not accept the name: ${text}`,
    suggestion: visibleName,
  })),
  ...each(['ITEM_013', 'ACCESS_100'], ({ ecode }, { named }) => ({
    code: 'RESOURCE_NOT_FOUND',
    // The path may name what the task would have been done to: its Workspace, a List.
    message: `${ecode === 'ITEM_013' && !named.startsWith('Task ') ? 'The task' : named || 'It'} was deleted`,
    suggestion: `It is in the trash${ecode === 'ITEM_013' ? ', or was merged into another task' : ''}: a person can restore it in ClickUp, no tool can.`,
  })),
  ...each(['ITEM_137'], () => ({
    code: 'INVALID_PARAMETER',
    message: 'The parent is a task of another List',
    suggestion: advice`A subtask is in the List of its parent${withTool('task.move', (name) => `: ${name} takes the task there first`)}.`,
  })),
  ...each(['STATUS_002'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `ClickUp does not accept the statuses: ${text}`,
    suggestion: 'Give the whole set, exactly one of it of type open.',
  })),
  ...each(['OAUTH_064', 'PAGE_047'], ({ text }) => ({
    code: 'INVALID_PARAMETER',
    message: `The view is of another type: ${text}`,
    suggestion: advice`${withTool('view.list', (name) => `${name} shows types: conversation`, 'A view of type conversation')} has comments, most others tasks.`,
  })),
  ...each(['CRTSK_001'], () => ({
    code: 'INVALID_PARAMETER',
    message: 'The List has no such status',
    suggestion: withTool(
      'list.getOptions',
      (name) => `${name} names the statuses of the List.`,
      'Use a status that the List has.',
    ),
  })),
};

/** ClickUp answers these to ids it does not know and to ids the token may not see, without telling which. */
const notVisible = /^OAUTH_0(2[367]|29|3\d|4[0-5]|57|61)$/;

/** The status that otherwise comes with a code: https://developer.clickup.com/docs/common_errors */
function statusOf(code: string): number {
  if (notVisible.test(code)) return 401;
  if (/^(ITEM_013|PROJ_006|ACCESS_(118|190|999))$/.test(code)) return 404;
  return code.startsWith('ACCESS_') ? 403 : 400;
}

function read(problem: Problem, status: number, target: RequestTarget): Reading | undefined {
  const { text, ecode = '' } = problem;
  const { named, suggestion } = target;
  const known = byCode[ecode]?.(problem, target);
  if (known) return known;
  if (status === 401 && notVisible.test(ecode)) {
    return {
      code: 'RESOURCE_NOT_FOUND',
      message: `${named ? `${named} was not` : 'Not'} found, or the token may not see it: ClickUp answers "${text}" to both`,
      suggestion,
    };
  }
  if (status === 403 && /\bplan\b/i.test(text)) {
    return {
      code: 'PLAN_REQUIRED',
      message: `This Workspace's plan does not include it: ${text}`,
      suggestion: showsPlan,
    };
  }
  if (status === 401 && ecode.startsWith('ACCESS')) {
    return { code: 'FORBIDDEN', message: `ClickUp refused: ${text}`, suggestion: askForRight };
  }
  if (status === 400 && /name invalid/i.test(text)) {
    return {
      code: 'INVALID_PARAMETER',
      message: `ClickUp refused the request: ${text}`,
      suggestion: visibleName,
    };
  }
  return undefined;
}

/** How ClickUp says what went wrong. */
export const errorRules: ErrorRules = { read, statusOf, unnamed: unnamedTarget };

function each(codes: readonly string[], reading: Read) {
  return Object.fromEntries(codes.map((code) => [code, reading]));
}
