import fc from 'fast-check';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { smallNetwork } from '../arbitraries/legal-network.ts';
import { requireSame } from '../require.ts';
import { probesOf, runNetwork } from './observation.ts';

/** The same network with spikes `factor` times as high and all weights that receive spikes divided by `factor`. */
function rescaled<Input extends NetworkInput>(input: Input, factor: number): Input {
  const divided = (weights: ArrayLike<number>) => Float32Array.from(weights, (weight) => weight / factor);
  const { layers, readout } = input.weights;
  return {
    ...input,
    amplitude: input.amplitude * factor,
    weights: {
      layers: layers.map((layer, index) => (index === 0 ? layer : { ...layer, kernel: divided(layer.kernel) })),
      readout: { weight: divided(readout.weight), bias: readout.bias },
    },
  };
}

/** Otherwise the points of a sweep would depend on earlier runs, and no two could be compared. */
const unchangedAtTheSameAmplitude: Law = {
  id: 'network/unchanged-at-the-same-amplitude',
  clause: 'determinism',
  statement: 'always gives the same output at the same amplitude, whatever ran in between',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ images: 2 }), fc.constantFrom(0.5, 2, 3, 10), async (input, factor) => {
      const first = await runNetwork(implementation, input);
      await runNetwork(implementation, { ...input, amplitude: factor * input.amplitude });
      const again = await runNetwork(implementation, input);
      requireSame(unchangedAtTheSameAmplitude, first, again);
    }),
};

/**
 * With one hidden layer and no read-out biases, the spikes stay the same and each counts twice. Doubling is exact, so
 * the read-outs are equal bit for bit in any order of summation.
 */
const doubledAmplitudeDoublesTheReadout: Law = {
  id: 'network/doubled-amplitude-doubles-the-read-out',
  clause: 'folding',
  statement: 'always doubles the read-out of its only hidden layer if the amplitude is doubled',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ layers: 1 }), async (input) => {
      const { layers, readout } = input.weights;
      const weights = { layers, readout: { weight: readout.weight, bias: new Float32Array(readout.bias.length) } };
      const once = await runNetwork(implementation, { ...input, weights });
      const twice = await runNetwork(implementation, { ...input, weights, amplitude: 2 * input.amplitude });
      const expected = once.readout.map((classes) => classes.map((value) => 2 * value));
      requireSame(doubledAmplitudeDoublesTheReadout, expected, twice.readout);
    }),
};

/**
 * F1: weights can be moved to another amplitude. Powers of two are exact, so currents, voltages and classes are equal.
 */
const rescalingByPowersOfTwo: Law = {
  id: 'network/gauge-by-powers-of-two',
  clause: 'folding',
  statement: 'always gives the same bits if the amplitude is multiplied by 2ⁿ and the next weights are divided by 2ⁿ',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork({ images: 2 }), fc.constantFrom(-3, -1, 1, 2, 6), async (input, exponent) => {
      const watched = { ...input, probes: probesOf(input) };
      const before = await runNetwork(implementation, watched);
      const after = await runNetwork(implementation, rescaled(watched, 2 ** exponent));
      requireSame(rescalingByPowersOfTwo, before, after);
    }),
};

export const amplitudeLaws: readonly Law[] = [
  unchangedAtTheSameAmplitude,
  doubledAmplitudeDoublesTheReadout,
  rescalingByPowersOfTwo,
];
