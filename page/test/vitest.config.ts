import { fileURLToPath } from 'node:url';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** `npm run test:page`: the built page in a real browser, and its parts in Node. */
const config: ViteUserConfig = defineConfig({
  test: {
    root: fileURLToPath(new URL('../..', import.meta.url)),
    include: ['page/test/**/*.spec.ts'],
    reporters: ['verbose'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 600_000 } },
    // files share the browsers
    fileParallelism: false,
    isolate: false,
  },
});

export default config;
