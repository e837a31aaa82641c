import { fileURLToPath } from 'node:url';
import { defineConfig, type UserConfig } from 'vite';
import { makeData } from './build/make-data.ts';
import { writePages } from './build/write-page.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Builds the page into plain files that any host serves under any path. */
const config: UserConfig = defineConfig({
  root: here,
  base: './',
  publicDir: `${here}generated`,
  plugins: [makeData(`${here}generated`), writePages()],
  build: {
    rollupOptions: { input: ['index', 'rules', 'embed'].map((page) => `${here}${page}.html`) },
    outDir: `${here}dist`,
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});

export default config;
