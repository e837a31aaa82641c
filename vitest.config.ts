import { defineConfig, type ViteUserConfig } from 'vitest/config';

/**
 * `npm test` runs the document; what takes longer (`*.full.ts`) is in vitest.full.config.ts. With a command in
 * `LIFSPEC_ADAPTER` it runs the laws and vectors on the program that this starts.
 */
const config: ViteUserConfig = defineConfig({
  test: {
    include: process.env.LIFSPEC_ADAPTER ? ['spec/adapter.foreign.ts'] : ['spec/**/*.spec.ts'],
    setupFiles: ['spec/setup.ts'],
    reporters: ['./spec/document-reporter.ts', ['dot', { summary: false }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // files share what they import: nothing keeps a state, and importing took a fifth of the time
    isolate: false,
    // the runner would leave a core free
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**', 'properties/**'] },
  },
});

export default config;
