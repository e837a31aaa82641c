import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:workflow` and `test:cluster`: studies that Snakemake runs on this machine and on a cluster. */
const config: ViteUserConfig = defineConfig({
  test: { ...document.test, include: ['spec/workflow/*.workflow.ts'], testTimeout: 1_800_000, hookTimeout: 1_800_000 },
});

export default config;
