import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeSlow } from '../slow.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, lifspec, messagesIn } from './command-line.ts';

describe('lifspec cases and lifspec judge', () => {
  it('list one case per line', async () => {
    const { status, stdout } = await lifspec('cases', '--list', '--only', 'C4');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^lif\/doubled-amplitude-doubles\tC4\tlaw\t.+$/m);
  });

  it('write only requests of the capabilities that are named', async () => {
    const { status, stdout } = await lifspec('cases --only C4,rate --runs 1 --capabilities tuning');
    expect(status).toBe(0);
    expect(new Set(messagesIn(stdout).map(({ capability }) => capability))).toEqual(new Set([undefined, 'tuning']));
  });

  it.each([
    [
      'cases --capabilities neurons',
      '--capabilities must list names among neuron, tuning, synapse, network, seeded, training, nir, but is "neurons"',
    ],
    ['cases --after nowhere.jsonl', 'nowhere.jsonl: there is no such file'],
    ['cases --out package.json/a --list', 'package.json: cannot be written: a file is in its place (ENOTDIR)'],
    ['judge package.json', 'package.json, line 1: is the beginning of an object'],
  ])('refuse %s', expectRefusal);
});

const choice = '--only C4,state,neuron/lif/start-half-way --runs 3';

/** Writes the answers of lifspec serve to a file of requests. */
function answer(requests: string, answers: string, ...words: string[]): void {
  const input = readFileSync(requests);
  const { stdout } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'serve', ...words], { input });
  writeFileSync(answers, stdout);
}

describeSlow('lifspec cases and lifspec judge', () => {
  it('judge recorded answers in two rounds', async () => {
    const at = (name: string) => join(folder, name);
    const folder = temporaryFolder();
    expect(await lifspec(`cases ${choice} --out ${at('c')}`)).toEqual({ status: 0, stdout: '', stderr: '' });
    answer(at('c'), at('a'));
    const first = await lifspec(`judge ${choice} ${at('a')}`);
    expect(first.status).toBe(0);
    expect(first.stderr).toContain(`with lifspec cases --after ${at('a')}`);
    expect(first.stdout).toContain('continues from a state, which needs a second round');
    expect((await lifspec(`cases ${choice} --after ${at('a')} --out ${at('more')}`)).status).toBe(0);
    answer(at('more'), at('b'));
    const { status, stdout, stderr } = await lifspec(`judge ${choice} ${at('a')} ${at('b')}`);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^conforms, level bits: \d+ passed, 0 failed, 0 skipped, 0 not applicable\n/);
    expect(stdout).not.toContain('would not be noticed'); // nothing was started
    const line = `cases ${choice} --after ${at('a')} ${at('b')}`;
    await expectRefusal(line, `lifspec: ${at('a')}, ${at('b')}: every request is answered\n`);
  });

  it('exit with 1 for wrong answers, and with 3 if answers are missing', async () => {
    const [cases, answers] = [join(temporaryFolder(), 'c'), join(temporaryFolder(), 'a')];
    const only = '--only C4 --runs 3';
    await lifspec(`cases ${only} --out ${cases}`);
    answer(cases, answers, '--mutant', 'ignores-amplitude');
    const { status, stdout, stderr } = await lifspec(`judge ${only} ${answers}`);
    expect([status, stderr]).toEqual([1, 'lifspec: ignores-amplitude does not conform\n']);
    expect(stdout).toContain('spike height 1/dt');
    answer(cases, answers);
    writeFileSync(answers, readFileSync(answers, 'utf8').split('\n').slice(0, 9).join('\n'));
    const cut = await lifspec(`judge ${only} ${answers}`);
    expect([cut.status, cut.stderr]).toEqual([3, expect.stringContaining(' not answered')]);
  });
});
