import fc from 'fast-check';
import { unitRoundoff } from '../../src/base/precision.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { networkInput } from '../arbitraries/network.ts';
import { directConvolution } from '../oracles/convolution.ts';
import { areEqual, requireSame, requireThat } from '../require.ts';
import { gauged } from './gauge.ts';
import { firstDifferentTrain, gainOf, layerShapes, probesOf, show, watch } from './observation.ts';

/** Whatever else runs in a loop, a run at the same amplitude is the same run. */
const unchangedAtTheSameAmplitude: Law = {
  id: 'network/unchanged-at-the-same-amplitude',
  claim: 'C7',
  statement: 'always gives the same output while the amplitude is held fixed, whatever else ran in between',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ images: 2 }), fc.constantFrom(0.5, 2, 3, 10), async (input, factor) => {
      const first = await show(implementation, input);
      await show(implementation, { ...input, amplitude: factor * input.amplitude });
      const again = await show(implementation, input);
      requireSame(unchangedAtTheSameAmplitude, first, again);
    }),
};

/** The amplitude is what a neuron sends, and nothing that it receives: the first layer sees the picture only. */
const firstLayerDoesNotSeeTheAmplitude: Law = {
  id: 'network/first-layer-does-not-see-the-amplitude',
  claim: 'C4',
  statement: 'fires the first layer in the same steps at every amplitude',
  needs: ['network'],
  assumes: ['amplitude'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), fc.constantFrom(0.1, 0.5, 2, 7), async (input, factor) => {
      const [before] = await watch(implementation, input);
      const [after] = await watch(implementation, { ...input, amplitude: factor * input.amplitude });
      const [expected, got] = [before?.spikes ?? [], after?.spikes ?? []];
      requireThat(areEqual(expected, got), firstLayerDoesNotSeeTheAmplitude, () => firstDifferentTrain(expected, got));
    }),
};

/**
 * One hidden layer, read out without biases: its spikes stand still, each counts twice. Doubling changes an exponent and
 * no digit, so the read-outs are equal to the bit, in whichever order they are summed.
 */
const doubledAmplitudeDoublesTheReadout: Law = {
  id: 'network/doubled-amplitude-doubles-the-read-out',
  claim: 'C4',
  statement: 'doubles what is read out of its only hidden layer when the amplitude is doubled',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ layers: [1, 1] }), async (input) => {
      const { layers, readout } = input.weights;
      const weights = { layers, readout: { weight: readout.weight, bias: new Float32Array(readout.bias.length) } };
      const once = await show(implementation, { ...input, weights });
      const twice = await show(implementation, { ...input, weights, amplitude: 2 * input.amplitude });
      const expected = once.readout.map((classes) => classes.map((value) => 2 * value));
      requireSame(doubledAmplitudeDoublesTheReadout, expected, twice.readout);
    }),
};

/** F1. Powers of two change exponents and no digits, so that everything is equal to the bit: currents, voltages, classes. */
const gaugeByPowersOfTwo: Law = {
  id: 'network/gauge-by-powers-of-two',
  claim: 'F1',
  statement:
    'stays the same to the bit when the amplitude is multiplied, and all weights behind it divided, by a power of two',
  needs: ['network'],
  assumes: ['amplitude'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ images: 2 }), fc.constantFrom(-3, -1, 1, 2, 6), async (input, exponent) => {
      const watched = { ...input, probes: probesOf(input) };
      const before = await show(implementation, watched);
      const after = await show(implementation, gauged(watched, 2 ** exponent));
      requireSame(gaugeByPowersOfTwo, before, after);
    }),
};

/**
 * Roundings of one term of a current, in float32, in which weights are handed over: the weight (1) and the amplitude (1)
 * of the gauged network, dt (1), their ratio (1), gain · height · weight (2), and the same in the other: at most 12; each
 * addition adds one. A term is counted with its size, so the two currents differ by at most
 * 2 · (roundings + additions) · 2^−24 · Σ |term|.
 */
const roundingsOfATerm = 6;

/**
 * F1 for any factor. The second layer is fed by the same spikes, whatever the amplitude; so its currents agree but for
 * rounding. (Further on, a voltage within rounding of the threshold could part the two.)
 */
const gaugeByAnyFactor: Law = {
  id: 'network/gauge-by-any-factor',
  claim: 'F1',
  statement:
    'gives the second layer the same currents, up to rounding, when the amplitude is multiplied and the weights behind it are divided by any factor',
  needs: ['network'],
  assumes: ['amplitude'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ layers: [2, 2] }), fc.integer({ min: 3, max: 100 }), async (input, tenths) => {
      const [, before] = await watch(implementation, input);
      const [, after] = await watch(implementation, gauged(input, tenths / 10));
      const allowed = allowedDifferences(input);
      for (const [step, expected] of (before?.currents ?? []).entries()) {
        const got = after?.currents[step] ?? [];
        const close = expected.every(
          (current, neuron) => Math.abs(current - (got[neuron] ?? Number.NaN)) <= (allowed[neuron] ?? 0),
        );
        requireThat(close, gaugeByAnyFactor, () => ({ where: `step ${step}`, expected, got }));
      }
    }),
};

/** The bound above for every neuron of the second layer, as if every neuron before it fired at once. */
function allowedDifferences(input: NetworkInput): number[] {
  const { weights, amplitude, dtSeconds, architecture } = input;
  const { kernel, kernelBias, neuronBias } = weights.layers[1] as NetworkInput['weights']['layers'][number];
  const [shape, layer] = [layerShapes(architecture)[0], architecture.hidden[1]];
  if (shape === undefined || layer === undefined) return [];
  const sizes = directConvolution({
    ...layer,
    input: shape,
    values: new Uint8Array(shape.rows * shape.columns * shape.channels).fill(1),
    kernel: kernel.map(Math.abs),
  });
  return sizes.map(({ sum, terms }, neuron) => {
    const channelBias = Math.abs(kernelBias[neuron % layer.channels] ?? 0);
    const size = gainOf(input) * ((amplitude / dtSeconds) * sum + channelBias) + Math.abs(neuronBias[neuron] ?? 0);
    return 2 * (roundingsOfATerm + terms + 1) * unitRoundoff.float32 * size;
  });
}

/** What the amplitude does to a network, in reading order. */
export const amplitudeLaws: readonly Law[] = [
  unchangedAtTheSameAmplitude,
  firstLayerDoesNotSeeTheAmplitude,
  doubledAmplitudeDoublesTheReadout,
  gaugeByPowersOfTwo,
  gaugeByAnyFactor,
];
