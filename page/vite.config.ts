import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { makeData } from './build/make-data.ts';
import { writePages } from './build/write-page.ts';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Gives the functions of CommonJS modules names of their own. Those of the bundler come in an order that differs between
 * two builds, and with them the names of the files.
 */
const nameFunctions: Plugin = {
  name: 'lifspec-names',
  enforce: 'pre',
  transform: {
    filter: { id: /src\/base\/elementary\.ts$/ },
    handler: (code) =>
      code
        .replace(/import (\w+) from ('@stdlib\/.*?');/g, 'import $1Of from $2; const $1 = $1Of;')
        .replace(/export \{ default as (\w+) \} from ('.*?');/g, 'import $1Of from $2; export const $1 = $1Of;'),
  },
};

/** Publishes the licenses of the fonts beside the page; `license` below does so for code. */
const fontLicenses: Plugin = {
  name: 'font-licenses',
  generateBundle() {
    const texts = ['inter', 'source-serif-4'].map((font) =>
      readFileSync(`${here}../node_modules/@fontsource-variable/${font}/LICENSE`, 'utf8'),
    );
    this.emitFile({ type: 'asset', fileName: 'licenses-of-fonts.txt', source: texts.join('\n\n') });
  },
};

/** Builds the page into plain files that any host serves under any path. */
const config: UserConfig = defineConfig({
  root: here,
  base: './',
  publicDir: `${here}generated`,
  plugins: [makeData(`${here}generated`), writePages(), nameFunctions, fontLicenses],
  build: {
    rollupOptions: { input: ['index', 'rules', 'embed'].map((page) => `${here}${page}.html`) },
    outDir: `${here}dist`,
    emptyOutDir: true,
    target: 'es2022',
    license: { fileName: 'licenses-of-code.md' },
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
});

export default config;
