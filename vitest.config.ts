import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** `npm test` runs the document; `npm run test:full` adds what takes longer (`*.full.ts`). */
const config: ViteUserConfig = defineConfig({
  test: {
    include: process.env.LIFSPEC_FULL === '1' ? ['spec/**/*.full.ts'] : ['spec/**/*.spec.ts'],
    setupFiles: ['spec/setup.ts'],
    reporters: ['./spec/document-reporter.ts', ['dot', { summary: false }]],
    testTimeout: 60_000,
    // the runner would leave a core free
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**', 'properties/**'] },
  },
});

export default config;
