import fc from 'fast-check';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Trains } from '../../src/conformance/level.ts';
import type { NeuronTolerance } from '../../src/conformance/vectors/vector.ts';
import { requireThat } from '../require.ts';
import { firingTrains, type LevelLaw, replaced, requireLevel, steps, trainsAndNeuron, without } from './level-law.ts';

/** An output with constant voltages. */
const output = (spikes: Trains, voltage: number): NeuronOutput => ({
  spikes,
  spikeHeight: 1000,
  voltage: Array.from({ length: steps }, () => spikes.map(() => voltage)),
});
const allowed: NeuronTolerance = { voltage: 2 ** -40, spikeHeight: 2 ** -40 };

/** The level `bits` requires equal bits in all numbers. */
export const lastBit: LevelLaw = {
  id: 'level/bits-are-all-bits',
  clause: 'level',
  statement: 'never finds bits if the last bit of one number differs, or if voltages are not shown',
  property: (rule) =>
    fc.property(
      trainsAndNeuron(),
      fc.integer({ min: 0, max: steps - 1 }),
      fc.constantFrom('same', 'voltage', 'height', 'hidden', 'fewer'),
      ([trains, neuron], step, what) => {
        const expected = output(trains, 0.5);
        const same = structuredClone(expected) as NeuronOutput & { voltage: number[][] };
        const { voltage: _, ...hidden } = same;
        const got: NeuronOutput = {
          same,
          voltage: {
            ...same,
            voltage: same.voltage.with(
              step,
              trains.map((__, n) => (n === neuron ? 0.5 + 2 ** -53 : 0.5)),
            ),
          },
          height: { ...same, spikeHeight: 1000 + 2 ** -43 },
          hidden,
          fewer: { ...same, voltage: same.voltage.slice(0, -1) },
        }[what];
        const { level } = rule.compareNeurons(expected, got, steps, allowed);
        requireLevel(lastBit, { name: what === 'same' ? 'bits' : 'steps' }, level);
      },
    ),
};

/** If the spike height is wrong, every spike deviates. */
export const heightCounts: LevelLaw = {
  id: 'level/other-height-is-none',
  clause: 'level',
  statement: 'never finds a level for spikes of another height, and says that it is the height',
  property: (rule) =>
    fc.property(firingTrains(), (trains) => {
      const expected = output(trains, 0.5);
      const { level, divergence } = rule.compareNeurons(expected, { ...expected, spikeHeight: 1 }, steps, allowed);
      requireLevel(heightCounts, { name: 'none' }, level);
      requireThat(divergence?.stage === 'spike height', heightCounts, () => ({
        expected: 'spike height',
        got: divergence?.stage,
      }));
    }),
};

/** The first deviation is the cause of the others. */
export const firstStage: LevelLaw = {
  id: 'level/first-divergence',
  clause: 'level',
  statement: 'always names the first deviation: a voltage before the spike that it causes, in the earliest step',
  property: (rule) =>
    fc.property(trainsAndNeuron(), fc.boolean(), ([trains, neuron], voltageToo) => {
      const expected = output(trains, 0.5) as NeuronOutput & { voltage: number[][] };
      const train = trains[neuron] as number[];
      const step = train[1] as number;
      const voltage = voltageToo
        ? expected.voltage.with(
            step - 1,
            trains.map((_, n) => (n === neuron ? 0.75 : 0.5)),
          )
        : expected.voltage;
      const got = { ...expected, voltage, spikes: replaced(trains, neuron, without(train, [1])) };
      const found = rule.compareNeurons(expected, got, steps, allowed).divergence;
      const wanted = voltageToo ? ['voltage', step - 1, neuron] : ['spikes', step, neuron];
      const came = [found?.stage, found?.step, found?.neuron];
      requireThat(came.join() === wanted.join(), firstStage, () => ({
        expected: wanted,
        got: came,
      }));
    }),
};
