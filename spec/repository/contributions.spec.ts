import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const [table, types] = ['src/conformance/choices/neuron.ts', 'src/models/neuron-types.ts'];

/** What each contribution changes, by hand, and the specs that judge it. */
const contributions = [
  { name: 'mistake', files: [table], specs: ['spec/conformance/choices.spec.ts'] },
  {
    name: 'convention',
    files: [table],
    specs: ['spec/conformance/choices.spec.ts', 'spec/conformance/conventions.spec.ts'],
  },
  {
    name: 'form',
    files: [table],
    specs: ['spec/conformance/choices.spec.ts', 'spec/conformance/declared-rule.spec.ts'],
  },
  {
    name: 'neuron-type',
    files: [types, 'src/models/saturating-lif.ts', 'spec/neuron/saturating-lif.spec.ts'],
    specs: ['spec/neuron/saturating-lif.spec.ts'],
  },
];

const withoutProbe = 'mistake-without-a-probe';
const patchOf = (name: string) => resolve('spec/repository/contributions', `${name}.patch`);

function applied(name: string): string {
  const folder = temporaryFolder();
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
    encoding: 'utf8',
  });
  for (const path of listed.split('\0').filter(Boolean)) cpSync(path, join(folder, path));
  // ignored, because it is compiled
  cpSync('src/engine/kernel.generated.ts', join(folder, 'src/engine/kernel.generated.ts'));
  // the types of the package are those of the build
  for (const built of ['node_modules', 'dist']) symlinkSync(resolve(built), join(folder, built));
  execFileSync('git', ['apply', patchOf(name)], { cwd: folder });
  return folder;
}

/** Runs a command of the repository in a copy. */
function run(folder: string, command: string, ...rest: string[]) {
  const { status, stdout, stderr } = spawnSync(join(folder, 'node_modules/.bin', command), rest, {
    cwd: folder,
    encoding: 'utf8',
    // quick specs only
    env: { ...process.env, LIFSPEC_TESTS: '' },
  });
  return { status, text: stdout + stderr };
}

describe('a contribution', () => {
  it('that forgets a probe still applies, too', () => {
    execFileSync('git', ['apply', '--check', patchOf(withoutProbe)]);
  });

  it.each(contributions)('applies and changes nothing else: $name', ({ name, files }) => {
    execFileSync('git', ['apply', '--check', patchOf(name)]);
    const changes = execFileSync('git', ['apply', '--numstat', patchOf(name)], { encoding: 'utf8' });
    expect(
      changes
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[2])
        .sort(),
    ).toEqual(files.toSorted());
  });
});

describeSlow('a contribution', { timeout: 600_000 }, () => {
  it.each(contributions)('needs no other change: $name', ({ name, specs }) => {
    const folder = applied(name);
    expect(run(folder, 'tsc', '-p', 'tsconfig.json', '--singleThreaded')).toMatchObject({ status: 0 });
    expect(run(folder, 'vitest', 'run', ...specs)).toMatchObject({ status: 0 });
  });

  it('that forgets the probe of its mistake is told to add one', () => {
    const { status, text } = run(applied(withoutProbe), 'vitest', 'run', 'spec/conformance/choices.spec.ts');
    expect(status).toBe(1);
    expect(text).toContain('no probe shows it: add one to src/conformance/choices/probes.ts');
  });
});
