import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'lifspec-package-'));
const user = join(folder, 'user');
const { vitest } = JSON.parse(readFileSync('package.json', 'utf8')).devDependencies;
/** What the environment of this runner would hand down. */
const environment = {
  ...process.env,
  FORCE_COLOR: undefined,
  NO_COLOR: '1',
  VITEST: undefined,
  NODE_OPTIONS: undefined,
};
let tarball = '';

/** Runs a command in the user's folder. */
function run(command: string, ...words: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd: user, encoding: 'utf8', env: environment });
  return { status, said: `${stdout}${stderr}` };
}

function succeed(command: string, ...words: string[]): string {
  const { status, said } = run(command, ...words);
  expect(status, said).toBe(0);
  return said;
}

const evaluate = (code: string) => succeed(process.execPath, '--input-type=module', '--eval', code).trim();

beforeAll(() => {
  const packed = spawnSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
  });
  tarball = join(folder, JSON.parse(packed.stdout)[0].filename);
  cpSync('spec/package/user', user, { recursive: true });
  const description = { name: 'somebody', private: true, type: 'module' };
  writeFileSync(join(user, 'package.json'), JSON.stringify(description));
  succeed('npm', 'install', '--omit=optional', '--no-audit', '--no-fund', tarball);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the package', () => {
  it('has nothing that publint would change', async () => {
    const { messages, pkg } = await publint({ pkgDir: resolve('.'), strict: true });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('has types that are those of its code, for every way to import it', () => {
    const attw = resolve('node_modules/.bin/attw');
    succeed(attw, tarball, '--profile', 'esm-only', '--exclude-entrypoints', './fixtures/*');
  });

  it('ships what is run or read, and nothing else', () => {
    const installed = join(user, 'node_modules', 'lifspec');
    const names = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    const isShipped = /^(dist\/(src|properties)|fixtures|adapters)\/|^(README|LICENSE|CITATION|package)/;
    const unexpected = names.filter((name) => name.includes('.') && !isShipped.test(name));
    expect(unexpected).toEqual([]);
    expect(names.filter((name) => /(?<!\.d)\.ts$|\.tsbuildinfo$|\.spec\.|\.full\./.test(name))).toEqual([]);
  });
});

describe('somebody who only installed it', () => {
  it('has no test runner for it, and needs none to import the laws', () => {
    expect(readdirSync(join(user, 'node_modules'))).not.toContain('vitest');
    const count = evaluate(
      `import { laws, mutants } from 'lifspec/properties'; console.log(laws.length > 80, mutants.length > 100)`,
    );
    expect(count).toBe('true true');
  });

  it('can import neurons, vectors and schemas', () => {
    const code = `
      import { rateHz, defaultLif } from 'lifspec';
      import { publishedVectors } from 'lifspec/vectors';
      import leak from 'lifspec/fixtures/neuron/lif/leak.json' with { type: 'json' };
      import schema from 'lifspec/fixtures/schema/vector.schema.json' with { type: 'json' };
      console.log(rateHz(2, defaultLif) > 0, publishedVectors().length >= 250, leak.id, schema.$schema);`;
    expect(evaluate(code)).toBe('true true neuron/lif/leak https://json-schema.org/draft/2020-12/schema');
  });

  it('can judge a simulator by a command: the reference conforms, a wrong one does not', () => {
    const right = run('npx', 'lifspec', 'check', '--', 'npx', 'lifspec', 'serve');
    expect(right.said).toMatch(/conforms, level bits/);
    expect(right.status).toBe(0);
    const wrong = run('npx', 'lifspec', 'check', '--', 'npx', 'lifspec', 'serve', '--mutant', 'fires-at-threshold');
    expect(wrong.status, wrong.said).toBe(1);
  });
});

describe('the author of another simulator in TypeScript', () => {
  beforeAll(() => {
    // with what is optional: the test runner has binaries there
    succeed('npm', 'install', '--no-audit', '--no-fund', `vitest@${vitest}`);
  });

  it('holds it to all laws and vectors with ten lines of vitest', () => {
    const lines = readFileSync(join(user, 'laws.test.ts'), 'utf8').trim().split('\n');
    expect(lines.length).toBeLessThanOrEqual(10);
    expect(succeed('npx', 'vitest', 'run')).toMatch(/Tests +\d{2,} passed/);
  });

  it('is told which laws and vectors a wrong one breaks', () => {
    const test = join(user, 'laws.test.ts');
    writeFileSync(test, readFileSync(test, 'utf8').replace('./simulator.ts', './wrong-simulator.ts'));
    const { status, said } = run('npx', 'vitest', 'run');
    expect(status).toBe(1);
    expect(said).toContain('lif/resets-to-zero');
    expect(said).toContain('neuron/lif/huge-current');
  });

  it('has types for all of it', () => {
    const compilerOptions = { target: 'es2023', module: 'nodenext', strict: true, noEmit: true, skipLibCheck: false };
    const more = { allowImportingTsExtensions: true, resolveJsonModule: true, types: [] };
    writeFileSync(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...compilerOptions, ...more } }));
    succeed(process.execPath, resolve('node_modules/typescript/bin/tsc'), '--project', '.');
  });
});
