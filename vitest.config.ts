import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** `npm test` runs the document; what takes longer (`*.full.ts`) is in vitest.full.config.ts. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['spec/**/*.spec.ts'],
    setupFiles: ['spec/setup.ts'],
    reporters: ['./spec/document-reporter.ts', ['dot', { summary: false }]],
    testTimeout: 60_000,
    // the runner would leave a core free
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**', 'properties/**'] },
  },
});

export default config;
