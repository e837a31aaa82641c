import fc from 'fast-check';
import { square } from '../../src/base/elementary.ts';
import type { FloatArray } from '../../src/base/precision.ts';
import { type Course, course } from '../arbitraries/training.ts';
import { requireThat } from '../require.ts';
import { arraysIn } from './plain-parameters.ts';
import type { TrainingLaw } from './trainer.ts';

/** Everything but the kernels starts at the same values. */
export const startsPlainly: TrainingLaw = {
  id: 'start/plain',
  clause: 'initial-weights',
  statement: 'always starts with kernel biases 0, neuron biases 1, mean squares 0 and no epoch done',
  property: (trainer) =>
    fc.asyncProperty(course(), async ({ architecture, recipe }) => {
      const { parameters, meanSquare, epoch } = trainer.startTraining(architecture, recipe);
      const biases = parameters.layers.flatMap(({ kernelBias }) => Array.from(kernelBias));
      const neuronBiases = parameters.layers.flatMap(({ neuronBias }) => Array.from(neuronBias));
      const memory = arraysIn(meanSquare).flatMap((values) => Array.from(values));
      const holds =
        epoch === 0 &&
        [...biases, ...parameters.readout.bias, ...memory].every((value) => value === 0) &&
        neuronBiases.every((bias) => bias === 1);
      requireThat(holds, startsPlainly, () => ({
        expected: { kernelBias: 0, neuronBias: 1, memory: 0, epoch: 0 },
        got: { biases, neuronBiases, memory, epoch },
      }));
    }),
};

/**
 * The largest of n uniform draws is below 1 − shortfall of the limit with probability (1 − shortfall)^n ≤ e^(−n ·
 * shortfall). With 30/n that is 1e-13 per kernel and 1e-10 per 100 runs.
 */
const shortfall = (draws: number) => 30 / draws;

/** A weight is rounded to float32 once, by at most 2^−24 of itself, and so is the limit. */
const roundingOfLimit = 2 ** -23;

/** Glorot and Bengio (2010), equation 16. Another scale trains at another speed. */
export const startsAsGlorot: TrainingLaw = {
  id: 'start/glorot-uniform',
  clause: 'initial-weights',
  statement: 'always draws kernels from ±√(6/(fan in + fan out)), using almost all of that range',
  property: (trainer) =>
    fc.asyncProperty(course(), fc.constantFrom(16, 24, 32), async ({ architecture, recipe }, channels) => {
      const wide = { ...architecture, hidden: architecture.hidden.map((layer) => ({ ...layer, channels })) };
      const { parameters } = trainer.startTraining(wide, recipe);
      for (const { values, limit } of kernelsOf({ architecture: wide, parameters })) {
        const largest = Math.max(...Array.from(values, Math.abs));
        const least = limit * (1 - shortfall(values.length));
        const most = limit * (1 + roundingOfLimit);
        requireThat(largest >= least && largest <= most, startsAsGlorot, () => ({
          expected: { from: least, to: most },
          got: largest,
        }));
      }
    }),
};

function kernelsOf({
  architecture,
  parameters,
}: Pick<Course, 'architecture'> & { parameters: Parameters<typeof arraysIn>[0] }) {
  let channels = architecture.input.channels;
  const hidden = architecture.hidden.map((layer, index) => {
    const fans = square(layer.kernelSize) * (channels + layer.channels);
    channels = layer.channels;
    return { values: parameters.layers[index]?.kernel as FloatArray, limit: Math.sqrt(6 / fans) };
  });
  const { weight, bias } = parameters.readout;
  return [...hidden, { values: weight, limit: Math.sqrt(6 / (weight.length / bias.length + bias.length)) }];
}

export const startLaws: readonly TrainingLaw[] = [startsPlainly, startsAsGlorot];
