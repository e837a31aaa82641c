import { execSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { defineConfig, type ViteUserConfigFnObject } from 'vitest/config';
import type { InlineConfig } from 'vitest/node';

const root = import.meta.dirname;

/** Starts worker threads from the built files, because Node 20 cannot run TypeScript in a thread. */
const builtThreads: Plugin = {
  name: 'built-threads',
  enforce: 'pre',
  transform(code, id) {
    const source = relative(root, id);
    if (!source.startsWith('src')) return code;
    const built = pathToFileURL(`${root}/dist/${source}`);
    return code.replace(/new Worker\(new URL\(('[^']+'), import\.meta\.url\)/g, `new Worker(new URL($1, '${built}')`);
  },
};

/** Imports the built file instead of a source. */
const builtFiles: Plugin = {
  name: 'built-files',
  enforce: 'pre',
  resolveId(source, importer) {
    // a dynamic import is relative to the root
    const path = source.startsWith('/') ? source.slice(1) : relative(root, resolve(dirname(importer ?? root), source));
    // a file that was built from a deleted source is still there
    const isBuilt = /^(src|properties|scripts|adapters|bench)\/.*\.ts$/.test(path) && existsSync(resolve(root, path));
    return isBuilt ? resolve(root, 'dist', path.replace(/\.ts$/, '.js')) : undefined;
  },
};

const specification: InlineConfig = {
  include: ['spec/**/*.spec.ts'],
  setupFiles: ['spec/setup.ts'],
  tags: [{ name: 'slow' }],
  reporters: ['./spec/document-reporter.ts', ['dot', { summary: false }]],
  testTimeout: 300_000,
  hookTimeout: 300_000,
  // no module has state, so test files can share modules; importing them again took a fifth of the time
  isolate: false,
  // by default the runner leaves a core idle
  maxWorkers: '100%',
  // tests make many short-lived objects and the second core is busy, so the young generation is larger and collected here
  execArgv: ['--max-semi-space-size=32', '--single-threaded-gc'],
  experimental: { fsModuleCache: true, fsModuleCachePath: 'node_modules/.cache/vitest' },
  coverage: {
    provider: 'v8',
    include: ['{src,properties}/**/*.ts'],
    // the kernel runs as WebAssembly, and what is generated is no code of ours; only modules can be covered
    exclude: ['src/engine/kernel/**', '**/*.generated.ts', '**/*.md'],
    thresholds: { statements: 92 },
  },
};

const patience = (milliseconds: number) => ({ testTimeout: milliseconds, hookTimeout: milliseconds });

/** Imports the built files with Node itself, which takes a quarter less CPU time than transforming sources. */
const built: InlineConfig = { server: { deps: { external: [/\/dist\//] } } };

/**
 * The slow tests; `--tags-filter slow` leaves out the others, which `npm test` runs. Files do not share modules: some mutants have state, and which laws kill them would depend on
 * the files that ran before.
 */
const slow = (LIFSPEC_TESTS: 'full' | 'thorough'): InlineConfig => ({
  ...built,
  include: filesWithSlowTests(),
  isolate: true,
  env: { LIFSPEC_TESTS },
});

/** Importing the others would take more CPU time than a tenth of the tests. */
function filesWithSlowTests(): string[] {
  const files = readdirSync(join(root, 'spec'), { recursive: true, encoding: 'utf8' }).map((file) => `spec/${file}`);
  return files.filter((file) => file.endsWith('.spec.ts') && readFileSync(file, 'utf8').includes("slow.ts'"));
}

/** What the commands in package.json change in the specification. `vitest run --mode package` chooses one. */
const modes: Readonly<Record<string, InlineConfig>> = {
  built,
  full: slow('full'),
  thorough: slow('thorough'),
  package: {
    include: ['spec/package/*.package.ts'],
    globalSetup: 'spec/package/rehearse.ts',
    ...patience(600_000),
    // Vitest fails to print an error of a global setup that it read from its cache
    experimental: { fsModuleCache: false },
  },
  workflow: { include: ['spec/workflow/*.workflow.ts'], ...patience(1_800_000) },
  // file by file, in an environment that is installed once
  'nengo-dl': { include: ['spec/**/*.nengo-dl.ts'], fileParallelism: false, ...patience(900_000) },
  // Fast specs that execute src/simulator. Specs of laws on mutants and of other folders are left out.
  mutation: {
    include: [
      'spec/neuron/*.spec.ts',
      'spec/synapse/*.spec.ts',
      'spec/network/{architecture,effective,layer-neurons,network,stream}.spec.ts',
      'spec/training/{rmsprop,train}.spec.ts',
      'spec/seeded.spec.ts',
      'spec/repository/examples.spec.ts',
    ],
    // fewer inputs per law than npm test, so a survivor here may still die there
    env: { FC_RUNS: '10' },
    testTimeout: 60_000,
  },
};

/** Vitest builds them first, so no mode runs files that differ from the sources. */
const usesBuiltFiles = ['built', 'full', 'thorough'];

const config: ViteUserConfigFnObject = defineConfig(({ mode }) => {
  // Stryker cannot choose a mode
  const chosen = process.env.STRYKER_MUTATOR_WORKER === undefined ? mode : 'mutation';
  const isBuilt = usesBuiltFiles.includes(chosen);
  if (isBuilt) execSync('npm run --silent build', { cwd: root, stdio: 'inherit' });
  return {
    plugins: [isBuilt ? builtFiles : builtThreads],
    test: { ...specification, ...modes[chosen] },
  };
});

export default config;
