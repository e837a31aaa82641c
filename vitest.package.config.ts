import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:package`: what somebody gets who installs the package, tried in an empty folder. */
const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/package/*.package.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
});

export default config;
