import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/**
 * `npm run test:full`: the slower tests, with samples of the slowest (`npm run test:thorough` runs all). Files do not
 * share modules: some mutants have state, and which laws kill them would depend on the files that ran before.
 */
const config: ViteUserConfig = defineConfig({
  plugins: document.plugins ?? [],
  test: { ...document.test, include: ['spec/**/*.full.ts'], isolate: true, reporters: ['default'] },
});

export default config;
