/**
 * What each room may import: `sees` names folders and files of the repository, `types` those whose types alone may be
 * looked up, `npm` the packages. Imports point down, so a room that stands lower never names one above it.
 */
const rooms = {
  'src/runtime': { npm: ['openapi-fetch', 'zod'] },
  'src/clickup': {
    sees: ['src/runtime', 'generated/api-descriptions.json'],
    types: ['generated/api.ts', 'generated/contracts.ts', 'generated/operations.ts'],
    npm: ['chrono-node', 'minisearch', 'openapi-fetch'],
  },
  'src/tools': { sees: ['src/clickup', 'src/runtime'], types: ['generated/api.ts', 'generated/contracts.ts'] },
  generated: { sees: ['src/tools', 'src/clickup', 'src/runtime'], npm: ['zod'] },
  'src/registry': { sees: ['generated', 'src/runtime'], types: ['src/clickup'] },
  'src/policy': {
    sees: ['src/runtime', 'generated/operations.ts', 'generated/tool-operations.ts'],
  },
  'src/client': {
    sees: ['src/registry', 'src/policy', 'src/journal', 'generated', 'src/clickup', 'src/runtime'],
    npm: ['openapi-fetch'],
  },
  'src/index.ts': { sees: ['src/client', 'src/registry', 'src/policy', 'generated', 'src/clickup', 'src/runtime'] },
  'src/sandbox': { sees: ['src/runtime', 'generated/operations.ts', 'generated/requests.ts'] },
  'src/db': { sees: ['src/runtime', 'src/node/lock-file.ts'], npm: ['pg', '@electric-sql/pglite'] },
  'src/journal': { sees: ['src/db', 'src/clickup', 'src/runtime', 'generated/operations.ts'] },
  'src/config': { sees: ['src/client', 'src/registry', 'src/policy', 'src/sandbox', 'src/runtime'] },
  'src/node': {
    sees: ['src/config', 'src/client', 'src/registry', 'src/journal', 'src/db', 'src/sandbox', 'src/runtime'],
  },
};

/** Everything that a program stands on. */
const base = ['client', 'registry', 'policy', 'journal', 'config', 'node', 'db', 'clickup', 'runtime'].map(
  (room) => `src/${room}`,
);
const programs = {
  'src/mcp': { sees: [...base, 'generated'], npm: ['@modelcontextprotocol/.*', 'hono', '@hono/node-server'] },
  'src/cli': { sees: [...base, 'generated', 'src/sandbox'], npm: ['jsonc-parser', 'smol-toml'] },
  'src/analytics': {
    sees: [...base, 'generated', 'src/mcp', 'src/cli', 'src/sandbox'],
    npm: ['croner', 'fflate', 'hono', 'zod'],
  },
  'src/hosted': { sees: [...base, 'generated', 'src/mcp', 'src/analytics'], npm: ['.*'] },
};

const escaped = (path) => path.replaceAll('.', '\\.');
const inside = (paths) => paths.map((path) => (/\.(ts|json)$/.test(path) ? `${escaped(path)}$` : `${escaped(path)}/`));

const directions = Object.entries({ ...rooms, ...programs }).flatMap(([room, { sees = [], types = [], npm = [] }]) => {
  const values = [...inside([room, ...sees]), ...npm.map((name) => `node_modules/${name}/`), 'package\\.json$'];
  const rule = (name, kind, allowed) => ({
    name,
    severity: 'error',
    from: { path: `^${inside([room])}` },
    to: { pathNot: `^(${allowed.join('|')})`, ...kind },
  });
  return [
    rule(`${room} imports only what stands below it`, { dependencyTypesNot: ['core', 'type-only'] }, values),
    rule(
      `${room} takes types only from below or from contracts`,
      { dependencyTypes: ['type-only'], dependencyTypesNot: ['core'] },
      [...values, ...inside(types)],
    ),
  ];
});

const portable = '^(generated|src/(runtime|clickup|tools|client|registry|policy|sandbox))/|^src/index\\.ts$';

export default {
  forbidden: [
    ...directions,
    {
      name: 'no circles, types included',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'what ships knows nothing of its generator, tests and documents',
      severity: 'error',
      from: { path: '^(src|generated)/' },
      to: { path: '^(codegen|test|docs|templates)/' },
    },
    {
      name: 'web standards only',
      comment: 'These rooms run in browsers and edge runtimes too; the sandbox has one file that serves over HTTP.',
      severity: 'error',
      from: { path: portable, pathNot: '^src/sandbox/http-server\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only src/mcp knows an MCP SDK',
      severity: 'error',
      from: { path: '^(src|generated)/', pathNot: '^src/mcp/' },
      to: { path: 'node_modules/@modelcontextprotocol/' },
    },
    {
      name: 'the sandbox is seen by config, cli and whoever opens a client on it',
      severity: 'error',
      from: { path: '^(src|generated)/', pathNot: '^src/(sandbox|config|cli)/|^src/node/(open-client|embedded)\\.ts$' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'every import can be resolved and is declared',
      severity: 'error',
      comment: 'An optional peer dependency that is also one for development passes as undeclared.',
      from: { path: '^(src|generated)/' },
      to: {
        dependencyTypes: ['unknown', 'undetermined', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm-peer'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
