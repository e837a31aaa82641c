import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { bash } from '../bash.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder(afterAll);
const environment = {
  ...process.env,
  ...inject('registries'),
  PATH: `${join(folder, 'python/bin')}:${process.env.PATH}`,
  NODE_OPTIONS: undefined,
  NO_COLOR: '1',
  VITEST: undefined,
};
const guide = readFileSync('adapters/README.md', 'utf8');
const blocks = (text: string, language: string) =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, block]) => block as string);

/** Runs a command in the user's folder. */
function run(command: string, status = 0): string {
  const done = bash(command, folder, environment);
  expect(done.status, `${command}\n${done.stdout}${done.stderr}`).toBe(status);
  return done.stdout;
}

describe('the released packages', () => {
  it('say where their source is, which npm compares with the proof of origin', () => {
    const source = `https://github.com/${inject('repository')}`;
    const { repository, bugs, homepage } = JSON.parse(run('npm view --json lifspec'));
    expect(repository).toEqual({ type: 'git', url: `git+${source}.git` });
    expect([bugs.url, homepage]).toEqual([`${source}/issues`, `${source}#readme`]);
    const metadata = run(`unzip -p ${inject('packages')}/dist/*.whl '*/METADATA'`);
    expect(metadata).toContain(`Project-URL: Source, ${source}\n`);
    expect(metadata).toContain(`Project-URL: Issues, ${source}/issues\n`);
  });

  it('have the changes of the version as notes of the release', () => {
    const notes = readFileSync(join(inject('packages'), 'notes.md'), 'utf8');
    expect(notes.trim()).toBe(
      readFileSync('CHANGELOG.md', 'utf8')
        .split(/^## .*$/m)[1]
        ?.trim(),
    );
  });
});

describe('a user without a clone', () => {
  beforeAll(() => {
    const [install = ''] = /npm install .*/.exec(blocks(guide, 'yaml').join()) ?? [];
    run(install);
    const [pip = ''] = blocks(readFileSync('python/README.md', 'utf8'), 'sh');
    run(`python3 -m venv python && ${pip}`);
  });

  it('gets both packages in the version of this repository', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(run('npx --no-install lifspec --version')).toContain(`lifspec ${version},`);
    expect(run('python/bin/lifspec --version')).toContain(`lifspec ${version},`);
  });

  it('can check a simulator in Python as the guide says', () => {
    const [short = ''] = blocks(readFileSync('README.md', 'utf8'), 'python');
    const [alone = ''] = blocks(guide, 'python');
    const [command = ''] = blocks(guide, 'sh');
    writeFileSync(join(folder, 'adapter.py'), alone);
    expect(run(command, 1)).toContain('integrates by Euler');
    writeFileSync(join(folder, 'adapter.py'), short);
    writeFileSync(
      join(folder, 'my_simulator.py'),
      `def run(current, voltage, fraction):
    fired, trace = [], []
    for currents in current:
        voltage = voltage + (currents - voltage) * fraction
        fired.append(voltage > 1)
        voltage = voltage * ~fired[-1]
        trace.append(voltage)
    return fired, trace
`,
    );
    expect(run(command.replace('check', 'check --quick'))).toMatch(/^conforms/m);
  });

  it('can check a simulator in C as its file says', () => {
    const adapters = join(folder, 'node_modules/lifspec/adapters');
    const [compile = ''] = /cc -std.*/.exec(readFileSync(join(adapters, 'c-adapter.c'), 'utf8')) ?? [];
    run(compile.replace('adapters/', `${adapters}/`));
    expect(run('npx --no-install lifspec check --quick -- ./c-adapter')).toMatch(/^conforms/m);
  });

  it('can check a simulator in JavaScript', () => {
    const adapter = 'node_modules/lifspec/adapters/javascript-adapter.js';
    expect(run(`npx --no-install lifspec check --quick -- node ${adapter}`)).toMatch(/^conforms/m);
  });

  it('can run a study, and ask why accuracy drops', () => {
    const table = run('npx --no-install lifspec sweep --images 20 --amplitudes 0.01,0.5 --min-voltage 0,none');
    expect(table).toContain('the voltage floor causes most of the accuracy loss');
    expect(run('npx --no-install lifspec explain --images 2')).toContain('Remedies at amplitude 0.5');
  });

  it('can test a function with pytest, without an adapter or Node', () => {
    mkdirSync(join(folder, 'tests'));
    writeFileSync(
      join(folder, 'tests/my_simulator.py'),
      blocks(readFileSync('python/README.md', 'utf8'), 'python')[0] ?? '',
    );
    expect(run('cd tests && ../python/bin/pytest --lifspec my_simulator:neuron', 1)).toContain('integrates by Euler');
  });
});
