import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { holdTraining } from './held-training.ts';
import {
  finishedIn,
  killRuns,
  miniatureStudy,
  names,
  numbersIn,
  snakemakeProgram,
  studyIn,
  sweepInto,
} from './study.ts';

const root = temporaryFolder(afterAll);
const study = studyIn(join(root, 'study'));

beforeAll(() => void snakemakeProgram(), 600_000);
afterAll(killRuns);

describe('a study as a workflow', () => {
  it('reports a killed job, and the other jobs finish', async () => {
    const run = study.start();
    const { job: victim, pid } = await holdTraining(study, run);
    process.kill(pid, 'SIGKILL');
    const { status, said } = await run.ended;
    expect(status).toBe(1);
    expect(said).toContain('At least one job did not complete successfully');
    expect(said).toContain(`lifspec workflow: stopped; finished work is saved in ${study.at()}`);
    expect(Object.keys(finishedIn(study))).toHaveLength(5);
    expect(existsSync(study.at('jobs', victim, 'results.json'))).toBe(false);
    expect(existsSync(study.at('results.json'))).toBe(false);
  });

  it('continues where it stopped, runs new jobs if a seed is added, and ends with the bytes of a single sweep', async () => {
    const before = finishedIn(study);
    const config = { ...miniatureStudy, seeds: [0, 1, 2] };
    const larger = studyIn(study.at(), config);
    const { status, said } = await larger.run();
    expect(status, said).toBe(0);
    expect(finishedIn(larger)).toMatchObject(before);
    sweepInto(join(root, 'swept'), config);
    expect(numbersIn(larger.at())).toBe(numbersIn(join(root, 'swept')));
    expect(names(larger.at())).toEqual(expect.arrayContaining(['report.html', 'results.csv']));
    expect((await larger.run()).said).toContain('Nothing to be done');
  });

  it('with fixed weights has one job per seed', async () => {
    const config = { ...miniatureStudy, options: miniatureStudy.options.replace('retrained', 'fixed') };
    const { at, run } = studyIn(join(root, 'fixed'), config);
    const { status, said } = await run();
    expect(status, said).toBe(0);
    expect(names(at('jobs')).sort()).toEqual(['seed0-amplitudeall', 'seed1-amplitudeall']);
    sweepInto(join(root, 'swept-fixed'), config);
    expect(numbersIn(at())).toBe(numbersIn(join(root, 'swept-fixed')));
  });
});

describe('a workflow that cannot be run', () => {
  it('reports a missing key in one line, before anything runs', async () => {
    const wrong = studyIn(join(root, 'wrong'), { ...miniatureStudy, seeds: undefined });
    const { status, said } = await wrong.run();
    expect([status, said]).toEqual([1, expect.stringContaining('lifspec workflow: configuration: seeds is missing')]);
    expect(said).not.toContain('Traceback');
    expect(names(wrong.at()).filter((name) => name !== '.snakemake')).toEqual([]);
  });

  it.each([
    ['no Slurm', undefined, 'Slurm is not installed here: start on a login node of the cluster'],
    ['a Slurm that does not respond', 'echo no controller >&2; exit 1', 'Slurm does not respond: no controller'],
  ])('reports %s if its profile needs Slurm, before anything runs', async (name, squeue, message) => {
    const bin = join(root, name);
    mkdirSync(bin);
    for (const program of ['bash', 'sh', 'which']) symlinkSync(find(program), join(bin, program));
    if (squeue !== undefined) writeFileSync(join(bin, 'squeue'), `#!/bin/sh\n${squeue}\n`, { mode: 0o755 });
    const profile = ['--profile', 'workflow/profiles/slurm'];
    const study = studyIn(join(root, 'clusterless'), miniatureStudy, profile, { PATH: bin });
    const { status, said } = await study.run();
    expect([status, said.match(/^lifspec workflow: (.*)$/m)?.[1]]).toEqual([1, expect.stringContaining(message)]);
    expect(said).not.toContain('Traceback');
    expect(names(study.at()).filter((one) => one !== '.snakemake')).toEqual([]);
  });
});

function find(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
}
