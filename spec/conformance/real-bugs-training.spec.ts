import { describe, expect, it } from 'vitest';
import { float64 } from '../../src/base/precision.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { StagesDiagnosis } from '../../src/conformance/choices/diagnosis.ts';
import { diagnoseStages } from '../../src/conformance/choices/stages.ts';
import { trainingStages } from '../../src/conformance/choices/training-stages.ts';
import type { TrainingInput, TrainingOutput } from '../../src/conformance/implementation.ts';
import { tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { accumulateGradients, type Example, gradientOf } from '../../src/simulator/training/gradient.ts';
import { mapParameters, type Parameters, zeroParameters } from '../../src/simulator/training/parameters.ts';
import { type Progress, stepOptimizer } from '../../src/simulator/training/rmsprop.ts';

/** Where a bug changes the training of the simulator. */
interface Trainer {
  readonly amplitude: (amplitude: number) => number;
  /** The number of images over which the loss is averaged. */
  readonly averagedOver: (images: number) => number;
  readonly example: (example: Example, batchSize: number) => Example;
  readonly gradient: (gradient: Parameters, network: Network) => Parameters;
  readonly start: (memory: Parameters) => Parameters;
  readonly step: typeof stepOptimizer;
}

const right: Trainer = {
  amplitude: (amplitude) => amplitude,
  averagedOver: (images) => images,
  example: (example) => example,
  gradient: (gradient) => gradient,
  start: (memory) => memory,
  step: stepOptimizer,
};

/** Trains with the code of the simulator, with a bug. */
function train(bug: Partial<Trainer>, input: TrainingInput): TrainingOutput {
  const trainer = { ...right, ...bug };
  const { architecture, amplitude, weights, initialVoltage = [], images, labels, batchSize, epochs } = input;
  const { layers, readout } = weights as NonNullable<TrainingInput['weights']>;
  const doubles = mapParameters({ layers, readout }, (values) => Float64Array.from(values));
  const network: Network = { architecture, trainedAmplitude: amplitude, ...doubles, initialVoltage };
  const point = { ...tutorialPoint, amplitude: trainer.amplitude(amplitude), precision: float64 };
  let progress: Progress = { network, meanSquare: trainer.start(zeroParameters(network, float64)) };
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let first = 0; first < images.length; first += batchSize) {
      const batch = images.slice(first, first + batchSize).map((image, index) => {
        return trainer.example({ image, label: labels[first + index] as number }, batchSize);
      });
      const parts = accumulateGradients(progress.network, [batch], trainer.averagedOver(batch.length), point);
      const gradient = trainer.gradient(gradientOf(parts, progress.network, float64), progress.network);
      progress = trainer.step(progress, gradient, { ...input.optimizer, rescaling: 1 }, float64);
    }
  const lists = ({ layers: all, readout: { weight, bias } }: Parameters) => ({
    layers: all.map(({ kernel, kernelBias, neuronBias }) => ({
      kernel: Array.from(kernel),
      kernelBias: Array.from(kernelBias),
      neuronBias: Array.from(neuronBias),
    })),
    readout: { weight: Array.from(weight), bias: Array.from(bias) },
  });
  const voltages = initialVoltage.map((values) => Array.from(values));
  return { rateAccuracy: 1, spikingAccuracy: 1, weights: lists(progress.network), initialVoltage: voltages };
}

function diagnosisOf(bug: Partial<Trainer>): StagesDiagnosis {
  const asked = trainingStages.probes.map(({ id, input }) => ({ id, input, answer: train(bug, input) }));
  return diagnoseStages(trainingStages, asked, [], {
    judgedBy: { precision: 'float64', conventions: nengoConventions },
  });
}

/** Multiplies the gradients of hidden layers, given the number of layers from each to the read-out, at least 1. */
const scaledLayers =
  (factor: (distance: number) => number): Trainer['gradient'] =>
  ({ layers, readout }) => ({
    readout,
    layers: layers.map(({ kernel, kernelBias, neuronBias }, index) => {
      const by = (values: typeof kernel) => values.map((value) => value * factor(layers.length - index));
      return { kernel: by(kernel), kernelBias: by(kernelBias), neuronBias: by(neuronBias) };
    }),
  });

/** Steps of the learning rate times a fraction, given a gradient and its mean square. */
const stepping =
  (fractionOf: (slope: number, mean: number, optimizer: TrainingInput['optimizer']) => number): Trainer['step'] =>
  ({ network, meanSquare }, gradient, optimizer) => {
    const { learningRate, decay } = optimizer;
    const squares = mapParameters(
      meanSquare,
      (before, _, [slopes]) => before.map((m, index) => decay * m + (1 - decay) * (slopes?.[index] as number) ** 2),
      gradient,
    );
    const stepped = mapParameters(
      network,
      (weights, _, [slopes, means]) =>
        weights.map(
          (weight, index) =>
            weight - learningRate * fractionOf(slopes?.[index] as number, means?.[index] as number, optimizer),
        ),
      gradient,
      squares,
    );
    return { network: { ...network, ...stepped }, meanSquare: squares };
  };

/** Steps by g/(√m + ε). */
const outsideOfTheRoot = stepping((slope, mean, { epsilon }) => slope / (Math.sqrt(mean) + epsilon));

/** Corrects mean squares for their start at 0 by a counter that stays at 1. */
const countedOnce = stepping((slope, mean, { decay, epsilon }) => slope / Math.sqrt(mean / (1 - decay) + epsilon));

/** The bugs, what is to be named, or "unexplained". Written before they were first diagnosed. */
const bugs: readonly (readonly [cites: string, what: string, named: string, bug: Partial<Trainer>])[] = [
  ['BrainPy#838', 'a loss that is summed over a batch', 'mean=sum', { averagedOver: () => 1 }],
  ['BrainPy#838', 'a counter of steps that stays at 1', 'meanSquare=unscaled', { step: countedOnce }],
  [
    'lava-dl#286',
    'a slope with the wrong sign',
    'slope=negated',
    { gradient: scaledLayers((distance) => (-1) ** distance) },
  ],
  [
    'spikingjelly#660',
    'a slope four times too small',
    'slope=quarter',
    { gradient: scaledLayers((distance) => 0.25 ** distance) },
  ],
  [
    'spikingjelly#412',
    'a slope twice as large',
    'slope=doubled',
    { gradient: scaledLayers((distance) => 2 ** distance) },
  ],
  [
    'norse#125',
    'gradients that do not reach earlier layers',
    'layers=last',
    { gradient: scaledLayers((distance) => (distance === 1 ? 1 : 0)) },
  ],
  [
    'ml_genn#95',
    'labels that are not set in batches of one',
    'label=first-if-alone',
    { example: (one, batchSize) => (batchSize === 1 ? { ...one, label: 0 } : one) },
  ],
  ['nengo#1390', 'rates without their amplitude', 'amplitude=1', { amplitude: () => 1 }],
  ['PyTorch RMSprop', 'epsilon outside of the root', 'root=without-epsilon', { step: outsideOfTheRoot }],
  [
    'TensorFlow 1 RMSPropOptimizer',
    'mean squares that start at 1',
    'memoryStart=1',
    { start: (memory) => mapParameters(memory, (values) => values.map(() => 1)) },
  ],
  [
    'spikingjelly#151',
    'an incomplete gradient of a shared parameter',
    'unexplained',
    {
      gradient: ({ layers, readout }) => ({
        readout,
        layers: layers.map((layer) => ({ ...layer, kernelBias: layer.neuronBias.slice(0, layer.kernelBias.length) })),
      }),
    },
  ],
  [
    'nengo-dl#9',
    'two layers of one name whose biases are exchanged',
    'unexplained',
    {
      gradient: ({ layers, readout }) => ({
        readout,
        layers: layers.map((layer, index) => {
          const other = layers[layers.length - 1 - index] ?? layer;
          return { ...layer, kernelBias: other.kernelBias.slice(0, layer.kernelBias.length) };
        }),
      }),
    },
  ],
];

describe('real bugs in training', () => {
  it.each(bugs)('%s: %s is told %s', (_, __, expected, bug) => {
    const told = diagnosisOf(bug);
    const names = told.sets.map(({ choices }) => nameOf(choices));
    expect(names.length === 0 ? [told.outcome] : names).toContain(expected);
  });

  it('are shown with as many digits as two steps need to differ', () => {
    const { shownBy } = diagnosisOf({
      step: (progress, gradient, settings, precision) =>
        stepOptimizer(progress, gradient, { ...settings, learningRate: 1.0002 * settings.learningRate }, precision),
    });
    expect(shownBy?.got).toMatch(/^a step of /);
    expect(shownBy?.got).not.toBe(shownBy?.expected);
  });

  it('are told as a factor of the first step if they multiply a gradient, although the optimizer divides by it', () => {
    const { shownBy } = diagnosisOf({ gradient: scaledLayers(() => 0.286) });
    expect(shownBy).toMatchObject({ got: '0.286 times the expected one', clause: 'gradient' });
    expect(diagnosisOf({ averagedOver: () => 0.5 }).shownBy).toMatchObject({ clause: 'loss' });
  });

  it('are no part of the simulator, which is told none', () => {
    expect(diagnosisOf({}).sets[0]?.differences).toEqual([]);
  });
});
