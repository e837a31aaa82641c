import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  digitLaws,
  type Experiment,
  large,
  type StatisticalLaw,
  type Trial,
} from '../../properties/observed/digits.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { createGradientAccumulator } from '../../src/engine/gradient-accumulator.ts';
import { compile } from '../../src/engine/kernel.ts';
import { miniature } from '../../src/simulator/network/architecture.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import type { GradientAccumulator } from '../../src/simulator/training/gradient.ts';
import { zeroParameters } from '../../src/simulator/training/parameters.ts';
import { startTraining, trainEpoch, tutorialRecipe } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { once } from '../once.ts';
import { alsoSlow, describeSlow, isSlow, sampleOf } from '../slow.ts';

/** Answers of all trials that the laws need, as bits. `npx vitest run --mode full -u spec/training/digits` rewrites them. */
const savedTrials = 'fixtures/networks/miniature-trials.json';

const nameOf = ({ seed, training, amplitude, neurons }: Trial) =>
  `seed ${seed}, ${training}, amplitude ${amplitude}, ${neurons}`;

/** Test images in a trial. */
const images = 300;

/** Training that takes less than a second: four epochs of 1,000 digits in batches of ten. */
const lesson = { images: 1000, epochs: 4, batchSize: 10 };

/** Three seeds, the same in every run. The slow tests take as many fresh seeds as each law needs. */
const seeds = [0, 1, 2];

const live = await digitsExperiment();
const recorder = recording(live);
const experiment: Experiment = isSlow ? recorder.experiment : savedExperiment();

// the slow tests compare what these experiments ran with what is saved, so they run them, too
describe('a miniature network on real digits', alsoSlow, () => {
  for (const law of digitLaws) {
    it(`${law.clause}: ${law.statement}`, async () => {
      const { holds, got } = await law.judge(experiment, seeds);
      expect(holds, JSON.stringify(got)).toBe(true);
    });
  }
});

/** An experiment that differs from the correct one in one respect. */
interface ExperimentMutant {
  readonly name: string;
  /** Id of a law that it refutes. */
  readonly breaks: string;
  /** What replaces the requested trial. */
  readonly instead: (trial: Trial) => Partial<Trial>;
}

const experimentMutants: readonly ExperimentMutant[] = [
  { name: 'amplitude ignored', breaks: 'digits/falls-with-fixed-weights', instead: () => ({ amplitude: 0.01 }) },
  {
    name: 'rescaling forgotten',
    breaks: 'digits/stands-if-rescaled',
    instead: ({ training }) => ({ training: training === 'rescaled' ? 'plain' : training }),
  },
  {
    name: 'floor forgotten',
    breaks: 'digits/follows-its-rates-without-floor',
    instead: () => ({ neurons: 'no floor' }),
  },
  {
    name: 'floor always there',
    breaks: 'digits/follows-its-rates-without-floor',
    instead: ({ neurons }) => ({ neurons: neurons === 'no floor' ? 'floor' : neurons }),
  },
];

/** The experiment with the requested trial replaced. */
function mutated({ run }: Experiment, { name, instead }: ExperimentMutant): Experiment {
  return { name, run: (trial) => run({ ...trial, ...instead(trial) }) };
}

describe('a mutant of the experiment with digits breaks a law', alsoSlow, () => {
  for (const mutant of experimentMutants) {
    it(`${mutant.name}, which breaks ${mutant.breaks}`, async () => {
      const law = digitLaws.find(({ id }) => id === mutant.breaks) as StatisticalLaw;
      expect((await law.judge(mutated(experiment, mutant), seeds)).holds).toBe(false);
    });
  }

  it('and every law is broken by at least one mutant', () => {
    const broken = experimentMutants.map(({ breaks }) => breaks);
    expect(digitLaws.map(({ id }) => id).filter((id) => !broken.includes(id))).toEqual([]);
  });
});

describe('the saved answers of trained networks', alsoSlow, () => {
  it('are given again by a network', async () => {
    const trial = { seed: 0, training: 'fixed', amplitude: large, neurons: 'floor' } as const;
    expect(await live.run(trial)).toEqual(await savedExperiment().run(trial));
  });

  it.runIf(isSlow)('are given again by every network', alsoSlow, async () => {
    await expect(recorder.format()).toMatchFileSnapshot(resolve(savedTrials));
  });
});

describeSlow('with fresh seeds', async () => {
  /**
   * Seeds from which no number in a law was derived. The false-alarm probabilities of the laws add up to about 1e-3,
   * so with random seeds, about one run of this file in 100 would fail.
   */
  const samples = sampleOf([...Array(8).keys()], 8);
  const firstFreshSeed = 10_000;

  describe('the laws about digits, on new seeds', () => {
    for (const sample of samples) {
      it(`holds for seeds from ${firstFreshSeed + 100 * sample}`, { timeout: 900_000 }, async () => {
        const experiment = await digitsExperiment();
        for (const { id, seeds, judge } of digitLaws) {
          const own = Array.from({ length: seeds }, (_, seed) => firstFreshSeed + 100 * sample + seed);
          const { holds, got } = await judge(experiment, own);
          expect(holds, `${id}: ${JSON.stringify(got)}`).toBe(true);
        }
      });
    }

    it.each(digitLaws)('$id is wrongly refuted in less than one of 1,000 samples', ({ falseAlarm }) => {
      expect(falseAlarm.probability).toBeLessThanOrEqual(1e-3);
    });
  });
});

/**
 * The experiment of the original question with the miniature network, on the fast engine. Repeated trials are cached.
 */
async function digitsExperiment(): Promise<Experiment> {
  const module = await compile();
  const engine = await createEngine({ float32: module });
  const [train, test] = [loadMnist('train'), loadMnist('test')];
  const examples = train.images
    .slice(0, lesson.images)
    .map((image, index) => ({ image, label: train.labels[index] as number }));

  const trained = once(async (seed: number, amplitude: number, rescaling: number): Promise<Network> => {
    const optimizer = { ...tutorialRecipe.optimizer, rescaling };
    const recipe = { ...tutorialRecipe, seed, amplitude, batchSize: lesson.batchSize, optimizer };
    const accumulator = createGradientAccumulator(miniature, amplitude, module);
    const accumulateGradients: GradientAccumulator = (network, microBatches, batchSize) => {
      accumulator.use(foldForRates(network, { ...tutorialPoint, amplitude }));
      return microBatches.map((part) => accumulator.sum(part, batchSize, zeroParameters(network, recipe.precision)));
    };
    let training = startTraining(miniature, recipe);
    for (let epoch = 0; epoch < lesson.epochs; epoch++)
      ({ training } = await trainEpoch(training, examples, accumulateGradients));
    return training.network;
  });

  const networkFor = ({ seed, training, amplitude }: Trial): Promise<Network> => {
    if (training === 'fixed') return trained(seed, tutorialRecipe.amplitude, 1);
    return trained(seed, amplitude, training === 'plain' ? 1 : amplitude / tutorialRecipe.amplitude);
  };

  const run = once(async (trial: Trial): Promise<Uint8Array> => {
    const network = await networkFor(trial);
    const minVoltage = trial.neurons === 'no floor' ? Number.NEGATIVE_INFINITY : 0;
    const point = { ...tutorialPoint, amplitude: trial.amplitude, minVoltage };
    const isRates = trial.neurons === 'rates';
    const prepared = engine.prepare((isRates ? foldForRates : foldForSpikes)(network, point));
    const run = isRates ? prepared.runRates : prepared.runSpiking;
    const shown = test.images.slice(0, images);
    return Uint8Array.from(shown, (image, index) => (run(image).predicted === test.labels[index] ? 1 : 0));
  });
  return { name: 'miniature network on MNIST', run };
}

/** The experiment without training: its answers are saved. */
function savedExperiment(): Experiment {
  const saved: Readonly<Record<string, string>> = JSON.parse(readFileSync(savedTrials, 'utf8'));
  const run = async (trial: Trial) => {
    const bits = saved[nameOf(trial)];
    if (bits === undefined) throw new Error(`${savedTrials} does not contain ${nameOf(trial)}`);
    return Uint8Array.from(bits, Number);
  };
  return { name: 'saved answers', run };
}

/** The same experiment, and the answers that it has given, in the format of the saved ones. */
function recording({ name, run }: Experiment): { experiment: Experiment; format: () => string } {
  const given = new Map<string, string>();
  const record = async (trial: Trial) => {
    const answers = await run(trial);
    given.set(nameOf(trial), answers.join(''));
    return answers;
  };
  return {
    experiment: { name, run: record },
    format: () => `${JSON.stringify(Object.fromEntries([...given].sort()), null, 2)}\n`,
  };
}
