import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining, type Training, trainEpoch } from '../../src/simulator/training/train.ts';
import { type Checkpoint, openCheckpoint, saveCheckpoint } from '../../src/study/training/checkpoint.ts';
import { readTrained } from '../../src/study/training/training-manifest.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const recipe = { ...tutorialRecipe, batchSize: 4, seed: 5 };
const examples = Array.from({ length: 8 }, (_, index) => ({
  image: Uint8Array.from({ length: 784 }, (_value, pixel) => (pixel * (index + 3)) % 256),
  label: index,
}));

async function trainFrom(start: Training, epochs: number): Promise<Checkpoint> {
  let checkpoint: Checkpoint = { training: start, summaries: [] };
  while (checkpoint.training.epoch < start.epoch + epochs) {
    const { training, summary } = await trainEpoch(checkpoint.training, examples);
    checkpoint = { training, summaries: [...checkpoint.summaries, summary] };
  }
  return checkpoint;
}

describe('a checkpoint', () => {
  it('lets interrupted training finish with the same bits', async () => {
    const folder = temporaryFolder();
    const whole = await trainFrom(startTraining(miniature, recipe), 3);
    saveCheckpoint(folder, await trainFrom(startTraining(miniature, recipe), 2));
    const opened = openCheckpoint(folder, miniature, recipe);
    expect(opened.training.epoch).toBe(2);
    expect(opened.summaries).toEqual(whole.summaries.slice(0, 2));
    const resumed = await trainFrom(opened.training, 1);
    expect(networkOf(resumed.training)).toEqual(networkOf(whole.training));
    expect(resumed.training.meanSquare).toEqual(whole.training.meanSquare);
  });

  it('is that of the last complete epoch: earlier ones are removed, and what a kill left is ignored', async () => {
    const folder = temporaryFolder();
    for (const epochs of [1, 2]) saveCheckpoint(folder, await trainFrom(startTraining(miniature, recipe), epochs));
    expect(readdirSync(folder)).toEqual(['epoch2']);
    mkdirSync(join(folder, 'epoch3.part'));
    expect(openCheckpoint(folder, miniature, recipe).training.epoch).toBe(2);
  });

  it('is replaced by the start if there is none', () => {
    expect(openCheckpoint(join(temporaryFolder(), 'none'), miniature, recipe)).toEqual({
      training: startTraining(miniature, recipe),
      summaries: [],
    });
  });

  it('is refused if it is damaged', async () => {
    const folder = temporaryFolder();
    saveCheckpoint(folder, await trainFrom(startTraining(miniature, recipe), 1));
    for (const name of ['dense_kernel.npy', 'mean-square/dense_kernel.npy']) {
      const file = join(folder, 'epoch1', name);
      const bytes = readFileSync(file);
      // a file that was not written completely when the computer lost power
      writeFileSync(file, bytes.fill(0, bytes.length / 2));
      expect(() => openCheckpoint(folder, miniature, recipe)).toThrow(
        'epoch1: is damaged, its networks are not the ones',
      );
    }
    writeFileSync(join(folder, 'epoch1', 'epochs.json'), '[');
    expect(() => openCheckpoint(folder, miniature, recipe)).toThrow('epochs.json: is not JSON; delete the folder');
    writeFileSync(join(folder, 'epoch1', 'epochs.json'), '{"summaries":[{}]}');
    expect(() => openCheckpoint(folder, miniature, recipe)).toThrow(
      'epochs.json: is damaged (summaries[0].loss: expected number, but got nothing); delete the folder',
    );
    cpSync(join(folder, 'epoch1', 'dense_bias.npy'), join(folder, 'epoch1', 'conv1_bias.npy'));
    expect(() => openCheckpoint(folder, miniature, recipe)).toThrow('conv1_bias.npy: shape is (10), expected (8)');
  });
});

it('a finished training that is damaged is refused, with the field that is wrong', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'training.json'), '{"versions":{},"settings":{},"finished":{"epochs":[]}}');
  const message = 'training.json: is damaged (finished.networkDigest: expected string, but got nothing)';
  expect(() => readTrained(folder)).toThrow(message);
});
