import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowConfig } from '../../src/study/workflow-config.ts';
import { snakemakeProgram } from './environment.ts';
import { holdTraining } from './held-training.ts';
import {
  killRuns,
  miniatureStudy,
  names,
  numbersIn,
  studyIn,
  sweepInto,
  timesOf,
  unfinishedIn,
  until,
} from './study.ts';

const slurm = process.env.LIFSPEC_SLURM_FOLDER as string;
const place = mkdtempSync(join(tmpdir(), 'lifspec-cluster-'));
const config: WorkflowConfig = { ...miniatureStudy, modes: ['retrained'] };

/** The profile as it is, but Slurm without accounting is asked with squeue, often, and the file system is seen at once. */
const executor = [
  ...['--profile', 'workflow/profiles/slurm', '--latency-wait', '10', '--seconds-between-status-checks', '1'],
  ...['--slurm-status-command', 'squeue', '--slurm-init-seconds-before-status-checks', '1', '--slurm-no-account'],
];
const study = studyIn(join(place, 'study'), config, executor);

beforeAll(() => {
  snakemakeProgram();
  sweepInto(join(place, 'swept'), 'retrained', config);
}, 600_000);
afterAll(() => {
  killRuns();
  rmSync(place, { recursive: true, force: true });
});

/** Asks Slurm. */
function ask(program: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout.trim();
}

/** Numbers of the jobs that wait or run. */
function jobs(): string[] {
  return ask('squeue', '--me', '--noheader', '--format=%i').split('\n').filter(Boolean);
}

describe('a study on Slurm', () => {
  it('tries a job again that is killed, and leaves running jobs alone if all of Snakemake is killed', async () => {
    const run = study.start();
    process.kill((await holdTraining(study, run)).pid, 'SIGKILL');
    await until(() => run.said().includes('Trying to restart job'), 'the job is tried again', run);
    await until(() => names(study.at('trained')).length > 1, 'networks are there', run);
    await holdTraining(study, run); // it still writes when all else is killed
    run.killAll();
    await run.ended;
    expect(jobs().length).toBeGreaterThan(0);
    expect(existsSync(study.at('retrained'))).toBe(false);
  });

  it('is not run beside jobs that a killed run has left: it names them', async () => {
    const locked = await study.run();
    expect(locked.status).toBe(1);
    expect(locked.said).toContain('Directory cannot be locked');
    expect((await study.run('--unlock')).status).toBe(0);
    const { status, said } = await study.run();
    expect(status).toBe(1);
    expect(said).toMatch(/^lifspec workflow: jobs of an earlier run still write here: wait for them, or scancel \d+/m);
    ask('scancel', ...jobs());
    await until(() => jobs().length === 0, 'its jobs are cancelled');
  });

  it('goes on where it was though its node dies, and ends with the bytes of one sweep', async () => {
    const before = timesOf(study);
    const unfinished = unfinishedIn(study);
    const run = study.start();
    await holdTraining(study, run);
    killNode();
    await until(() => run.said().includes('node failure'), 'Snakemake knows of the dead node', run);
    ask('slurmd');
    const { status, said } = await run.ended;
    expect(status, said).toBe(0);
    expect(said).toContain('Trying to restart job');
    expect(numbersIn(study.at('retrained'))).toEqual(numbersIn(join(place, 'swept')));
    const after = timesOf(study);
    const remade = Object.keys(before).filter((file) => after[file] !== before[file]);
    expect(remade.filter((file) => !unfinished.includes(file))).toEqual([]);
    expect(jobs()).toEqual([]);
  });

  it('makes many evaluations in one job, and one after the other', () => {
    const group = ask('scontrol', 'show', 'job')
      .split('\n\n')
      .findLast((job) => job.includes('group_evaluate')) as string;
    expect(group).toContain('NumCPUs=1 ');
    expect(group).toContain('JobState=COMPLETED');
    expect(names(study.at('evaluations', 'retrained'))).toHaveLength(6);
  });
});

/** Kills the daemon of the node, has Slurm know, before anything can report how a job ended, and kills all that runs. */
function killNode(): void {
  process.kill(Number(readFileSync(join(slurm, 'slurmd.pid'), 'utf8')), 'SIGKILL');
  ask('scontrol', 'update', `nodename=${ask('hostname', '-s')}`, 'state=down', 'reason=died');
  for (const pid of readdirSync('/proc').filter(isOfJob)) {
    try {
      process.kill(Number(pid), 'SIGKILL');
    } catch {
      // it has ended with the one before
    }
  }
}

/** Whether a process is of a job of this Slurm, or watches one. */
function isOfJob(pid: string): boolean {
  try {
    const variables = readFileSync(join('/proc', pid, 'environ'), 'utf8').split('\0');
    const isOurs =
      variables.includes(`SLURM_CONF=${slurm}/slurm.conf`) || variables.includes(`LIFSPEC_SLURM_FOLDER=${slurm}`);
    const watches = readFileSync(join('/proc', pid, 'comm'), 'utf8').startsWith('slurmstepd');
    return isOurs && (watches || variables.some((variable) => variable.startsWith('SLURM_JOB_ID=')));
  } catch {
    return false; // no process, or it has ended
  }
}
