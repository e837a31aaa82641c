import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { NetworkInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { largeNetwork } from '../arbitraries/legal-network.ts';
import { requireSame, requireThat } from '../require.ts';
import { inAnyForm, settle } from '../vectors/settled-network.ts';
import { runNetwork } from './observation.ts';
import { areWithin } from './rounding.ts';

/** Needs only classes, counts and read-outs, so it can also judge simulators without probes. */
export const runsAtAnySize: Law = {
  id: 'network/runs-at-any-size',
  clause: 'layers',
  leastRuns: 33,
  statement:
    'always has the spikes, read-outs and classes of the definition, with neurons of the declared rule, at any sizes',
  needs: ['network'],
  times: 5,
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(largeNetwork(), async (input) => {
      // rounding must decide nothing
      const settled = await settle(input, implementation.precision, conventions, inAnyForm);
      if (settled === undefined) return fc.pre(false);
      const { output: expected, allowed } = settled;
      const got = await runNetwork(implementation, input);
      requireSame(runsAtAnySize, expected.spikeCounts, got.spikeCounts, 'spikes per layer');
      requireSame(runsAtAnySize, expected.predicted, got.predicted, 'classes');
      const [right = [], readout = []] = [expected.readout[0], got.readout[0]];
      const isClose = areWithin(allowed.readout, right, readout);
      requireThat(isClose, runsAtAnySize, () => ({ where: 'read-out', expected: right, got: readout }));
    }),
};

/** A layer of like neurons that fire in every step, whatever the image shows. */
function likeNeurons(edge: number, channels: number, steps: number): NetworkInput {
  const neurons = edge * edge * channels;
  const zeros = (length: number) => new Float32Array(length);
  return {
    architecture: {
      name: 'alike',
      input: { rows: edge, columns: edge, channels: 1 },
      hidden: [{ kernelSize: 1, stride: 1, channels }],
      classes: 2,
      neuron: { tauRcSeconds: 0.02, tauRefSeconds: 0, maxRateHz: 100, intercept: 0 },
      readoutTauSeconds: 0.1,
    },
    amplitude: 0.01,
    minVoltage: 0,
    dtSeconds: 0.001,
    steps,
    weights: {
      layers: [{ kernel: zeros(channels), kernelBias: zeros(channels), neuronBias: zeros(neurons).fill(100) }],
      readout: { weight: zeros(2 * neurons), bias: zeros(2) },
    },
    initialVoltage: [zeros(neurons)],
    images: [new Uint8Array(edge * edge)],
  };
}

/** More spikes of a layer than 16 bits can count, and more of a neuron than 8 bits. */
export const countsEverySpike: Law = {
  id: 'network/counts-every-spike',
  clause: 'layers',
  statement:
    'counts 2,880 times as many spikes for 2,880 like neurons as for one, and at least nine times as many in ten times the time',
  needs: ['network'],
  mostRuns: 1,
  property: (implementation) =>
    fc.asyncProperty(fc.constant([12, 20] as const), async ([edge, channels]) => {
      const countOf = async (...like: Parameters<typeof likeNeurons>) =>
        (await runNetwork(implementation, likeNeurons(...like))).spikeCounts[0]?.[0] ?? Number.NaN;
      const alone = await countOf(1, 1, 30);
      const together = await countOf(edge, channels, 30);
      requireSame(countsEverySpike, edge * edge * channels * alone, together, 'spikes');
      // ten times as many, except for steps before the first spike
      const longer = await countOf(1, 1, 300);
      const expected = `${9 * alone} or more`;
      requireThat(longer >= 9 * alone, countsEverySpike, () => ({ where: 'spikes', expected, got: longer }));
    }),
};
