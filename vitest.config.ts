import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Starts worker threads from what `npm run build` made of their source, as Node cannot run TypeScript in a thread. */
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
 * `npm test` runs the document; what takes longer (`*.full.ts`) is in vitest.full.config.ts. With a command in
 * `LIFSPEC_ADAPTER` it runs the laws and vectors on the program that this starts.
 */
const config: ViteUserConfig = defineConfig({
  plugins: [builtThreads],
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
    experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/vitest' },
    coverage: { provider: 'v8', include: ['src/**', 'properties/**'] },
  },
});

export default config;
