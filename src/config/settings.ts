import { confirmModes } from '../client/confirm-modes.js';
import { optionRules } from '../client/option-rules.js';
import { policyEffects } from '../policy/policy.js';
import { longestTimerMs } from '../runtime/clock.js';
import { defaults, isCount } from '../runtime/options.js';
import { isToken } from '../runtime/token.js';
import { cliDeadlineMs, resultForms, transports, usualAttachmentMb } from './config.js';
import { characterLimits, mcpDeadlineMs } from './mcp-limits.js';
import { type Program, programs, type Setting } from './setting.js';
import { isEffects, isFolder, isNames, isNoFile, isSwitch, isWords } from './setting-checks.js';

/** A setting that takes what the option of the same name takes. */
const asOption = (option: 'workspaceId' | 'baseUrl' | 'timeZone' | 'times') => ({ option, ...optionRules[option] });

const placesSetting = (option: 'spaces' | 'folders' | 'lists', name: string, names: string): Setting => ({
  option,
  name,
  fallback: 'everywhere',
  takes: `ids or ${names}, with commas between`,
  isFine: isNames,
});

function countSetting(
  option: 'maxConcurrency' | 'rateLimit' | 'maxAttachmentMb' | 'maxUnverifiedWrites',
  name: string,
  words: Pick<Setting, 'fallback'>,
): Setting {
  const isFine = (text: string) => /^[1-9]\d*$/.test(text) && isCount(Number(text));
  return { option, name, ...words, takes: 'a whole number from 1', isFine };
}

/** Every variable that the programs read. */
export const settings: readonly Setting[] = [
  {
    option: 'apiKey',
    name: 'CLICKUP_API_KEY',
    aliases: ['CLICKUP_API_TOKEN'],
    fallback: 'none',
    takes: 'the token itself (ClickUp: avatar > Settings > Apps), without quotes, spaces or Bearer',
    isFine: isToken,
    secret: true,
    ofAccount: true,
  },
  {
    ...asOption('workspaceId'),
    name: 'CLICKUP_WORKSPACE_ID',
    aliases: ['CLICKUP_TEAM_ID'],
    fallback: 'the only one the token reaches',
    ofAccount: true,
  },
  {
    ...asOption('baseUrl'),
    name: 'CLICKUP_BASE_URL',
    fallback: defaults.baseUrl,
    ofAccount: true,
  },
  {
    ...asOption('timeZone'),
    name: 'CLICKUP_TIME_ZONE',
    fallback: "the zone of the token's user",
  },
  {
    ...asOption('times'),
    name: 'CLICKUP_TIMES',
    fallback: 'zone',
  },
  {
    option: 'deadlineMs',
    name: 'CLICKUP_DEADLINE_MS',
    fallback: { 'clickup-mcp': `${mcpDeadlineMs}`, 'clickup-tools': `${cliDeadlineMs}` },
    takes: `a whole number of milliseconds from 1 to ${longestTimerMs}`,
    isFine: (text) => /^[1-9]\d*$/.test(text) && optionRules.deadlineMs.isFine(Number(text)),
  },
  {
    option: 'filesRoot',
    name: 'CLICKUP_FILES_ROOT',
    fallback: { 'clickup-mcp': 'no local files', 'clickup-tools': 'the working folder' },
    takes: 'a folder that exists',
    isFine: isFolder,
  },
  {
    option: 'stateDir',
    name: 'CLICKUP_STATE_DIR',
    fallback: 'remembered until the program ends',
    takes: 'a folder; it is made if there is none',
    isFine: isNoFile,
    ofAccount: true,
  },
  countSetting('maxConcurrency', 'CLICKUP_MAX_CONCURRENCY', {
    fallback: `${defaults.maxConcurrency}`,
  }),
  countSetting('rateLimit', 'CLICKUP_RATE_LIMIT', {
    fallback: "what the Workspace's plan allows",
  }),
  {
    option: 'rateRedisUrl',
    name: 'CLICKUP_RATE_REDIS_URL',
    fallback: 'CLICKUP_STATE_DIR where that is set, else each process by itself',
    takes: 'the address of a Redis such as redis://127.0.0.1:6379',
    isFine: (text) => /^rediss?:\/\/./.test(text) && URL.canParse(text),
    secret: true,
    ofAccount: true,
  },
  {
    option: 'cacheMs',
    name: 'CLICKUP_CACHE_MS',
    fallback: 'as long as is usual for its kind',
    takes: 'a whole number of milliseconds from 0',
    isFine: (text) => /^\d{1,9}$/.test(text),
  },
  countSetting('maxAttachmentMb', 'CLICKUP_MAX_ATTACHMENT_MB', {
    fallback: `${usualAttachmentMb}`,
  }),
  {
    option: 'confirm',
    ...optionRules.confirm,
    name: 'CLICKUP_CONFIRM',
    fallback: 'yes',
    words: confirmModes,
  },
  {
    option: 'history',
    name: 'CLICKUP_HISTORY',
    fallback: { 'clickup-mcp': 'true with the toolset history', 'clickup-tools': 'false' },
    takes: 'true or false',
    isFine: isSwitch,
  },
  countSetting('maxUnverifiedWrites', 'CLICKUP_MAX_UNVERIFIED_WRITES', {
    fallback: 'any number; after three in a row guidance says so',
  }),
  {
    option: 'profile',
    name: 'CLICKUP_PROFILE',
    fallback: 'standard',
    takes: 'the name of a profile, such as core or read',
    isFine: (text) => /^\w+$/.test(text),
    programs: ['clickup-mcp'],
  },
  {
    option: 'toolsets',
    name: 'CLICKUP_TOOLSETS',
    fallback: 'none',
    takes: 'names of toolsets with commas between',
    isFine: isWords,
    isList: true,
    programs: ['clickup-mcp'],
  },
  {
    option: 'allow',
    name: 'MCP_TOOLS_ALLOW',
    aliases: ['MCP_TOOLS_ALLOW_LIST', 'MCP_TOOL_ALLOW', 'MCP_TOOL_ALLOW_LIST'],
    fallback: 'all that profile and toolsets have',
    takes: 'names of tools with commas between, such as task_*,comment_list',
    isFine: isWords,
    isList: true,
    programs: ['clickup-mcp'],
  },
  {
    option: 'deny',
    name: 'MCP_TOOLS_DENY',
    aliases: ['MCP_TOOLS_DENY_LIST', 'MCP_TOOL_DENY', 'MCP_TOOL_DENY_LIST'],
    fallback: 'none',
    takes: 'names of tools with commas between, such as *_delete*',
    isFine: isWords,
    isList: true,
    programs: ['clickup-mcp'],
  },
  {
    option: 'readOnly',
    name: 'CLICKUP_READ_ONLY',
    fallback: 'false',
    takes: 'true or false',
    isFine: isSwitch,
  },
  {
    option: 'effects',
    name: 'CLICKUP_ALLOW_EFFECTS',
    fallback: 'all',
    takes: `one or more of ${policyEffects.join(', ')}, with commas between`,
    words: policyEffects,
    isFine: isEffects,
  },
  placesSetting('spaces', 'CLICKUP_ALLOW_SPACES', 'names'),
  placesSetting('folders', 'CLICKUP_ALLOW_FOLDERS', 'paths such as Engineering / Platform'),
  {
    option: 'trustedAuthors',
    name: 'CLICKUP_TRUSTED_AUTHORS',
    fallback: 'everybody',
    takes: 'ids, e-mail addresses or names, with commas between',
    isFine: isNames,
  },
  placesSetting('lists', 'CLICKUP_ALLOW_LISTS', 'paths such as Engineering / Platform / Bugs'),
  {
    option: 'result',
    name: 'CLICKUP_RESULT',
    fallback: 'both, but text for clients known to hand both to the model',
    takes: resultForms.join(', '),
    isFine: (text) => resultForms.some((form) => form === text),
    programs: ['clickup-mcp'],
  },
  {
    option: 'characterLimit',
    name: 'CLICKUP_CHARACTER_LIMIT',
    fallback: `${characterLimits.usual}`,
    takes: `a whole number of characters from ${characterLimits.least} to ${characterLimits.most}`,
    isFine: (text) =>
      /^\d+$/.test(text) && Number(text) >= characterLimits.least && Number(text) <= characterLimits.most,
    programs: ['clickup-mcp'],
  },
  {
    option: 'transport',
    name: 'MCP_TRANSPORT',
    fallback: 'stdio',
    takes: transports.join(' or '),
    words: transports,
    isFine: (text) => transports.some((each) => each === text),
    programs: ['clickup-mcp'],
  },
  {
    option: 'outputSchemas',
    name: 'CLICKUP_OUTPUT_SCHEMAS',
    fallback: 'false',
    takes: 'true or false',
    isFine: isSwitch,
    programs: ['clickup-mcp'],
  },
  {
    option: 'readySignal',
    name: 'MCP_READY_SIGNAL',
    fallback: 'false',
    takes: 'true or false',
    isFine: isSwitch,
    programs: ['clickup-mcp'],
  },
  {
    option: 'stateKey',
    name: 'MCP_STATE_KEY',
    fallback: 'one that each process makes for itself',
    takes: 'at least 32 characters without spaces',
    isFine: (text) => /^\S{32,}$/.test(text),
    secret: true,
    programs: ['clickup-mcp'],
  },
  {
    option: 'debug',
    name: 'ENABLE_DEBUG',
    fallback: `${defaults.debug}`,
    takes: 'true or false',
    isFine: isSwitch,
  },
];

/** The settings that a program reads. */
export const settingsOf = (program: Program): Setting[] =>
  settings.filter(({ programs: readers = programs }) => readers.includes(program));
