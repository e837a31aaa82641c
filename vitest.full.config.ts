import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/**
 * `npm run test:full`: what takes longer than the document, in the same way. Each file has a memory of its own: there are
 * wrong implementations that remember what ran before, and which laws kill them would depend on it.
 */
const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/**/*.full.ts'], isolate: true },
});

export default config;
