import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder(afterAll);
const user = join(folder, 'user');
const {
  version,
  devDependencies: { vitest },
} = JSON.parse(readFileSync('package.json', 'utf8'));
/** The environment without the variables that the test runner sets. */
const environment = {
  ...process.env,
  ...inject('registries'),
  FORCE_COLOR: undefined,
  NO_COLOR: '1',
  VITEST: undefined,
  NODE_OPTIONS: undefined,
};

/** Runs a command in the user's folder. */
function run(command: string, ...words: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: user, encoding: 'utf8', env: environment });
  return { status, output: `${stdout}${stderr}` };
}

function succeed(command: string, ...words: string[]): string {
  const { status, output } = run(command, ...words);
  expect(status, output).toBe(0);
  return output;
}

const evaluate = (code: string) => succeed(process.execPath, '--input-type=module', '--eval', code).trim();

beforeAll(() => {
  cpSync('spec/package/user', user, { recursive: true });
  const description = { name: 'user', private: true, type: 'module' };
  writeFileSync(join(user, 'package.json'), JSON.stringify(description));
  succeed('npm', 'install', '--omit=optional', '--no-audit', '--no-fund', 'lifspec');
});

describe('the package', () => {
  it('passes publint', async () => {
    const { messages, pkg } = await publint({ pkgDir: resolve('.'), strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that match its code for every kind of import', () => {
    const attw = resolve('node_modules/.bin/attw');
    succeed(
      attw,
      join(inject('packages'), `lifspec-${version}.tgz`),
      '--profile',
      'esm-only',
      '--exclude-entrypoints',
      './fixtures/*',
    );
  });

  it('ships only files that are run or read', () => {
    const installed = join(user, 'node_modules', 'lifspec');
    const names = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    const isShipped =
      /^(dist\/(bundle|library|schemas)|fixtures|adapters)\/|^docs\/definition\.md$|^(README|LICENSE|CITATION|package)/;
    const unexpected = names.filter((name) => name.includes('.') && !isShipped.test(name));
    expect(unexpected).toEqual([]);
    expect(names).toContain('docs/definition.md');
    expect(names.filter((name) => /(?<!\.d)\.ts$|\.tsbuildinfo$|\.spec\.|\.full\./.test(name))).toEqual([]);
  });
});

describe('a user who only installed the package', () => {
  it('has at most 15 packages, and the licenses of those that are bundled', () => {
    const { packages } = JSON.parse(readFileSync(join(user, 'node_modules', '.package-lock.json'), 'utf8'));
    expect(Object.keys(packages).length).toBeLessThanOrEqual(15);
    for (const folder of ['bundle', 'library']) {
      const licenses = readFileSync(join(user, 'node_modules/lifspec/dist', folder, 'LICENSES.txt'), 'utf8');
      expect(licenses).toContain('@stdlib/math-base-special-exp');
    }
  });

  it('can import neurons, laws, vectors and schemas without a test runner', () => {
    expect(readdirSync(join(user, 'node_modules'))).not.toContain('vitest');
    const code = `
      import { rateHz, defaultLif } from 'lifspec';
      import { laws, mutants } from 'lifspec/properties';
      import { publishedVectors } from 'lifspec/vectors';
      import threshold from 'lifspec/fixtures/vectors/neuron/threshold.json' with { type: 'json' };
      import schema from 'lifspec/schemas/vector.schema.json' with { type: 'json' };
      const counts = [laws.length > 80, mutants.length > 100, publishedVectors().length >= 200];
      console.log(rateHz(2, defaultLif) > 0, ...counts, threshold.clause, schema.$schema);`;
    expect(evaluate(code)).toBe('true true true true threshold https://json-schema.org/draft/2020-12/schema');
  });

  it('can install a clone instead, as the README says', () => {
    succeed('npm', 'install', '--prefix', join(folder, 'other'), '--no-audit', '--no-fund', resolve('.'));
    expect(succeed(join(folder, 'other/node_modules/.bin/lifspec'), '--version')).toContain('lifspec ');
  });

  it('can judge a simulator: the reference conforms, a mutant does not', () => {
    const right = run('npx', 'lifspec', 'check', '--runs', '1', '--', 'npx', 'lifspec', 'serve');
    expect(right.output).toMatch(/conforms( on \d+ of \d+ cases)?( in .*)?, bit-identical/);
    expect(right.status).toBe(0);
    const mutant = ['npx', 'lifspec', 'serve', '--mutant', 'comparison=>='];
    const wrong = run('npx', 'lifspec', 'check', '--quick', '--', ...mutant);
    expect(wrong.status, wrong.output).toBe(1);
  });
});

describe('the author of another TypeScript simulator', () => {
  beforeAll(() => {
    // with optional dependencies, which contain the binaries of the test runner
    succeed('npm', 'install', '--no-audit', '--no-fund', `vitest@${vitest}`);
  });

  it('can test it with all laws and vectors in ten lines of vitest', () => {
    const lines = readFileSync(join(user, 'laws.test.ts'), 'utf8').trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(succeed('npx', 'vitest', 'run')).toMatch(/Tests +\d{2,} passed/);
  });

  it('learns which laws and vectors a wrong simulator fails', () => {
    const test = join(user, 'laws.test.ts');
    writeFileSync(test, readFileSync(test, 'utf8').replace('{ mine }', '{ wrong as mine }'));
    const { status, output } = run('npx', 'vitest', 'run');
    expect(status).toBe(1);
    expect(output).toContain('lif/fires-as-declared');
    expect(output).toContain('neuron/lif/huge-current');
  });

  it('has types for all imports', () => {
    const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false };
    const more = { allowImportingTsExtensions: true, resolveJsonModule: true, types: [] };
    writeFileSync(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...compilerOptions, ...more } }));
    succeed(process.execPath, resolve('node_modules/typescript/bin/tsc'), '--project', '.');
  });
});
