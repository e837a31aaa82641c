import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { Law } from '../../src/conformance/law.ts';
import type { Shape } from '../../src/simulator/network/architecture.ts';
import { legalNetwork } from '../arbitraries/large-network.ts';
import { countsIn, requirePredicted } from '../neuron/neuron-run.ts';
import { predictByRule } from '../oracles/declared-rule.ts';
import { requireSame, requireThat } from '../require.ts';
import { definedCurrents, trainIn } from './layers.ts';
import { layerShapes, probesOf, runNetwork } from './observation.ts';
import { definedReadout, roundingsOfReadout } from './read-out.ts';
import { areClose, roundingsOfGain } from './rounding.ts';
import { currentsOfSpikes, roundingsOfSynapse } from './synapse.ts';

/**
 * Every stage of every layer follows from what the implementation itself did in the stage before. So it is compared
 * after any spike, on whichever side of the threshold rounding put it.
 */
export const everyStageFollows: Law = {
  id: 'network/every-stage-follows',
  clause: 'layers',
  statement:
    'always has the currents, voltages, spikes, counts, read-outs and class that follow from the stage before, at any sizes',
  needs: ['network'],
  looksAt: ['probed'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(legalNetwork(), async (drawn) => {
      const input = { ...drawn, probes: probesOf(drawn) };
      const { probed = [], spikeCounts, readout, predicted } = await runNetwork(implementation, input);
      if (probed.length === 0) return;
      const shapes = [input.architecture.input, ...layerShapes(input.architecture)];
      const { tauRcSeconds, tauRefSeconds } = input.architecture.neuron;
      for (const [layer, voltage] of input.initialVoltage.entries()) {
        const [currents = [], voltages = [], spikes = []] = probed.slice(3 * layer, 3 * layer + 3);
        const shape = shapes[layer] as Shape;
        const sums =
          layer === 0
            ? Array(input.steps).fill(definedCurrents(input, 0, shape, input.images[0] ?? []))
            : currentsOfSpikes(input, layer, shape, probed[3 * layer - 1] ?? []);
        for (const [step, expected] of sums.entries()) {
          const more = roundingsOfGain(input) + (layer === 0 ? 0 : roundingsOfSynapse(input, step));
          requireThat(areClose(expected, currents[step] ?? [], implementation, more), everyStageFollows, () => ({
            where: `currents of layer ${layer + 1}, step ${step}`,
            expected: expected.map(({ sum }: { readonly sum: number }) => sum),
            got: currents[step],
          }));
        }
        const initialVoltage = Array.from(voltage);
        const { dtSeconds, minVoltage } = input;
        const neurons = {
          dtSeconds,
          tauRcSeconds,
          tauRefSeconds,
          amplitude: 1,
          minVoltage,
          initialVoltage,
          current: currents,
        };
        for (const neuron of initialVoltage.keys()) {
          const own = trainIn({ currents, voltages, spikes }, neuron);
          const observed = countsIn(own.train, input.steps);
          requirePredicted(everyStageFollows, own, {
            ...predictByRule(conventions, neurons, neuron, implementation.precision, [], observed),
            note: `layer ${layer + 1}, neuron ${neuron}`,
          });
        }
        const counted = spikes.flat().reduce((total, count) => total + count, 0);
        requireSame(everyStageFollows, counted, spikeCounts[0]?.[layer], `spikes of layer ${layer + 1}`);
      }
      const expected = definedReadout(input, probed.at(-1) ?? []);
      const got = readout[0] ?? [];
      const isClose = areClose(expected, got, implementation, roundingsOfReadout(input));
      requireThat(isClose, everyStageFollows, () => ({
        where: 'read-out',
        expected: expected.map(({ sum }) => sum),
        got,
      }));
      requireSame(everyStageFollows, got.indexOf(Math.max(...got)), predicted[0], 'class');
    }),
};
