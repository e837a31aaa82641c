import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Starts worker threads from the built files, because Node 20 cannot run TypeScript in a thread. */
const builtThreads = {
  name: 'built-threads',
  enforce: 'pre' as const,
  transform(code: string, id: string): string {
    const source = relative(import.meta.dirname, id);
    if (!source.startsWith('src')) return code;
    const built = pathToFileURL(`${import.meta.dirname}/dist/${source}`);
    return code.replace(/new Worker\(new URL\(('[^']+'), import\.meta\.url\)/g, `new Worker(new URL($1, '${built}')`);
  },
};

/**
 * The specification that `npm test` runs and prints. Slower tests (`*.full.ts`) are in vitest.full.config.ts. If
 * `LIFSPEC_ADAPTER` contains a command, the laws and vectors are run on the program that it starts.
 */
const config: ViteUserConfig = defineConfig({
  plugins: [builtThreads],
  test: {
    include: process.env.LIFSPEC_ADAPTER ? ['spec/adapter.foreign.ts'] : ['spec/**/*.spec.ts'],
    setupFiles: ['spec/setup.ts'],
    reporters: ['./spec/document-reporter.ts', ['dot', { summary: false }]],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // no module has state, so test files can share modules; importing them again took a fifth of the time
    isolate: false,
    // by default the runner leaves a core idle
    maxWorkers: '100%',
    // tests make many short-lived objects and the second core is busy, so the young generation is larger and collected here
    execArgv: ['--max-semi-space-size=32', '--single-threaded-gc'],
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/vitest' },
    coverage: { provider: 'v8', include: ['src/**', 'properties/**'] },
  },
});

export default config;
