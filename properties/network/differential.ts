import fc from 'fast-check';
import { precisions } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { neuronActs, prepareNeuron } from '../../src/conformance/choices/neuron-step.ts';
import { predictRun } from '../../src/conformance/choices/prediction.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNetwork } from '../arbitraries/legal-network.ts';
import { countsIn, requirePredicted } from '../neuron/neuron-run.ts';
import { requireSame, requireThat } from '../require.ts';
import { requireCurrents, trainIn } from './layers.ts';
import { type LayerRecord, layersOf, probesOf, runNetwork } from './observation.ts';
import { definedReadout } from './read-out.ts';
import { areClose, roundingsOfReadout } from './rounding.ts';

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
  times: 6,
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(legalNetwork(), fc.boolean(), async (drawn, isReversed) => {
      const inOrder = <Any>(ofProbes: readonly Any[]) => (isReversed ? ofProbes.toReversed() : ofProbes);
      const input = { ...drawn, probes: inOrder(probesOf(drawn)) };
      const { probed: recorded = [], spikeCounts, readout, predicted } = await runNetwork(implementation, input);
      if (recorded.length === 0) return;
      const probed = inOrder(recorded);
      const layers = layersOf(input, probed);
      requireCurrents(everyStageFollows, implementation, input, layers);
      const { tauRcSeconds, tauRefSeconds } = input.architecture.neuron;
      for (const [layer, voltage] of input.initialVoltage.entries()) {
        const record = layers[layer] as LayerRecord;
        const initialVoltage = Array.from(voltage);
        const { dtSeconds, minVoltage } = input;
        const neurons = {
          dtSeconds,
          tauRcSeconds,
          tauRefSeconds,
          amplitude: 1,
          minVoltage,
          initialVoltage,
          current: record.currents,
        };
        const { precision } = implementation;
        const chosen = prepareNeuron(neuronActs(conventions), neurons, precisions[precision]);
        for (const neuron of initialVoltage.keys()) {
          const own = trainIn(record, neuron);
          const observed = { precision, counts: countsIn(own.train, input.steps) };
          requirePredicted(everyStageFollows, own, {
            ...predictRun(chosen, neurons, neuron, observed),
            note: `layer ${layer + 1}, neuron ${neuron}`,
          });
        }
        const counted = record.spikes.flat().reduce((total, count) => total + count, 0);
        requireSame(everyStageFollows, counted, spikeCounts[0]?.[layer], `spikes of layer ${layer + 1}`);
      }
      const expected = definedReadout(input, probed.at(-1) ?? []);
      const got = readout[0] ?? [];
      const isClose = areClose(expected, got, implementation, roundingsOfReadout(input));
      requireThat(isClose, { ...everyStageFollows, clause: 'read-out' }, () => ({
        where: 'read-out',
        expected: expected.map(({ sum }) => sum),
        got,
      }));
      const decides = { ...everyStageFollows, clause: 'class' };
      requireSame(decides, got.indexOf(Math.max(...got)), predicted[0], 'class');
    }),
};
