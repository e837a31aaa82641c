import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { holdTraining } from './held-training.ts';
import {
  finishedIn,
  grid,
  installed,
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
  waitFor,
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
    expect(names(study.at('studies'))).toEqual([]);
  });

  it('continues where it stopped, runs new jobs if a seed is added, and ends with the bytes of a single sweep', async () => {
    const before = finishedIn(study);
    const config = { ...miniatureStudy, seeds: [0, 1, 2] };
    const larger = studyIn(study.at(), config);
    const { status, said } = await larger.run();
    expect(status, said).toBe(0);
    expect(finishedIn(larger)).toMatchObject(before);
    sweepInto(join(root, 'swept'), config);
    expect(numbersIn(larger.at('studies', 'miniature'))).toBe(numbersIn(join(root, 'swept')));
    expect(names(larger.at())).toEqual(expect.arrayContaining(['report.html', 'studies']));
    expect((await larger.run()).said).toContain('Nothing to be done');
  });

  it('trains fixed weights once per seed, and runs your network once per amplitude from its own initial voltages', async () => {
    trainMine(root);
    const whole = studyIn(join(root, 'grid'), grid);
    const { status, said } = await whole.run();
    expect(status, said).toBe(0);
    const trained = ['seed0-amplitudeall', 'seed1-amplitudeall'];
    const given = ['amplitude0.01', 'amplitude0.1', 'amplitude0.5'];
    expect(names(whole.at('jobs', 'miniature-synapse0')).sort()).toEqual(trained);
    expect(names(whole.at('jobs', 'mine-synapse0')).sort()).toEqual(given);
    expect(studiesIn(whole)).toEqual(sweepGrid(root));
  });

  it('draws initial voltages of your network only if the configuration says so', async () => {
    const config = { networks: ['mine'], amplitudes: [0.01], seeds: [0, 1], images: 2 };
    const voltages = async (more: object) => {
      const one = studyIn(join(root, `voltages${Object.keys(more)}`), { ...config, ...more });
      expect(await one.run()).toMatchObject({ status: 0 });
      return JSON.parse(numbersIn(one.at('studies', 'mine'))).settings.initialVoltage;
    };
    expect(await voltages({})).toBe('file');
    expect(await voltages({ 'draw-initial-voltages': true })).toBe('uniform');
  });
});

describe('a workflow that cannot be run', () => {
  it.each([
    ['a missing key', { amplitudes: undefined }, 'amplitudes is missing'],
    ['an unknown key', { floor: 0 }, 'floor is not a key'],
    ['a key without a list', { floors: 0 }, 'floors must be a list'],
    [
      'two networks with the same name',
      { networks: ['a/mine', 'b/mine'] },
      'two networks have the same name: mine, mine',
    ],
    [
      'a missing network',
      { mode: 'fixed', networks: ['nets/none'] },
      `networks: ${join(root, 'nets/none')} is not the folder of a`,
    ],
    ['a given network that would be trained', { networks: ['mine'] }, 'networks: mine is already trained'],
  ])('reports %s in one line, before anything runs', async (_, change, message) => {
    const wrong = studyIn(join(root, 'wrong'), { ...miniatureStudy, ...change });
    const { status, said } = await wrong.run();
    expect([status, said]).toEqual([1, expect.stringContaining(`lifspec workflow: configuration: ${message}`)]);
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

describe('a study without a shared folder', () => {
  const endpoint = (port: number) => `http://127.0.0.1:${port}`;
  const s3 = ['--default-storage-provider', 's3', '--default-storage-prefix', 's3://bucket/study'];
  const access = { SNAKEMAKE_STORAGE_S3_ACCESS_KEY: 'any', SNAKEMAKE_STORAGE_S3_SECRET_KEY: 'any' };
  const config = { ...grid, networks: ['mine'], synapses: [0] };
  let server: ChildProcess | undefined;
  let store: string[] = [];

  beforeAll(async () => {
    const port = await freePort();
    server = spawn(installed('moto_server'), ['-p', `${port}`], { stdio: 'ignore' });
    await waitFor(() => fetch(endpoint(port)).catch(() => undefined), 'the stand-in for S3 answers');
    store = [...s3, '--storage-s3-endpoint-url', endpoint(port)];
    trainMine(root);
  });
  afterAll(() => void server?.kill());

  it('ends in the store with the bytes of a single sweep', async () => {
    const { status, said } = await studyIn(join(root, 'stored'), config, ['--cores', '2', ...store], access).run();
    expect(status, said).toBe(0);
    const key = 'study/studies/mine-synapse0/results.json';
    const python = `import boto3; print(boto3.client('s3', endpoint_url='${store.at(-1)}', aws_access_key_id='any', aws_secret_access_key='any').get_object(Bucket='bucket', Key='${key}')['Body'].read().decode(), end='')`;
    const stored = spawnSync(installed('python'), ['-c', python], { encoding: 'utf8' });
    expect(stored.stdout, stored.stderr).toBe(sweepGrid(root)['mine-synapse0']);
  });

  it('runs a job where only the workflow, its configuration and lifspec are', async () => {
    const [pod, bin] = [join(root, 'pod'), join(root, 'pod', 'bin')];
    mkdirSync(bin, { recursive: true });
    cpSync('workflow/Snakefile', join(pod, 'workflow', 'Snakefile'));
    cpSync(join(root, 'stored.yaml'), join(pod, 'stored.yaml'));
    writeFileSync(join(bin, 'lifspec'), `#!/bin/sh\nexec node ${resolve('dist/bundle/main.js')} "$@"\n`, {
      mode: 0o755,
    });
    const job = ['--target-jobs', 'sweep:study=mine-synapse0,job=amplitude0.1', '--allowed-rules', 'sweep'];
    const words = ['--configfiles', 'stored.yaml', '--mode', 'remote', '--cores', '1', '--shared-fs-usage', 'none'];
    const env = { ...process.env, ...access, PATH: `${bin}:${process.env.PATH}` };
    const run = spawnSync(snakemakeProgram(), [...words, ...job, ...store], { cwd: pod, env, encoding: 'utf8' });
    expect(run.status, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/Retrieving from storage: s3:.*mine\n(.*\n)*.*Storing in storage: s3:.*results.json/);
  });

  it('on Kubernetes would make the copy and the reports here and run its jobs there', async () => {
    const profile = ['--profile', 'workflow/profiles/kubernetes', ...store.with(3, 's3://bucket/other'), '--dry-run'];
    const { status, said } = await studyIn(join(root, 'pods'), config, profile, access).run();
    expect(status, said).toBe(0);
    const counts = said.match(/^(network|sweep|study|report|total) +\d+$/gm)?.map((line) => line.replace(/ +/, ' '));
    expect([...new Set(counts)].sort()).toEqual(['network 1', 'report 1', 'study 1', 'sweep 3', 'total 6']);
  });
});

describe('the image of a job', () => {
  it('has no fault that hadolint finds', () => {
    const { status, stdout } = spawnSync(installed('hadolint'), ['Dockerfile'], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, '']);
  });
});

/** A port of this machine that nothing listens to. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

function find(program: string): string {
  return spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim();
}
