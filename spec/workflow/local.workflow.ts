import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planStudy } from '../../src/cli/plan.ts';
import { estimateCost } from '../../src/study/cost.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { snakemakeProgram } from './environment.ts';
import { holdTraining } from './held-training.ts';
import {
  finishedIn,
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

const root = temporaryFolder(afterAll);
const study = studyIn(join(root, 'study'));
const modes = ['retrained', 'fixed'] as const;

beforeAll(() => {
  snakemakeProgram();
  for (const mode of modes) sweepInto(join(root, `swept-${mode}`), mode);
}, 600_000);
afterAll(killRuns);

describe('a study as a workflow', () => {
  it('reports a killed job and leaves none of its files looking finished', async () => {
    const run = study.start();
    const { network: victim, pid } = await holdTraining(study, run);
    process.kill(pid, 'SIGKILL');
    const { status, said } = await run.ended;
    expect(status).toBe(1);
    expect(said).toContain('At least one job did not complete successfully');
    expect(said).toContain(`lifspec workflow: stopped; finished work is saved in ${study.at()}`);
    expect(names(study.at('trained'))).toHaveLength(5);
    expect(names(study.at('trained'))).not.toContain(victim);
    expect(names(study.at('networks', victim))).not.toContain('dense_kernel.npy');
    expect(existsSync(study.at('retrained', 'results.json'))).toBe(false);
  });

  it('preserves finished work if everything is killed, and reports the remaining lock', async () => {
    // including the summary, which exists unless the killed network is one of those with fixed weights
    const made = ['trained', 'evaluations', ...modes];
    for (const folder of made) rmSync(study.at(folder), { recursive: true, force: true });
    const run = study.start();
    await until(() => finishedIn(study, 'evaluations/fixed').length > 3, 'there are evaluations', run);
    run.killAll();
    await run.ended;
    expect(existsSync(study.at('report'))).toBe(false);
    const { status, said } = await study.run();
    expect(status).toBe(1);
    expect(said).toContain('Directory cannot be locked');
    expect(said).toContain('--unlock');
  });

  it('continues where it stopped, and ends with the bytes of a single sweep', async () => {
    expect((await study.run('--unlock')).status).toBe(0);
    const before = timesOf(study);
    const unfinished = unfinishedIn(study);
    const { status, said } = await study.run();
    expect(status, said).toBe(0);
    for (const mode of modes) expect(numbersIn(study.at(mode))).toEqual(numbersIn(join(root, `swept-${mode}`)));
    expect(names(study.at('report')).sort()).toEqual(['accuracy.svg', 'report.html']);
    expect(said).toContain(`lifspec workflow: finished; open ${study.at()}/report/report.html`);
    const after = timesOf(study);
    const kept = Object.keys(before).filter((file) => after[file] === before[file]);
    const remade = Object.keys(before).filter((file) => after[file] !== before[file]);
    // only files that were unfinished or not yet recorded as finished are written again
    expect(remade.filter((file) => !unfinished.includes(file))).toEqual([]);
    // the finished evaluations, and the network that they belong to
    expect(kept.length).toBeGreaterThan(4);
  });

  it('runs nothing if nothing has changed', async () => {
    const before = timesOf(study);
    const { status, said } = await study.run();
    expect(said).toContain('Nothing to be done');
    expect(status).toBe(0);
    expect(timesOf(study)).toEqual(before);
  });

  it('runs only new jobs if a seed is added, and refuses a second run in the meantime', async () => {
    const before = timesOf(study);
    const config = { ...miniatureStudy, seeds: [0, 1, 2] };
    const larger = studyIn(study.at(), config);
    const run = larger.start();
    const { pid } = await holdTraining(larger, run);
    const second = await larger.run();
    process.kill(pid, 'SIGCONT');
    expect(second.status).toBe(1);
    expect(second.said).toContain('Directory cannot be locked');
    const { status, said } = await run.ended;
    expect(status, said).toBe(0);
    const after = timesOf(larger);
    const changed = Object.keys(before).filter((file) => after[file] !== before[file]);
    expect(changed.filter((file) => file.startsWith('trained') || file.startsWith('evaluations'))).toEqual([]);
    sweepInto(join(root, 'swept-larger'), 'retrained', config);
    expect(numbersIn(larger.at('retrained'))).toEqual(numbersIn(join(root, 'swept-larger')));
  });
});

describe('a study as a workflow with rescaled training', () => {
  const rescaled = { ...miniatureStudy, amplitudes: [0.1, 0.5], epochs: 1 };

  it.each([true, 1])('ends with the bytes of a single sweep, rescale: %s', async (rescale) => {
    const config = { ...rescaled, rescale };
    const { at, run } = studyIn(join(root, `rescaled-${rescale}`), config);
    // YAML and JSON Schema accept 60.0 as an integer
    const { status, said } = await run('--config', 'images=60.0', 'epochs=1.0');
    expect(status, said).toBe(0);
    for (const mode of modes) {
      sweepInto(at('swept', mode), mode, config);
      expect(numbersIn(at(mode))).toEqual(numbersIn(at('swept', mode)));
    }
  });
});

describe('the jobs of a workflow', () => {
  it('are as many as lifspec plan predicts', async () => {
    const planned = studyIn(join(root, 'planned'));
    const { said } = await planned.run('--dry-run');
    const member = { startSeconds: 0, secondsPerTrainingImage: 0, secondsPerImage: 0, memoryMegabytes: 0 };
    const { networks, evaluations } = estimateCost(planStudy(`${planned.at()}.yaml`, {}), member);
    const jobs = Object.entries({ train: networks, evaluate: evaluations });
    for (const [kind, count] of jobs) expect(said).toMatch(new RegExp(`^${kind} +${count}$`, 'm'));
  });
});

describe('a workflow that cannot be run', () => {
  it.each([
    ['an unknown key', { ...miniatureStudy, epoch: 3 }, "keys: Additional properties are not allowed ('epoch'"],
    [
      'a value of the wrong type',
      { ...miniatureStudy, seeds: 'many' },
      "seeds: 'many' is not of type 'array' (seeds of the networks)",
    ],
    [
      'a range without quotes, which YAML reads as hours, minutes and seconds',
      { ...miniatureStudy, amplitudes: 3723 },
      'amplitudes: 3723 is not valid under any of the given schemas (a list of numbers above 0, or "first:last:step" in',
    ],
    ['no amplitude', { ...miniatureStudy, amplitudes: '0.5:0.1:0.1' }, 'first:last:step must increase from above 0'],
    [
      'a step with too many amplitudes',
      { ...miniatureStudy, amplitudes: '0.01:0.5:0.00001' },
      'amplitudes: 49001 values, expected at most 10000',
    ],
    ['an infinite amplitude', { ...miniatureStudy, amplitudes: [Infinity] }, 'inf is not a finite number'],
    ['a floor that is not a number', { ...miniatureStudy, minVoltages: [NaN] }, 'nan is not a finite number'],
    ['a missing key', { ...miniatureStudy, images: undefined }, "keys: 'images' is a required property"],
  ])('reports %s in its configuration in one line, before anything runs', async (_, config, message) => {
    const wrong = studyIn(join(root, 'wrong'), config);
    const { status, said } = await wrong.run();
    expect(status).toBe(1);
    expect(said.split('\n').filter((line) => line.startsWith('lifspec workflow:'))).toHaveLength(1);
    expect(said).toContain(message);
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
    const study = studyIn(join(root, 'clusterless'), miniatureStudy, ['--profile', 'workflow/profiles/slurm'], {
      PATH: bin,
    });
    const { status, said } = await study.run();
    expect([status, said.match(/^lifspec workflow: (.*)$/m)?.[1]]).toEqual([1, expect.stringContaining(message)]);
    expect(said).not.toContain('Traceback');
    expect(names(study.at()).filter((one) => one !== '.snakemake')).toEqual([]);
  });

  it.skipIf(spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status !== 0)(
    'reports a full disk, and with free space it continues and ends with the same bytes',
    async () => {
      const small = join(root, 'small');
      const { at } = studyIn(small, { ...miniatureStudy, modes: ['fixed'] });
      const words = `--snakefile workflow/Snakefile --configfile ${small}.yaml --directory ${small} --cores 2`;
      const script = `mkdir -p ${small} && mount -t tmpfs -o size=4m tmpfs ${small}
        ${snakemakeProgram()} ${words} --dry-run > ${root}/dry-run.txt 2>&1
        head -c $(( ($(df -k --output=avail ${small} | tail -1) - 150) * 1024 )) /dev/zero > ${at('ballast')}
        ${snakemakeProgram()} ${words} && exit 9
        test ! -e ${at('fixed', 'results.json')} && rm ${at('ballast')} || exit 8
        ${snakemakeProgram()} ${words} && cp -r ${at('fixed')} ${root}/from-small`;
      writeFileSync(`${small}.sh`, script);
      const namespace = ['--map-root-user', '--mount', 'bash', `${small}.sh`];
      const { status, stdout, stderr } = spawnSync('unshare', namespace, { encoding: 'utf8' });
      expect(stdout + stderr).toMatch(/^lifspec: networks\/\S+: cannot be written: the disk is full \(ENOSPC\)$/m);
      expect(status, stderr).toBe(0);
      expect(numbersIn(join(root, 'from-small'))).toEqual(numbersIn(join(root, 'swept-fixed')));
    },
  );
});

function find(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
}
