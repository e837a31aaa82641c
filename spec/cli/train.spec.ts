import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../../src/study/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { expectRefusal, lifspec } from './command-line.ts';

/** Training that takes a second. */
const small = 'train --network miniature --epochs 3 --train-images 400 --batch-size 50 --out';

describe('lifspec train', () => {
  it('prints loss and accuracy of each epoch, and saves a network that can be run', async () => {
    const out = join(temporaryFolder(), 'trained');
    const { status, stdout } = await lifspec(`${small} ${out}`);
    expect(stdout).toMatch(
      /^epoch 1: loss \d\.\d{4}, accuracy \d+\.\d\d %\nepoch 2: .*\nepoch 3: .*\nthe network is in .*trained\n$/,
    );
    expect(status).toBe(0);
    expect(readNetwork(out)).toMatchObject({ trainedAmplitude: 0.01, architecture: { name: 'miniature' } });
    expect(readdirSync(out).filter((name) => !name.endsWith('.npy'))).toEqual(['network.json', 'training.json']);
    const evaluation = await lifspec(`evaluate --weights ${out} --images 20 --format json`);
    expect(JSON.parse(evaluation.stdout)).toMatchObject({ images: 20, network: 'miniature' });
  });

  it('reuses a finished network, and refuses other settings or another network in its folder', async () => {
    const out = join(temporaryFolder(), 'trained');
    const line = `train --network miniature --train-images 100 --epochs 1 --out ${out}`;
    expect((await lifspec(line)).stdout).toContain('epoch 1');
    expect((await lifspec(line)).stdout).toBe(`the network is in ${out}\n`);
    await expectRefusal(`${line} --seed 1`, `${out}: contains a network with seed 0, not 1; choose another folder\n`);
    const bias = readFileSync(join(out, 'dense_bias.npy'));
    writeFileSync(join(out, 'dense_bias.npy'), bias.fill(0, bias.length - 40));
    const reason = 'the network is not the one that training.json records; delete the folder to train again';
    await expectRefusal(line, `${out}: ${reason}\n`);
  });

  it('stops with a message if the loss is not finite', () =>
    expectRefusal(
      `${small} ${join(temporaryFolder(), 'diverged')} --train-images 50 --amplitude 1e38`,
      'loss in epoch 1 must be a finite number, but is NaN; the training diverges, and no epoch was finished\n',
    ));

  it('treats a batch size above the number of images as a batch of all images', async () => {
    const lines = [100, Number.MAX_SAFE_INTEGER].map((batchSize) => {
      const out = join(temporaryFolder(), 'trained');
      return `train --network miniature --train-images 100 --epochs 1 --batch-size ${batchSize} --out ${out}`;
    });
    const epochs = [];
    for (const line of lines) epochs.push((await lifspec(line)).stdout.split('\n')[0]);
    expect(epochs[0]).toContain('epoch 1: ');
    expect(epochs[1]).toBe(epochs[0]);
  });

  it('leaves a folder with other contents unchanged', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'thesis.tex'), '');
    await expectRefusal(`${small} ${out}`, `${out}: is not a folder of lifspec train; choose an empty one\n`);
    expect(readdirSync(out)).toEqual(['thesis.tex']);
  });
});
