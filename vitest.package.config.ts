import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:package`: installs the package in an empty folder and uses it. */
const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/package/*.package.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
});

export default config;
