import { defineConfig } from 'vitest/config';

/** Tests in a real browser, on a real build of the site: slower than the others, and run by `npm run test:site`. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/site/**/*.test.ts'],
    globalSetup: ['test/site/build-site.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
