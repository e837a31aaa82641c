import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:nengo-dl`: programs that NengoDL runs, in an environment that is installed once. */
const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/**/*.nengo-dl.ts'], testTimeout: 900_000, hookTimeout: 900_000 },
});

export default config;
