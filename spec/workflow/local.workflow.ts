import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseJobs } from '../../src/cli/plan-choice.ts';
import { countJobs } from '../../src/study/jobs.ts';
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

const place = mkdtempSync(join(tmpdir(), 'lifspec-workflow-'));
const study = studyIn(join(place, 'study'));
const modes = ['retrained', 'fixed'] as const;

beforeAll(() => {
  snakemakeProgram();
  for (const mode of modes) sweepInto(join(place, `swept-${mode}`), mode);
}, 600_000);
afterAll(() => {
  killRuns();
  rmSync(place, { recursive: true, force: true });
});

describe('a study as a workflow', () => {
  it('goes on when a job is killed, and leaves nothing of it that looks finished', async () => {
    const run = study.start();
    const { network: victim, pid } = await holdTraining(study, run);
    process.kill(pid, 'SIGKILL');
    const { status, said } = await run.ended;
    expect(status).toBe(1);
    expect(said).toContain('At least one job did not complete successfully');
    expect(said).toContain(`lifspec workflow: what is done is kept in ${study.at()}`);
    expect(names(study.at('trained'))).toHaveLength(5);
    expect(names(study.at('trained'))).not.toContain(victim);
    expect(names(study.at('networks', victim))).not.toContain('dense_kernel.npy');
    expect(existsSync(study.at('retrained', 'results.json'))).toBe(false);
  });

  it('is killed as a whole, keeps what is done, and says that its lock is left', async () => {
    // also what was summarized, which is there if the network that was killed above is not among those of fixed weights
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

  it('goes on where it was, and ends with the bytes of one sweep', async () => {
    expect((await study.run('--unlock')).status).toBe(0);
    const before = timesOf(study);
    const unfinished = unfinishedIn(study);
    const { status, said } = await study.run();
    expect(status, said).toBe(0);
    for (const mode of modes) expect(numbersIn(study.at(mode))).toEqual(numbersIn(join(place, `swept-${mode}`)));
    expect(names(study.at('report')).sort()).toEqual(['accuracy.svg', 'report.html']);
    expect(said).toContain(`lifspec workflow: the study is in ${study.at()}, to be read in report/report.html`);
    const after = timesOf(study);
    const kept = Object.keys(before).filter((file) => after[file] === before[file]);
    const remade = Object.keys(before).filter((file) => after[file] !== before[file]);
    // what was being made when all was killed, or had just been and was not yet noted, is made again: nothing else
    expect(remade.filter((file) => !unfinished.includes(file))).toEqual([]);
    // the evaluations that were waited for, and a network that they are of
    expect(kept.length).toBeGreaterThan(4);
  });

  it('runs nothing if nothing has changed', async () => {
    const before = timesOf(study);
    const { status, said } = await study.run();
    expect(said).toContain('Nothing to be done');
    expect(status).toBe(0);
    expect(timesOf(study)).toEqual(before);
  });

  it('runs what is new alone if a seed is added, and refuses a second run meanwhile, which changes nothing', async () => {
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
    sweepInto(join(place, 'swept-larger'), 'retrained', config);
    expect(numbersIn(larger.at('retrained'))).toEqual(numbersIn(join(place, 'swept-larger')));
  });
});

describe('a study as a workflow with the amplitude undone', () => {
  const undone = { ...miniatureStudy, amplitudes: [0.1, 0.5], epochs: 1 };

  it.each([true, 1])('ends with the bytes of one sweep, rescale: %s', async (rescale) => {
    const config = { ...undone, rescale };
    const { at, run } = studyIn(join(place, `undone-${rescale}`), config);
    // YAML and JSON Schema take 60.0 for a whole number
    const { status, said } = await run('--config', 'images=60.0', 'epochs=1.0');
    expect(status, said).toBe(0);
    for (const mode of modes) {
      sweepInto(at('swept', mode), mode, config);
      expect(numbersIn(at(mode))).toEqual(numbersIn(at('swept', mode)));
    }
  });
});

describe('the jobs of a workflow', () => {
  it('are as many as lifspec plan says', async () => {
    const planned = studyIn(join(place, 'planned'));
    const { said } = await planned.run('--dry-run');
    const jobs = Object.entries(countJobs(chooseJobs(`${planned.at()}.yaml`, {})));
    for (const [kind, count] of jobs) expect(said).toMatch(new RegExp(`^${kind} +${count}$`, 'm'));
  });
});

describe('a workflow that cannot be run', () => {
  it.each([
    ['an unknown key', { ...miniatureStudy, epoch: 3 }, "keys: Additional properties are not allowed ('epoch'"],
    [
      'a wrong type',
      { ...miniatureStudy, seeds: 'many' },
      "seeds: 'many' is not of type 'array'; it is of the networks",
    ],
    ['no amplitude', { ...miniatureStudy, amplitudes: '0.5:0.1:0.1' }, 'first:last:step must rise from above 0'],
    [
      'a step so small that amplitudes are too many',
      { ...miniatureStudy, amplitudes: '0.01:0.5:0.00001' },
      'amplitudes: must be at most 10000, but are 49001',
    ],
    ['an amplitude without end', { ...miniatureStudy, amplitudes: [Infinity] }, 'inf is no finite number'],
    ['a floor that is no number', { ...miniatureStudy, minVoltages: [NaN] }, 'nan is no finite number'],
    ['a missing key', { ...miniatureStudy, images: undefined }, "keys: 'images' is a required property"],
  ])('has %s in its configuration, and says so in one line before anything is made', async (_, config, message) => {
    const wrong = studyIn(join(place, 'wrong'), config);
    const { status, said } = await wrong.run();
    expect(status).toBe(1);
    expect(said.split('\n').filter((line) => line.startsWith('lifspec workflow:'))).toHaveLength(1);
    expect(said).toContain(message);
    expect(said).not.toContain('Traceback');
    expect(names(wrong.at()).filter((name) => name !== '.snakemake')).toEqual([]);
  });

  it.each([
    ['no Slurm', undefined, 'there is no Slurm here; start on a login node of the cluster'],
    ['a Slurm that does not answer', 'echo no controller >&2; exit 1', 'Slurm does not answer: no controller'],
  ])('has %s for its profile, and says so before anything is made', async (name, squeue, message) => {
    const bin = join(place, name);
    mkdirSync(bin);
    for (const program of ['bash', 'sh', 'which']) symlinkSync(find(program), join(bin, program));
    if (squeue !== undefined) writeFileSync(join(bin, 'squeue'), `#!/bin/sh\n${squeue}\n`, { mode: 0o755 });
    const study = studyIn(join(place, 'clusterless'), miniatureStudy, ['--profile', 'workflow/profiles/slurm'], {
      PATH: bin,
    });
    const { status, said } = await study.run();
    expect([status, said.match(/^lifspec workflow: (.*)$/m)?.[1]]).toEqual([1, expect.stringContaining(message)]);
    expect(said).not.toContain('Traceback');
    expect(names(study.at()).filter((one) => one !== '.snakemake')).toEqual([]);
  });

  it.skipIf(spawnSync('unshare', ['--map-root-user', '--mount', 'true']).status !== 0)(
    'has a full disk: it says so, and with room again it goes on and ends with the same bytes',
    async () => {
      const small = join(place, 'small');
      const { at } = studyIn(small, { ...miniatureStudy, modes: ['fixed'] });
      const words = `--snakefile workflow/Snakefile --configfile ${small}.yaml --directory ${small} --cores 2`;
      const script = `mkdir -p ${small} && mount -t tmpfs -o size=4m tmpfs ${small}
        ${snakemakeProgram()} ${words} --dry-run > ${place}/dry-run.txt 2>&1
        head -c $(( ($(df -k --output=avail ${small} | tail -1) - 150) * 1024 )) /dev/zero > ${at('ballast')}
        ${snakemakeProgram()} ${words} && exit 9
        test ! -e ${at('fixed', 'results.json')} && rm ${at('ballast')} || exit 8
        ${snakemakeProgram()} ${words} && cp -r ${at('fixed')} ${place}/from-small`;
      writeFileSync(`${small}.sh`, script);
      const namespace = ['--map-root-user', '--mount', 'bash', `${small}.sh`];
      const { status, stdout, stderr } = spawnSync('unshare', namespace, { encoding: 'utf8' });
      expect(stdout + stderr).toMatch(/^lifspec: networks\/\S+: cannot be written \(ENOSPC\)$/m);
      expect(status, stderr).toBe(0);
      expect(numbersIn(join(place, 'from-small'))).toEqual(numbersIn(join(place, 'swept-fixed')));
    },
  );
});

/** Where a program is. */
function find(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
}
