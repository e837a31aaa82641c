import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { chooseJobs } from '../../src/cli/plan-choice.ts';
import { runCommandLine } from '../../src/cli/program.ts';
import type { CostOutput } from '../../src/report/cost.ts';
import { madeUpMeasurement } from '../study/made-up-cost.ts';
import { lifspec } from './command-line.ts';

let folder: string;
let measured: string;
let config: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lifspec-'));
  measured = write('measured.json', JSON.stringify({ measurement: madeUpMeasurement }));
  config = write('config.yaml', `${readFileSync('workflow/config.yaml', 'utf8').replace('[0, 1, 2]', '[0, 1]')}`);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('lifspec plan', () => {
  it('works out from a measurement what the configuration of the workflow costs, as its schema says', async () => {
    const { status, stdout, stderr } = await lifspec('plan', config, '--measurement', measured, '--format', 'json');
    expect([status, stderr]).toEqual([0, '']);
    const output: CostOutput = JSON.parse(stdout);
    const validate = new Ajv2020({ strict: true }).compile(
      JSON.parse(readFileSync('fixtures/schemas/plan.schema.json', 'utf8')),
    );
    validate(output);
    expect(validate.errors).toBe(null);
    expect(output.cost.kinds.map(({ kind, jobs }) => [kind, jobs])).toEqual([
      ['train', 12],
      ['evaluate', 24],
      ['summarize', 1],
      ['draw', 1],
    ]);
    expect(output.durations.map(({ cores }) => cores)).toEqual([1, 2, 16, 200]);
  });

  it('counts one as one', async () => {
    const words = '--network miniature --amplitudes 0.5 --measurement'.split(' ');
    expect((await lifspec('plan', ...words, measured)).stdout).toContain(
      'fixed: 1 amplitude × 1 seed × 1 floor; 4 epochs of',
    );
  });

  it('can go on from what it printed', async () => {
    const words = ['plan', config, '--format', 'json', '--measurement'];
    const first = (await lifspec(...words, measured)).stdout;
    expect((await lifspec(...words, write('plan.json', first))).stdout).toBe(first);
  });

  it('says it as a table, the time on several cores, and how it grows', async () => {
    const { stdout } = await lifspec('plan', config, '--measurement', measured, '--cores', '1,4');
    expect(stdout.split('\n')).toEqual([
      'lifspec 0.2.0: what a study costs',
      'the miniature network, retrained: 6 amplitudes × 2 seeds × 2 floors; 4 epochs of 5,000 images, 1,000 test images',
      '',
      '           jobs  core time each  core hours  memory each, MB  disk, MB',
      '    train    12          21.0 s        0.07              150       0.3',
      ' evaluate    24           8.8 s        0.06              100       0.4',
      'summarize     1           0.5 s        0.00              100       0.0',
      '     draw     1           0.5 s        0.00              100       0.0',
      '      all    38                        0.13                        0.8',
      '',
      'on 1 core       7 min 45 s',
      'on 4 cores      1 min 57 s',
      '',
      'twice the amplitudes        2.00 times the core hours: 0.26',
      'twice the seeds             2.00 times the core hours: 0.26',
      'twice the epochs            1.52 times the core hours: 0.20',
      'twice the training images   1.52 times the core hours: 0.20',
      'twice the test images       1.43 times the core hours: 0.18',
      '',
      'From a short measurement of one core (abacus), images a second: training 1,000;',
      'with spikes 200 at 0.01 with floor 0, 100 at 0.5 with floor 0, 400 at 0.01 with no floor, 300 at 0.5 with no floor; rate network 600.',
      'Not counted: the time of the engine that starts the jobs, and of waiting in a queue.',
      '',
    ]);
  });
});

describe('the study that lifspec plan is asked about', () => {
  it('is the one of lifspec sweep if nothing is said: weights that are there', () => {
    const study = chooseJobs(undefined, {});
    expect(study).toMatchObject({ modes: ['fixed'], network: 'tutorial', seeds: [0], training: null, images: 300 });
    expect(study.amplitudes).toHaveLength(50);
  });

  it('trains what lifspec sweep would train', () => {
    expect(chooseJobs(undefined, { seeds: [0, 1] }).training).toMatchObject({ epochs: 10, trainImages: 60_000 });
    expect(chooseJobs(undefined, { network: 'miniature' }).training).toMatchObject({ epochs: 4, trainImages: 5000 });
    expect(chooseJobs(undefined, { mode: 'retrained', epochs: 2 }).training).toMatchObject({ epochs: 2 });
  });

  it('is the one of the configuration, but for what options say', () => {
    expect(chooseJobs(config, {}).minVoltages).toEqual([0, null]);
    expect(chooseJobs(config, { images: 77, mode: 'fixed' })).toMatchObject({ modes: ['fixed'], images: 77 });
  });
});

describe('lifspec plan refuses', () => {
  it.each([
    ['an unknown key', 'epoch: 3', /config\.yaml: keys: .*epoch/],
    ['a wrong type', 'seeds: many', /config\.yaml: seeds: .*array/],
    ['no YAML', 'seeds: [', /config\.yaml: is no YAML: /],
  ])('%s in the configuration', async (_, line, message) => {
    const others = readFileSync('workflow/config.yaml', 'utf8').replace(
      new RegExp(`^${line.split(':')[0]}:.*\n`, 'm'),
      '',
    );
    const file = write('wrong-config.yaml', `${others}${line}\n`);
    expect(await refuse('plan', file)).toMatch(message);
  });

  it('a tag that nobody knows in one line, with no warning besides', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => warned.mockRestore());
    expect(await refuse('plan', write('tagged.yaml', 'amplitudes: !!js/function x\n'))).toContain(
      'tagged.yaml: modes: ',
    );
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([
    ['--images 10001', '--images must be at most 10000, as there are no more, but is 10001'],
    ['--mode retrained --train-images 60001', '--train-images must be at most 60000'],
    ['--amplitudes 0', '--amplitudes: amplitude must be'],
    ['nowhere.yaml', 'nowhere.yaml: there is no such file'],
    ['--measurement nowhere.json', 'nowhere.json: there is no such file'],
    ['--measurement package.json', '--measurement package.json: is not what lifspec plan --format json prints'],
    ['--cores 0', '--cores must be a whole number of 1 or more, but is "0"'],
  ])('%s', async (words, message) => {
    expect(await refuse('plan', ...words.split(' '))).toContain(message);
  });

  it('a measurement of another network, or without a floor that is wanted', async () => {
    expect(await refuse('plan', '--network', 'tutorial', '--measurement', measured)).toContain(
      'is of the miniature network, not of the tutorial; measure anew',
    );
    expect(await refuse('plan', '--network', 'miniature', '--min-voltage', '-1', '--measurement', measured)).toContain(
      'nothing was measured with floor -1; measure anew',
    );
  });
});

/** What it says, in one line, when it ends with 2. */
async function refuse(...words: string[]): Promise<string> {
  const lines: string[] = [];
  expect(await runCommandLine(words, (line) => lines.push(line))).toBe(2);
  expect(lines).toHaveLength(1);
  return lines[0] as string;
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
