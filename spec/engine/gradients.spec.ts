import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requireEqual } from '../../properties/engine/equality.ts';
import { sameGradients } from '../../properties/engine/training.ts';
import { createGradientAccumulator, createGradientAdder } from '../../src/engine/gradient-accumulator.ts';
import { compile } from '../../src/engine/kernel.ts';
import { tutorial } from '../../src/simulator/network/architecture.ts';
import { tutorialRecipe } from '../../src/simulator/training/recipe.ts';
import { networkOf, startTraining } from '../../src/simulator/training/train.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { describeSlow } from '../slow.ts';
import { sumReadably, sumWith } from './sum-gradients.ts';

describe('the engine in training', async () => {
  const module = await compile();

  it('refuses an amplitude of 0', () => {
    expect(() => createGradientAccumulator(tutorial, 0, module)).toThrow(
      'amplitude must be a finite number above 0, but is 0',
    );
  });

  it(sameGradients.statement, () => fc.assert(sameGradients.property(sumWith(module), sumReadably)));
});

describeSlow('the engine in training', () => {
  it('sums the gradients of two digits in the tutorial network as the readable code does', async () => {
    const { images, labels } = loadMnist('train');
    const examples = [0, 1].map((index) => ({ image: images[index] as Uint8Array, label: labels[index] as number }));
    const network = networkOf(startTraining(tutorial, tutorialRecipe));
    const [expected, got] = [sumReadably, sumWith(await compile())].map((sum) => sum(network, 0.01, [examples], 200));
    requireEqual(sameGradients, expected, got);
  });
});

const length = 7;
const arrays = fc.float32Array({ minLength: length, maxLength: 5 * length, noNaN: true, noDefaultInfinity: true });

describe('the gradient adder', async () => {
  const add = createGradientAdder(await compile(), length);

  it('adds arrays in order and rounds each sum, whatever it added before', () => {
    fc.assert(
      fc.property(arrays, (values) => {
        const count = Math.floor(values.length / length);
        const expected = Float32Array.from({ length }, (_, index) => {
          let sum = values[index] as number;
          for (let array = 1; array < count; array++)
            sum = Math.fround(sum + (values[array * length + index] as number));
          return sum;
        });
        expect(add(values, count)).toEqual(expected);
      }),
    );
  });
});
