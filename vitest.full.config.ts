import { defineConfig, type ViteUserConfig } from 'vitest/config';
import document from './vitest.config.ts';

/** `npm run test:full`: what takes longer than the document, in the same way. */
const config: ViteUserConfig = defineConfig({ test: { ...document.test, include: ['spec/**/*.full.ts'] } });

export default config;
