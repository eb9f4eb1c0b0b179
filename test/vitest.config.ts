import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['test/**/*.test.ts'],
    // The site needs a browser and a build: npm run test:site.
    exclude: ['**/node_modules/**', 'test/site/**'],
    typecheck: {
      enabled: true,
      include: ['test/types/**/*.test-d.ts'],
      tsconfig: './tsconfig.json',
      ignoreSourceErrors: true,
    },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { CLICKUP_API_KEY: '', ENABLE_DEBUG: '' },
  },
});
