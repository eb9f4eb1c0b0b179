import { setFlagsFromString } from 'node:v8';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/**
 * The V8 of Node 20 optimises a function later than it would: most run so often in a few tests only, and what its other
 * threads spent on them, a sixth of the processor time, was hardly used. Later ones count otherwise and lack the flag.
 * Threads take it from here, processes by argument.
 */
const optimiseLater = process.version.startsWith('v20.') ? ['--interrupt-budget=1000000'] : [];
for (const flag of optimiseLater) setFlagsFromString(flag);

/** Whether somebody asks for projects by name. Where nobody does, `unit` takes the files of `random` along. */
const isByProject = process.argv.some((word) => word.startsWith('--project'));

/** What the generator and the compiler read: the API description, the manifest, every program on a page. */
const ofCodegen = ['test/codegen/**/*.test.ts', 'test/types/**/*.test.ts'];

/** Tests that share their workers and modules: they start no process, mock no module and write no `process.env`. */
const unit: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'unit',
    include: ['test/**/*.test.ts'],
    exclude: [
      '**/*.process.test.ts',
      ...(isByProject ? ['**/*.random.test.ts'] : []),
      '**/*.hosted.test.ts',
      '**/*.database.test.ts',
      'test/db/**',
      'test/site/**',
      ...ofCodegen,
    ],
    isolate: false,
    pool: 'threads',
  },
};

/** Tests of the generator, and of programs that are compiled. */
const codegen: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'codegen', include: ofCodegen, isolate: false, pool: 'threads' },
};

/** Random sequences held against a model: one test takes seconds. */
const random: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'random', include: ['test/**/*.random.test.ts'], isolate: false, pool: 'threads' },
};

/** Tests of what is built: the binaries as processes, and the packed package. */
const processes: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'process',
    include: ['test/**/*.process.test.ts'],
    exclude: ['test/db/**'],
    globalSetup: ['test/support/build.ts'],
    pool: 'forks',
    execArgv: optimiseLater,
    isolate: false,
  },
};

/** Tests of the hosted server, also those on real databases and in a real browser: `npm run test:hosted`. */
const hosted: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'hosted',
    include: ['test/hosted/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    isolate: false,
    pool: 'threads',
    // A browser goes through every page, and nodes are started anew.
    testTimeout: 180_000,
  },
};

/** Tests of databases, and of analytics that take many syncs, on the embedded one and on PostgreSQL: `npm run test:analytics`. */
const analytics: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'analytics',
    include: ['test/{db,analytics}/**/*.test.ts'],
    isolate: false,
    pool: 'threads',
    testTimeout: 180_000,
  },
};

/** Tests in a real browser, on a real build of the site: `npm run test:site`. */
const site: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: 'site',
    include: ['test/site/**/*.test.ts'],
    globalSetup: ['test/site/build-site.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
  },
};

/** Projects by the mode that asks for them. */
const onRequest: Record<string, TestProjectInlineConfiguration> = { site, hosted, analytics };

export default defineConfig(({ mode }) => ({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // The site takes a browser and minutes, others databases: they run only when they are asked for.
    projects: onRequest[mode] ? [onRequest[mode]] : [unit, codegen, processes, ...(isByProject ? [random] : [])],
    // Vitest would leave one core to itself, of two.
    maxWorkers: '100%',
    // What was compiled for the last run, where it has not changed.
    experimental: { fsModuleCache: true },
    // A line for each of two hundred files costs a tenth of the time, and says nothing unless somebody watches it:
    // what fails and the counts are enough.
    reporters: process.stdout.isTTY ? 'default' : 'minimal',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { CLICKUP_API_KEY: '', ENABLE_DEBUG: '' },
    coverage: {
      provider: 'v8',
      include: ['src/{runtime,clickup,tools,client,registry,config,node,mcp,cli,sandbox}/**/*.ts'],
      reportsDirectory: 'coverage',
      reporter: ['text-summary', 'json-summary', 'html'],
      reportOnFailure: true,
      // What people wrote of the tools, file by file.
      thresholds: { perFile: true, 'src/tools/**': { lines: 90 }, 'src/clickup/**': { lines: 90 } },
    },
  },
}));
