import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import type { NetworkOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { manyImages, smallNetwork } from '../arbitraries/legal-network.ts';
import { requireSame, requireThat } from '../require.ts';
import { inAnyForm, settle } from '../vectors/settled-network.ts';
import { probesOf, recordLayers, runNetwork } from './observation.ts';
import { areWithin } from './rounding.ts';

/** Otherwise accuracy would depend on the order of the images. Sums may be added in another order if there are more. */
const imagesAreIndependent: Law = {
  id: 'network/images-do-not-meet',
  clause: 'images',
  statement: 'always gives the same answer to an image, alone or among others, in any order',
  needs: ['network'],
  // a simulator without synapses between layers answers three quarters of the inputs
  times: 2,
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(manyImages(), async (input) => {
      const { images } = input;
      const together = await runNetwork(implementation, input);
      const reversed = await runNetwork(implementation, { ...input, images: images.toReversed() });
      // the others take long
      for (const index of new Set([0, Math.floor(images.length / 2), images.length - 1])) {
        const image = images[index] as Uint8Array;
        const one = { ...input, images: [image] };
        const settled = await settle(one, implementation.precision, conventions, inAnyForm);
        if (settled === undefined) continue; // rounding may decide
        const alone = answerTo(await runNetwork(implementation, one), 0);
        for (const got of [answerTo(together, index), answerTo(reversed, images.length - 1 - index)]) {
          requireSame(imagesAreIndependent, alone.spikes, got.spikes, `image ${index}`);
          // each is within the bound of the definition
          requireThat(areWithin(2 * settled.allowed.readout, alone.readout, got.readout), imagesAreIndependent, () => ({
            where: `read-out of image ${index}`,
            expected: alone.readout,
            got: got.readout,
          }));
        }
      }
    }),
};

function answerTo({ predicted, readout, spikeCounts }: NetworkOutput, index: number) {
  return {
    spikes: { predicted: predicted[index], spikeCounts: spikeCounts[index] },
    readout: readout[index] ?? [],
  };
}

/** Otherwise measuring a network would change it. A user probes some stages, in any order, perhaps one of them twice. */
const probesChangeNothing: Law = {
  id: 'network/probes-change-nothing',
  clause: 'probes',
  statement: 'always gives the same output with probes as without, and each probe the same values beside any others',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(
      smallNetwork({ images: 2 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
      async (input, some) => {
        const { probed: _, ...expected } = await runNetwork(implementation, input);
        const all = probesOf(input);
        const { probed = [], ...got } = await runNetwork(implementation, { ...input, probes: all });
        requireSame(probesChangeNothing, expected, got);
        if (probed.length === 0) return;
        const chosen = some.map((one) => one % all.length);
        const probes = chosen.map((one) => all[one] as (typeof all)[number]);
        const again = await runNetwork(implementation, { ...input, probes });
        requireSame(
          probesChangeNothing,
          chosen.map((one) => probed[one]),
          again.probed,
          'probes',
        );
      },
    ),
};

/** Otherwise runs of two lengths could not be compared. */
const longerRunsBeginTheSame: Law = {
  id: 'network/longer-runs-begin-the-same',
  clause: 'steps',
  statement: 'always begins a longer run exactly like a shorter one',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation) =>
    fc.asyncProperty(smallNetwork(), fc.integer({ min: 1, max: 8 }), async (input, more) => {
      const longer = await recordLayers(implementation, { ...input, steps: input.steps + more });
      const got = longer.map(({ currents, voltages, spikes }) => ({
        currents: currents.slice(0, input.steps),
        voltages: voltages.slice(0, input.steps),
        spikes: spikes.slice(0, input.steps),
      }));
      requireSame(longerRunsBeginTheSame, await recordLayers(implementation, input), got);
    }),
};

export const independenceLaws: readonly Law[] = [imagesAreIndependent, probesChangeNothing, longerRunsBeginTheSame];
