import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { formatJson } from '../src/base/text.ts';
import { openTrainingPool } from '../src/engine/training-pool.ts';
import { type Architecture, tutorial } from '../src/simulator/network/architecture.ts';
import type { Network } from '../src/simulator/network/network.ts';
import type { Example } from '../src/simulator/training/gradient.ts';
import { type GradientAccumulator, microBatchSize } from '../src/simulator/training/micro-batch.ts';
import type { Recipe } from '../src/simulator/training/recipe.ts';
import { networkOf, startTraining, trainEpoch } from '../src/simulator/training/train.ts';
import type { Row, SweepOutput } from '../src/study/results/saved-results.ts';
import type { SeriesSettings } from '../src/study/results/settings.ts';
import { digestNetwork } from '../src/study/run/digest.ts';
import { loadTestImages } from '../src/study/run/prepare-study.ts';
import { runStudy } from '../src/study/run/run-study.ts';
import { type Member, memberSettings, planMembers } from '../src/study/run/series.ts';
import { recipeOf } from '../src/study/training/train-network.ts';
import { loadExamples } from '../src/study/training/training-budget.ts';

/** The parts of a recipe that rescaled training divides by k, for the weights that receive spikes. */
export type DividedPart = 'start' | 'learning rate';

const amplitude = 0.5;
const base = 0.01;
const path = 'fixtures/studies/tutorial-recipe.json';

/**
 * Trains tutorial networks for amplitude 0.5 with only one part of the recipe divided by k: fixtures/studies/
 * tutorial-recipe.json. The study `tutorial-retrained` divides neither part, and `tutorial-rescaled` divides both. This
 * takes ten minutes.
 */
export async function writeRecipe(): Promise<void> {
  const saved: SweepOutput = JSON.parse(readFileSync('fixtures/studies/tutorial-retrained/results.json', 'utf8'));
  const series = { ...(saved.settings as SeriesSettings), amplitudes: [amplitude] };
  const { examples } = loadExamples(series.training.trainImages);
  const digits = loadTestImages(series, tutorial);
  const workers = availableParallelism();
  const trained: { divided: DividedPart; networkDigest: string; rows: Row[] }[] = [];
  for (const divided of ['start', 'learning rate'] as const) {
    for (const member of planMembers(series, tutorial)) {
      const recipe = recipeOf(member.training);
      const pool = openTrainingPool(tutorial, amplitude, examples, {
        workers,
        mostMicroBatches: Math.ceil(recipe.batchSize / microBatchSize),
      });
      const network = await trainDivided(tutorial, recipe, [divided], examples, pool.accumulateGradients);
      await pool.close();
      const settings = memberSettings(series, member as Member, network);
      const results = await runStudy({ settings, network, ...digits }, { workers, engine: 'fast' });
      trained.push({ divided, networkDigest: digestNetwork(network), rows: results.map(({ row }) => row) });
    }
  }
  writeFileSync(path, formatJson({ base, settings: series, trained }));
}

/**
 * Trains for one epoch with some parts of the recipe divided by k = amplitude/0.01. ε is multiplied by k² together with
 * the learning rate.
 */
export async function trainDivided(
  architecture: Architecture,
  recipe: Recipe,
  divided: readonly DividedPart[],
  examples: readonly Example[],
  accumulate?: GradientAccumulator,
): Promise<Network> {
  const rescaledBy = (rescaling: number): Recipe => ({ ...recipe, optimizer: { ...recipe.optimizer, rescaling } });
  const k = recipe.amplitude / base;
  const start = startTraining(architecture, rescaledBy(divided.includes('start') ? k : 1));
  const training = { ...start, recipe: rescaledBy(divided.includes('learning rate') ? k : 1) };
  return networkOf((await trainEpoch(training, examples, accumulate)).training);
}
