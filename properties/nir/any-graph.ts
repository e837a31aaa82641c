import fc from 'fast-check';
import type { NirInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalLeakyIntegrator, legalNir, smallNir, steadyNir } from '../arbitraries/legal-nir.ts';
import { changedNode, drivenNode, plainDtSeconds, requestOf } from '../arbitraries/nir.ts';
import { requireThat } from '../require.ts';
import { envelopeOf, reportedLateSteps, requireRight, rightRuns, rightTrains } from './right.ts';
import { nirTrainsOf, requireTrains, withNeuron } from './same-spikes.ts';

/** The equations have no units of their own, so what holds for a neuron in its own units holds for any graph. */
const firesInItsOwnUnits: Law = {
  id: 'nir/fires-in-its-own-units',
  clause: 'nir',
  needs: ['nir'],
  times: 6,
  statement:
    'every neuron of any NIR graph always behaves as it would alone, with v_threshold 1, v_reset 0 and r 1 in steps of 0.1 ms',
  property: (implementation) =>
    fc.asyncProperty(legalNir(), async ({ graph, alone, fromStep }) => {
      const { spikes, voltage } = await capabilityOf(implementation, 'nir')(graph);
      for (const { neuron, input, volts } of alone) {
        const own = await capabilityOf(implementation, 'nir')(input);
        const [train = [], expected = []] = [spikes[neuron], own.spikes[0]].map((all) =>
          all?.filter((step) => step >= fromStep),
        );
        if (train.join() !== expected.join())
          await requireTrains(firesInItsOwnUnits, implementation, input, [train], fromStep);
        else if (voltage && own.voltage) requireVolts(neuron, voltage, own.voltage, volts, fromStep);
      }
    }),
};

/** The part of the distances between voltages by which rounding may move one: 100 times that of a float32 run. */
const roundingOfVolts = 2 ** -11;

/** Refutes the law unless the voltages of a neuron in a graph are those that it has alone, in volts. */
function requireVolts(
  neuron: number,
  voltage: readonly (readonly number[])[],
  alone: readonly (readonly number[])[],
  volts: (v: number) => number,
  fromStep: number,
): void {
  const own = alone.slice(fromStep).map(([v = Number.NaN]) => v);
  const farthest = Math.max(1, ...own.map(Math.abs));
  const largest = Math.abs(volts(0)) + Math.abs(volts(farthest)) + Math.abs(volts(-farthest));
  for (const [index, v] of own.entries()) {
    const step = fromStep + index;
    const [expected, got] = [volts(v), voltage[step]?.[neuron] ?? Number.NaN];
    requireThat(Math.abs(got - expected) <= roundingOfVolts * largest, firesInItsOwnUnits, () => ({
      where: `voltage of neuron ${neuron} in step ${step}`,
      expected,
      got,
    }));
  }
}

/** A neuron that is reset correctly only once, or that takes its time constant for a shorter one, fires at other times. */
const firesAgainOnTime: Law = {
  id: 'nir/fires-again-on-time',
  clause: 'nir',
  needs: ['nir'],
  times: 4,
  statement: 'a LIF, IF or CubaLIF fires again whenever its equation has led from v_reset to v_threshold',
  property: (implementation) =>
    fc.asyncProperty(steadyNir(), async (graph) => {
      const [train = []] = await nirTrainsOf(implementation, graph);
      const intervals = rightTrains(graph).map(lastInterval);
      const [least, most] = envelopeOf(intervals);
      const interval = lastInterval(train);
      requireThat(interval >= least && interval <= most, firesAgainOnTime, () => ({
        expected: `${least} to ${most} steps between the last two spikes`,
        got: train.length > 1 ? interval : `${train.length} spikes in ${graph.inputs.length} steps`,
      }));
      const silent = graph.inputs.length - (train.at(-1) as number);
      requireThat(silent <= most + 1, firesAgainOnTime, () => ({
        expected: `at most ${most} steps after the last spike`,
        got: silent,
      }));
    }),
};

const lastInterval = (train: readonly number[]): number =>
  train.length > 1 ? (train.at(-1) as number) - (train.at(-2) as number) : Number.POSITIVE_INFINITY;

/** Discretizations differ, but in each of them a slower synapse delivers less current at first. */
const waitsForItsSynapse: Law = {
  id: 'nir/cuba-waits-for-its-synapse',
  clause: 'nir',
  needs: ['nir'],
  times: 2,
  statement:
    'a CubaLIF fires when its two equations lead to v_threshold, for a tau_syn from a step to more than its tau_mem',
  property: (implementation) =>
    fc.asyncProperty(
      fc.integer({ min: 8, max: 24 }).map((halves) => 2 * halves),
      fc.integer({ min: 11, max: 32 }).map((eighths) => eighths / 8),
      fc.constantFrom('1', 'tau_mem/dt', 'both'),
      async (steps, drive, gains) => {
        for (const synapseSteps of [1, 0.75 * steps, steps, 1.5 * steps]) {
          const times = { tau_syn: [synapseSteps * plainDtSeconds], tau_mem: [steps * plainDtSeconds] };
          // some importers honor only these
          const [r, w] = [gains === '1' ? 1 : steps, gains === 'both' ? synapseSteps : 1];
          const node = { ...times, r: [r], w_in: [w], v_leak: [0], v_threshold: [1], v_reset: [0] };
          const inputs = Array<number[]>(8 * steps).fill([drive / (r * w)]);
          const graph: NirInput = { dtSeconds: plainDtSeconds, nodes: [{ type: 'CubaLIF', ...node }], inputs };
          const [[got = Number.POSITIVE_INFINITY] = []] = await nirTrainsOf(implementation, graph);
          const [least, last] = envelopeOf(rightTrains(graph).map(([first = Number.NaN]) => first));
          const most = last + reportedLateSteps;
          requireThat(got >= least && got <= most, waitsForItsSynapse, () => ({
            expected: `the first spike in steps ${least} to ${most}, for a tau_syn of ${synapseSteps} steps and a tau_mem of ${steps}`,
            got: `in step ${got}`,
          }));
        }
      },
    ),
};

/** Small graphs are run by every right discretization, so nothing about them is left open but rounding. */
const followsItsEquations: Law = {
  id: 'nir/follows-its-equations',
  clause: 'nir',
  needs: ['nir'],
  times: 10,
  statement: 'the neurons of a small NIR graph always fire, and show voltages, as by one right discretization',
  property: (implementation) =>
    fc.asyncProperty(smallNir(), async (graph) => {
      requireRight(followsItsEquations, graph, await capabilityOf(implementation, 'nir')(graph));
    }),
};

/** A connection that was pruned has a weight of 0. */
const needsWeight: Law = {
  id: 'nir/cuba-needs-its-weight',
  clause: 'nir',
  needs: ['nir'],
  statement: 'a CubaLIF with a w_in of 0 never fires, whatever its input, once it has rested',
  property: (implementation) =>
    fc.asyncProperty(drivenNode('CubaLIF'), async ({ node, drive, restSteps }) => {
      const rested = requestOf(node, [...Array<number>(restSteps).fill(0), ...drive]);
      const graph = withNeuron(rested, (neuron) => changedNode(neuron, { w_in: () => 0 }));
      const [train = []] = await nirTrainsOf(implementation, graph, restSteps);
      requireThat(train.length === 0, needsWeight, () => ({ expected: 'no spike', got: `spikes in steps ${train}` }));
    }),
};

/** Two runs of one graph differ by what their inputs cause. Wherever the voltage starts cancels. */
const approachesItsInput: Law = {
  id: 'nir/li-approaches',
  clause: 'nir',
  needs: ['nir'],
  looksAt: ['voltage'],
  statement: 'the voltage of an LI always follows its equation, with a tau, r and v_leak of its own and any weights',
  property: (implementation) =>
    fc.asyncProperty(legalLeakyIntegrator(), async ({ graph, silent, rests, errorOf }) => {
      const run = async (input: NirInput) => {
        const { spikes, voltage } = await capabilityOf(implementation, 'nir')(input);
        requireThat(spikes.flat().length === 0, approachesItsInput, () => ({ expected: 'no spike', got: spikes }));
        return voltage;
      };
      const [driven, resting] = [await run(graph), await run(silent)];
      if (driven === undefined || resting === undefined) return;
      for (const { neuron, volts, error } of rests) {
        const got = resting.at(-1)?.[neuron] ?? Number.NaN;
        requireThat(Math.abs(got - volts) <= error, approachesItsInput, () => ({
          where: `voltage of neuron ${neuron} without input`,
          expected: volts,
          got,
        }));
      }
      const right = ['after-reset', 'before-step'].flatMap((shown) => {
        const rest = rightRuns(silent, { shown });
        return rightRuns(graph, { shown }).map(({ voltage }, index) => ({ voltage, rest: rest[index]?.voltage }));
      });
      for (const [step, row] of driven.entries()) {
        for (const [neuron, voltage] of row.entries()) {
          const got = voltage - (resting[step]?.[neuron] as number);
          const moved = right.map((run) => (run.voltage?.[step]?.[neuron] ?? 0) - (run.rest?.[step]?.[neuron] ?? 0));
          const [least, most] = envelopeOf(moved);
          const error = errorOf(neuron, Math.max(-least, most));
          requireThat(got >= least - error && got <= most + error, approachesItsInput, () => ({
            where: `voltage of neuron ${neuron} in step ${step}, less its voltage without input`,
            expected: `${least} to ${most}`,
            got,
          }));
        }
      }
    }),
};

export const legalNirLaws: readonly Law[] = [
  firesInItsOwnUnits,
  firesAgainOnTime,
  waitsForItsSynapse,
  followsItsEquations,
  needsWeight,
  approachesItsInput,
];
