import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { openCheckpoint, saveCheckpoint } from '../../src/study/training/checkpoint.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { bytesIn, expectRefusal, interruptLifspec, lifspec } from './command-line.ts';

/** Training that takes seconds, long enough to be stopped. */
const train = (folder: string, epochs: number, more = '') =>
  `train --network miniature --train-images 400 --batch-size 50 --epochs ${epochs} --out ${folder}${more}`;

describe('lifspec train', () => {
  it('writes the same bytes with any number of workers, and after a kill', async () => {
    const at = (name: string) => join(temporaryFolder(), name);
    const [one, two, killed] = [at('one'), at('two'), at('killed')];
    expect((await lifspec(train(one, 15, ' --workers 1'))).status).toBe(0);
    expect((await lifspec(train(two, 15, ' --workers 2'))).status).toBe(0);
    const hasBegun = () => existsSync(join(killed, 'epoch1'));
    expect((await interruptLifspec(train(killed, 15), 'SIGKILL', hasBegun)).status).toBeNull();
    expect((await lifspec(train(killed, 15))).stdout).not.toContain('epoch 1:');
    expect(bytesIn(two)).toEqual(bytesIn(one));
    expect(bytesIn(killed).filter(([name]) => !name.startsWith('lock-'))).toEqual(bytesIn(one));
  });

  it('saves the network of the last finished epoch if a later one diverges, and prints where', async () => {
    const out = join(temporaryFolder(), 'diverged');
    await interruptLifspec(train(out, 50), 'SIGINT', () => existsSync(join(out, 'epoch1')));
    const [epoch] = readdirSync(out).filter((name) => name.startsWith('epoch')) as [string];
    const saved = join(out, epoch);
    // weights nearly too large for float32 make the logits overflow: the loss is Infinity − Infinity
    const { training, summaries } = openCheckpoint(out, miniature, { ...tutorialRecipe, batchSize: 50 });
    const { layers, readout } = training.parameters;
    const weight = readout.weight.map((_, index) => (-1) ** index * 3e38);
    rmSync(saved, { recursive: true });
    saveCheckpoint(out, {
      training: { ...training, parameters: { layers, readout: { ...readout, weight } } },
      summaries,
    });
    const next = Number(epoch.slice('epoch'.length)) + 1;
    const loss = `loss in epoch ${next} must be a finite number, but is NaN`;
    const where = `the training diverges, and the last finished epoch is saved in ${saved}`;
    await expectRefusal(train(out, 50), `lifspec: ${loss}; ${where}\n`);
    expect(readNetwork(saved).readout.weight[1]).toBe(Math.fround(-3e38));
  });
});

describe('lifspec sweep over networks that are trained for it', () => {
  const sweep = 'sweep --network miniature --epochs 1 --train-images 200 --images 20 --format json';

  it('trains one network per seed if weights are fixed, saves all in a folder, and reads them in the next run', async () => {
    const out = join(temporaryFolder(), 'study');
    const line = `${sweep} --seeds 3,4 --amplitudes 0.01,0.5 --rescale --out ${out}`;
    const { stdout } = await lifspec(line);
    expect(JSON.parse(stdout).rows.map((row: { seed: number }) => row.seed)).toEqual([3, 4, 3, 4]);
    expect(readdirSync(join(out, 'networks'))).toHaveLength(2);
    expect(readFileSync(join(out, 'results.json'), 'utf8')).toBe(stdout);
    expect((await lifspec(line)).stdout).toBe(stdout);
    await expectRefusal(`${line} --steps 20`, '');
  });
});
