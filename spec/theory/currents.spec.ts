import { expect, it } from 'vitest';
import { float64 } from '../../src/base/precision.ts';
import { convolve } from '../../src/simulator/network/convolution.ts';
import { type EffectiveLayer, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { describeSlow } from '../slow.ts';
import { engine, folded, seven, total } from './nengo-dl-network.ts';

describeSlow('the currents of a layer', () => {
  const network = folded({ amplitude: 0.5 });

  it('the currents of layer 2 swing back, and vary more than those of independent spikes', () => {
    const run = engine.prepare(network).traceSpiking(seven, [{ layer: 'layer2', stage: 'current' }]);
    const steps = run.probed[0] as readonly ArrayLike<number>[];
    const neurons = Array.from(steps[0] as ArrayLike<number>, (_, neuron) => neuron);
    const deviations = neurons.map((neuron) => {
      const current = steps.map((step) => step[neuron] as number);
      return current.map((value) => value - total(current) / steps.length);
    });
    const squares = total(deviations.flatMap((train) => train.map((value) => value ** 2)));
    const products = total(
      deviations.flatMap((train) => train.slice(1).map((value, step) => value * (train[step] as number))),
    );
    expect((products / squares).toFixed(2)).toBe('-0.63');
    expect((squares / steps.length / total(independentVariances(run.spikeCounts[0] as Uint32Array))).toFixed(1)).toBe(
      '1.5',
    );
  });

  /** Variance of the current of every neuron of layer 2 if layer 1 fired as often, but independently in every step. */
  function independentVariances(counts: Uint32Array) {
    const { plan, weight, bias } = network.layers[1] as EffectiveLayer;
    const variances = Array.from(counts, (count) => (count / tutorialPoint.steps) * (1 - count / tutorialPoint.steps));
    const squares = weight.map((value) => value ** 2);
    return convolve(plan, variances, squares, new Float64Array(bias.length), float64);
  }
});
