import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { planStudy } from '../../src/cli/plan.ts';
import { formatCostText } from '../../src/report/cost.ts';
import { estimateCost } from '../../src/study/cost.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, expectSchema, lifspec } from './command-line.ts';

const folder = temporaryFolder(afterAll);
const config = write('config.yaml', readFileSync('workflow/config.yaml', 'utf8').replace('[0, 1, 2]', '[0, 1]'));

describe('lifspec plan', () => {
  it('measures one network and prints the cost of the study in JSON that matches its schema', async () => {
    const line = 'plan --network miniature --amplitudes 0.01,0.5 --images 20 --train-images 100 --format json';
    const { status, stdout, stderr } = await lifspec(line);
    expect([status, stderr]).toEqual([0, 'lifspec: measuring this machine for a few seconds\n']);
    expectSchema('plan', JSON.parse(stdout));
    const { cost } = JSON.parse(stdout);
    expect(cost).toMatchObject({ networks: 1, evaluations: 2 });
    for (const name of ['trainingCoreHours', 'evaluationCoreHours', 'memoryMegabytes', 'diskMegabytes'])
      expect(cost[name]).toBeGreaterThan(0);
  });

  it('prints networks, core hours, memory and disk as text', async () => {
    const study = planStudy(config, {});
    const member = { startSeconds: 1, secondsPerTrainingImage: 0.001, secondsPerImage: 0.01, memoryMegabytes: 150 };
    const versions = { lifspec: '9', specification: '9', protocol: 9 };
    const text = formatCostText({ versions, study, cost: estimateCost(study, member) });
    for (const said of ['8.6 minutes of one core', '12 to train', '24, 4.4 minutes', '150 MB per job'])
      expect(text).toContain(said);
    expect(text).toMatch(/^disk +0\.\d MB$/m);
  });
});

describe('the study that lifspec plan estimates', () => {
  it('is by default that of lifspec sweep, with existing weights', async () => {
    const study = planStudy(undefined, {});
    expect(study).toMatchObject({ modes: ['fixed'], network: 'tutorial', seeds: [0], training: null, images: 300 });
    expect(study.amplitudes).toHaveLength(50);
  });

  it('trains the networks that lifspec sweep would train', async () => {
    expect(planStudy(undefined, { seeds: [0, 1] }).training).toMatchObject({ epochs: 10, trainImages: 60_000 });
    expect(planStudy(undefined, { network: 'miniature' }).training).toMatchObject({ epochs: 4, trainImages: 5000 });
    expect(planStudy(undefined, { mode: 'retrained', epochs: 2 }).training).toMatchObject({ epochs: 2 });
  });

  it('is read from the configuration, and options override it', async () => {
    expect(planStudy(config, {}).minVoltages).toEqual([0, null]);
    expect(planStudy(config, { images: 77, mode: 'fixed' })).toMatchObject({ modes: ['fixed'], images: 77 });
  });
});

describe('lifspec plan refuses', () => {
  it.each([
    ['an unknown key', 'epoch: 3', 'config.yaml: epoch: is not a field (did you mean epochs?)'],
    ['a value of the wrong type', 'seeds: many', 'config.yaml: seeds: expected array, but got "many"'],
    ['a range without a step', 'amplitudes: 0.1', 'config.yaml: amplitudes: expected array or string, but got 0.1'],
    ['invalid YAML', 'seeds: [', 'config.yaml: is not YAML: '],
    ['an amplitude twice', 'amplitudes: [0.1, 0.10]', 'config.yaml: amplitudes: must not contain a value twice'],
    ['a seed twice', 'seeds: [1, 0, 1]', 'config.yaml: seeds: must not contain a value twice'],
    ['a floor twice', 'minVoltages: [0, -0]', 'config.yaml: minVoltages: must not contain a value twice'],
    ['no floor twice', 'minVoltages: [none, none]', 'config.yaml: minVoltages: must not contain a value twice'],
  ])('%s in the configuration', (_, line, message) => {
    const text = readFileSync('workflow/config.yaml', 'utf8').replace(
      new RegExp(`^${line.split(':')[0]}:.*\n`, 'm'),
      '',
    );
    return expectRefusal(`plan ${write('wrong-config.yaml', `${text}${line}\n`)}`, message);
  });

  it('an unknown YAML tag in one line, without further warnings', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {});
    onTestFinished(() => warned.mockRestore());
    await expectRefusal(`plan ${write('tagged.yaml', 'amplitudes: !!js/function x\n')}`, 'tagged.yaml: modes: ');
    expect(warned).not.toHaveBeenCalled();
  });

  it.each([
    ['--images 10001', '--images must be at most 10000, the number of images in MNIST, but is 10001'],
    ['--mode retrained --train-images 60001', '--train-images must be at most 60000'],
    ['nowhere.yaml', 'nowhere.yaml: there is no such file'],
  ])('%s', (words, message) => expectRefusal(`plan ${words}`, message));
});

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}
