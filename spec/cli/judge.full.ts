import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { spawnLifspec } from './command-line.ts';

const choice = ['--only', 'C4,state,neuron/lif/start-half-way', '--runs', '3'];

/** Writes the answers of lifspec serve to a file of requests. */
function answer(requests: string, answers: string, ...words: string[]): void {
  const input = readFileSync(requests);
  const { stdout } = spawnSync(process.execPath, ['dist/src/cli/main.js', 'serve', ...words], { input });
  writeFileSync(answers, stdout);
}

describe('lifspec cases and lifspec judge', () => {
  it('judge recorded answers in two rounds', () => {
    const folder = temporaryFolder();
    const [cases, answers] = [join(folder, 'c'), join(folder, 'a')];
    const [more, moreAnswers] = [join(folder, 'm'), join(folder, 'ma')];
    expect(spawnLifspec('cases', ...choice, '--out', cases)).toEqual({ status: 0, stdout: '', stderr: '' });
    answer(cases, answers);
    const first = spawnLifspec('judge', ...choice, answers);
    expect(first.status).toBe(0);
    expect(first.stderr).toContain(`with lifspec cases --after ${answers}`);
    expect(first.stdout).toContain('continues from a state, which takes a second round');
    expect(spawnLifspec('cases', ...choice, '--after', answers, '--out', more).status).toBe(0);
    answer(more, moreAnswers);
    const { status, stdout, stderr } = spawnLifspec('judge', ...choice, answers, moreAnswers);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^conforms, level bits: \d+ passed, 0 failed, 0 skipped, 0 not applicable\n/);
    expect(spawnLifspec('cases', ...choice, '--after', answers, moreAnswers)).toMatchObject({
      status: 2,
      stderr: `lifspec: ${answers}, ${moreAnswers}: every request is answered\n`,
    });
  });
  it('exit with 1 for wrong answers, and with 3 if answers are missing', () => {
    const [cases, answers] = [join(temporaryFolder(), 'c'), join(temporaryFolder(), 'a')];
    const only = ['--only', 'C4', '--runs', '3'];
    spawnLifspec('cases', ...only, '--out', cases);
    answer(cases, answers, '--mutant', 'ignores-amplitude');
    const { status, stdout, stderr } = spawnLifspec('judge', ...only, answers);
    expect([status, stderr]).toEqual([1, 'lifspec: ignores-amplitude does not conform\n']);
    expect(stdout).toContain('spike height 1/dt');
    answer(cases, answers);
    const half = readFileSync(answers, 'utf8').split('\n').slice(0, 9).join('\n');
    writeFileSync(answers, half);
    expect(spawnLifspec('judge', ...only, answers)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('is not answered'),
    });
  });
});
