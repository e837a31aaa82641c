import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { holdTraining } from './held-training.ts';
import {
  finishedIn,
  grid,
  killRuns,
  miniatureStudy,
  names,
  numbersIn,
  snakemakeProgram,
  studiesIn,
  studyIn,
  sweepGrid,
  sweepInto,
  trainMine,
  until,
} from './study.ts';

const slurm = process.env.LIFSPEC_SLURM_FOLDER as string;
const folder = temporaryFolder(afterAll);

/** The profile, with settings for a Slurm without accounting, frequent status checks and a local file system. */
const executor = [
  ...['--profile', 'workflow/profiles/slurm', '--latency-wait', '10', '--seconds-between-status-checks', '1'],
  ...['--slurm-status-command', 'squeue', '--slurm-init-seconds-before-status-checks', '1', '--slurm-no-account'],
];
const study = studyIn(join(folder, 'study'), miniatureStudy, executor);

beforeAll(() => {
  snakemakeProgram();
  sweepInto(join(folder, 'swept'));
}, 600_000);
afterAll(killRuns);

function ask(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout.trim();
}

/** Ids of waiting and running jobs. */
function jobs(): string[] {
  return ask('squeue', '--me', '--noheader', '--format=%i').split('\n').filter(Boolean);
}

describe('a study on Slurm', () => {
  it('restarts a killed job, and leaves running jobs alone if Snakemake is killed', async () => {
    const run = study.start();
    process.kill((await holdTraining(study, run)).pid, 'SIGKILL');
    await until(() => run.said().includes('Trying to restart job'), 'the job is repeated', run);
    await until(() => Object.keys(finishedIn(study)).length > 1, 'results are there', run);
    await holdTraining(study, run); // the job still writes after the kill
    run.killAll();
    await run.ended;
    expect(jobs().length).toBeGreaterThan(0);
    expect(names(study.at('studies'))).toEqual([]);
  });

  it('refuses to run beside jobs of a killed run and lists them', async () => {
    const locked = await study.run();
    expect(locked.status).toBe(1);
    expect(locked.said).toContain('Directory cannot be locked');
    expect((await study.run('--unlock')).status).toBe(0);
    const { status, said } = await study.run();
    expect(status).toBe(1);
    expect(said).toMatch(
      /^lifspec workflow: jobs of an earlier run still write into this folder: wait for them, or run scancel \d+/m,
    );
    ask('scancel', ...jobs());
    await until(() => jobs().length === 0, 'its jobs are cancelled');
  });

  it('runs a grid to the bytes of single sweeps', async () => {
    trainMine(folder);
    const whole = studyIn(join(folder, 'grid'), grid, executor);
    const { status, said } = await whole.run();
    expect(status, said).toBe(0);
    expect(studiesIn(whole)).toEqual(sweepGrid(folder));
  });

  it('survives a dead node and finishes with the bytes of a single sweep', async () => {
    const before = finishedIn(study);
    const run = study.start();
    await holdTraining(study, run);
    killNode();
    await until(() => run.said().includes('node failure'), 'Snakemake reports the dead node', run);
    ask('slurmd');
    const { status, said } = await run.ended;
    expect(status, said).toBe(0);
    expect(said).toContain('Trying to restart job');
    expect(numbersIn(study.at('studies', 'miniature'))).toBe(numbersIn(join(folder, 'swept')));
    expect(finishedIn(study)).toMatchObject(before);
    expect(jobs()).toEqual([]);
  });
});

/** Kills the daemon of the node, marks the node as down, and kills all jobs before they can report how they ended. */
function killNode(): void {
  process.kill(Number(readFileSync(join(slurm, 'slurmd.pid'), 'utf8')), 'SIGKILL');
  ask('scontrol', 'update', `nodename=${ask('hostname', '-s')}`, 'state=down', 'reason=died');
  for (const pid of readdirSync('/proc').filter(isOfJob)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has already ended
    }
  }
}

/** Whether a process belongs to a job of this Slurm, or supervises one. */
function isOfJob(pid: string): boolean {
  try {
    const variables = readFileSync(join('/proc', pid, 'environ'), 'utf8').split('\0');
    const isOurs =
      variables.includes(`SLURM_CONF=${slurm}/slurm.conf`) || variables.includes(`LIFSPEC_SLURM_FOLDER=${slurm}`);
    const watches = readFileSync(join('/proc', pid, 'comm'), 'utf8').startsWith('slurmstepd');
    return isOurs && (watches || variables.some((variable) => variable.startsWith('SLURM_JOB_ID=')));
  } catch {
    return false; // not a process, or it has ended
  }
}
