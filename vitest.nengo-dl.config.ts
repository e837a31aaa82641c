import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:nengo-dl`: programs that NengoDL runs, file by file, in an environment that is installed once. */
const patience = { testTimeout: 900_000, hookTimeout: 900_000 };

const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/**/*.nengo-dl.ts'], fileParallelism: false, ...patience },
});

export default config;
