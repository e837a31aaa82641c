import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNetwork } from '../../src/study/network/folder.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { lifspec } from './command-line.ts';

/** Training that takes a second: three epochs of 400 images. */
const small = '--network miniature --epochs 3 --train-images 400 --batch-size 50'.split(' ');

describe('lifspec train', () => {
  it('prints loss and accuracy of each epoch, and saves a network that can be run', async () => {
    const out = join(temporaryFolder(), 'trained');
    const { status, stdout } = await lifspec('train', ...small, '--out', out);
    expect(stdout).toMatch(
      /^epoch 1: loss \d\.\d{4}, accuracy \d+\.\d\d %\nepoch 2: .*\nepoch 3: .*\nthe network is in .*trained\n$/,
    );
    expect(status).toBe(0);
    expect(readNetwork(out)).toMatchObject({ trainedAmplitude: 0.01, architecture: { name: 'miniature' } });
    expect(readdirSync(out).filter((name) => !name.endsWith('.npy'))).toEqual(['network.json', 'training.json']);
    const evaluation = await lifspec('evaluate', '--weights', out, '--images', '20', '--format', 'json');
    expect(JSON.parse(evaluation.stdout)).toMatchObject({ images: 20, network: 'miniature' });
  });

  it('reuses a finished network, and rejects other settings or another network in its folder', async () => {
    const out = join(temporaryFolder(), 'trained');
    const words = ['train', '--network', 'miniature', '--train-images', '100', '--epochs', '1', '--out', out];
    expect((await lifspec(...words)).stdout).toContain('epoch 1');
    expect((await lifspec(...words)).stdout).toBe(`the network is in ${out}\n`);
    expect(await lifspec(...words, '--seed', '1')).toMatchObject({
      status: 2,
      stderr: `lifspec: ${out}: contains a network with seed 0, not 1; choose another folder\n`,
    });
    const bias = readFileSync(join(out, 'dense_bias.npy'));
    writeFileSync(join(out, 'dense_bias.npy'), bias.fill(0, bias.length - 40));
    expect(await lifspec(...words)).toMatchObject({
      status: 2,
      stderr: `lifspec: ${out}: the network is not the one of training.json; delete the folder to train again\n`,
    });
  });

  it('stops with a message if the loss is not finite', async () => {
    const out = join(temporaryFolder(), 'diverged');
    const { status, stderr } = await lifspec('train', ...small, '--amplitude', '1e38', '--out', out);
    expect(stderr).toBe(
      'lifspec: loss in epoch 1 must be a finite number, but is NaN; the training diverges, and no epoch was finished\n',
    );
    expect(status).toBe(2);
  });

  it('leaves a folder with other contents unchanged', async () => {
    const out = temporaryFolder();
    writeFileSync(join(out, 'thesis.tex'), '');
    const { status, stderr } = await lifspec('train', ...small, '--out', out);
    expect([status, stderr]).toEqual([2, `lifspec: ${out}: is not the folder of a training; choose an empty one\n`]);
  });
});
