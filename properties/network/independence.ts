import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { networkInput } from '../arbitraries/network.ts';
import { areEqual, requireSame, requireThat } from '../require.ts';
import { firstDifferentTrain, layerShapes, probesOf, show, watch } from './observation.ts';

/** Every image meets the network as it was built. */
const imagesDoNotMeet: Law = {
  id: 'network/images-do-not-meet',
  claim: 'images',
  statement: 'answers to an image the same alone and among others, in any order',
  needs: ['network'],
  property: (implementation) =>
    fc.asyncProperty(networkInput({ images: 3 }), async (input) => {
      const { images } = input;
      const together = await show(implementation, input);
      const reversed = await show(implementation, { ...input, images: images.toReversed() });
      for (const [index, image] of images.entries()) {
        const alone = await show(implementation, { ...input, images: [image] });
        const expected = answerTo(alone, 0);
        for (const got of [answerTo(together, index), answerTo(reversed, images.length - 1 - index)])
          requireSame(imagesDoNotMeet, expected, got, `image ${index}`);
      }
    }),
};

function answerTo(output: Awaited<ReturnType<typeof show>>, index: number) {
  const { predicted, readout, spikeCounts } = output;
  return { predicted: predicted[index], readout: readout[index], spikeCounts: spikeCounts[index] };
}

/** To look is not to touch: neither whether a probe is there, nor how many. */
const probesChangeNothing: Law = {
  id: 'network/probes-change-nothing',
  claim: 'probes',
  statement: 'gives the same output however many probes look on, and shows each of them the same',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), async (input) => {
      const { probed: _, ...unseen } = await show(implementation, input);
      const probes = probesOf(input);
      const { probed, ...seen } = await show(implementation, { ...input, probes });
      requireSame(probesChangeNothing, unseen, seen);
      for (const [place, probe] of probes.entries()) {
        const alone = await show(implementation, { ...input, probes: [probe] });
        const [expected, got] = [alone.probed?.[0], probed?.[place]];
        requireSame(probesChangeNothing, expected, got, `${probe.layer}`);
      }
    }),
};

/** A run does not know how long it will be. */
const longerRunsBeginTheSame: Law = {
  id: 'network/longer-runs-begin-the-same',
  claim: 'steps',
  statement: 'begins a longer run exactly as a shorter one',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), fc.integer({ min: 1, max: 8 }), async (input, more) => {
      const shorter = await watch(implementation, input);
      const longer = await watch(implementation, { ...input, steps: input.steps + more });
      for (const [layer, expected] of shorter.entries()) {
        const { currents = [], voltages = [], spikes = [] } = longer[layer] ?? {};
        const fires = spikes.slice(0, input.steps);
        const got = {
          currents: currents.slice(0, input.steps),
          voltages: voltages.slice(0, input.steps),
          spikes: fires,
        };
        requireThat(areEqual(expected.spikes, fires), longerRunsBeginTheSame, () =>
          firstDifferentTrain(expected.spikes, fires),
        );
        requireSame(longerRunsBeginTheSame, expected, got);
      }
    }),
};

/** One neuron for every place of the kernel and every channel; what is counted is what fires, once a step at most. */
const countsEverySpikeOfEveryNeuron: Law = {
  id: 'network/counts-every-spike-of-every-neuron',
  claim: 'layers',
  statement: 'has one neuron a kernel and place in every layer, and counts each of its spikes once',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(networkInput(), async (input) => {
      const { spikeCounts } = await show(implementation, input);
      const layers = await watch(implementation, input);
      for (const [layer, { rows, columns, channels }] of layerShapes(input.architecture).entries()) {
        const spikes = layers[layer]?.spikes ?? [];
        const sizes = spikes.map((fired) => fired.length);
        const expected = Array.from({ length: input.steps }, () => rows * columns * channels);
        requireSame(countsEverySpikeOfEveryNeuron, expected, sizes);
        const values = spikes.flat();
        const [sum, got] = [values.reduce((total, value) => total + value, 0), spikeCounts[0]?.[layer]];
        requireThat(
          sum === got && values.every((value) => value === 0 || value === 1),
          countsEverySpikeOfEveryNeuron,
          () => ({
            expected: sum,
            got,
          }),
        );
      }
    }),
};

/** What images, steps and probes do not change, in reading order. */
export const independenceLaws: readonly Law[] = [
  imagesDoNotMeet,
  probesChangeNothing,
  longerRunsBeginTheSame,
  countsEverySpikeOfEveryNeuron,
];
