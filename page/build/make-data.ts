import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { columnOf } from '../../adapters/validation/baseline.ts';
import { formatBoardHtml } from '../../adapters/validation/board.ts';
import { readVerdicts } from '../../adapters/validation/verdicts.ts';
import { nengoDlDirectory } from '../../src/base/package-root.ts';
import { makeMatrix } from '../../src/conformance/judge/matrix.ts';
import { createGradientAccumulator } from '../../src/engine/gradient-accumulator.ts';
import { compile } from '../../src/engine/kernel.ts';
import { formatHtml } from '../../src/report/html.ts';
import { reportMatrix } from '../../src/report/matrix.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { GradientAccumulator } from '../../src/simulator/training/micro-batch.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';
import { chooseBudget } from '../../src/study/training/training-budget.ts';
import { files } from '../data/files.ts';
import { type Digits, packDigits, packNetwork } from '../data/format.ts';
import { readSavedCurves } from './saved-studies.ts';
import { readSimulators } from './simulators.ts';

/** Writes the data files of the page from installed packages and saved networks, and the board of simulators. */
export function makeData(folder: string): Plugin {
  return {
    name: 'lifspec-data',
    async buildStart() {
      const write = (name: string, bytes: Uint8Array) => writeFileSync(join(folder, name), bytes);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, files.saved.name), JSON.stringify(readSavedCurves()));
      writeFileSync(join(folder, files.simulators.name), JSON.stringify(readSimulators()));
      const verdicts = readVerdicts();
      const judged = Object.values(verdicts.simulators).filter(({ nir }) => !nir);
      writeFileSync(join(folder, 'board.html'), formatBoardHtml(verdicts));
      writeFileSync(join(folder, 'matrix.html'), formatHtml(reportMatrix(makeMatrix(judged.map(columnOf)))));
      if (existsSync(join(folder, files.miniature.name))) return;
      const [test, train] = [loadMnist('test'), loadMnist('train')];
      write(files.fewDigits.name, packDigits(test, files.fewDigits.count));
      write(files.testDigits.name, packDigits(test, files.testDigits.count));
      write(files.trainDigits.name, packDigits(train, files.trainDigits.count));
      write(files.tutorial.name, packNetwork(readNetwork(nengoDlDirectory())));
      write(files.miniature.name, packNetwork(await trainMiniature(train)));
    },
  };
}

/** Trains the network of seed 0 of the saved study `miniature-fixed`. */
async function trainMiniature({ images, labels }: Digits): Promise<Network> {
  const { epochs, trainImages, batchSize } = chooseBudget({}, miniature);
  const recipe = { ...tutorialRecipe, batchSize };
  const accumulator = createGradientAccumulator(miniature, recipe.amplitude, await compile());
  const examples = images.slice(0, trainImages).map((image, index) => ({ image, label: labels[index] as number }));
  const accumulateGradients: GradientAccumulator = (network, parts, size) => {
    accumulator.use(network);
    return parts.map((part) => accumulator.sum(part, size));
  };
  let training = startTraining(miniature, recipe);
  while (training.epoch < epochs) ({ training } = await trainEpoch(training, examples, accumulateGradients));
  return networkOf(training);
}
