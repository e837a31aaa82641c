import fc from 'fast-check';
import type { NirInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import {
  changedNode,
  type DrivenNode,
  drivenNode,
  factor,
  type LeakyType,
  type NodeOf,
  plainDtSeconds,
  requestOf,
} from '../arbitraries/nir.ts';
import { requireThat } from '../require.ts';
import { envelopeOf, reportedLateSteps, rightRuns, rightTrains } from './right.ts';
import { type Alike, nirTrainsOf, requireSameSpikes } from './same-spikes.ts';

const constant = (steps: number, value: number) => Array<number>(steps).fill(value);

/** Refutes a law unless a spike of a neuron is where a right discretization has it, or reported late. */
function requireOnTime(law: Law, train: readonly number[], graph: NirInput, index: number): void {
  const [least, most] = envelopeOf(rightTrains(graph).map((right) => right[index] ?? Number.POSITIVE_INFINITY));
  const got = train[index] ?? Number.POSITIVE_INFINITY;
  const last = most + reportedLateSteps;
  const isAfterEnd = last >= graph.inputs.length;
  requireThat(got >= least && (got <= last || isAfterEnd), law, () => ({
    expected: `spike ${index + 1} in steps ${least} to ${last}`,
    got: Number.isFinite(got) ? `in step ${got}` : 'no such spike',
  }));
}

export const firesOnTime: Law = {
  id: 'nir/lif-latency',
  clause: 'nir',
  needs: ['nir'],
  statement: 'a LIF fires, and fires again, when its equation reaches v_threshold, by Euler or exactly',
  property: (implementation) =>
    fc.asyncProperty(drivenNode('LIF'), fc.constantFrom(1.125, 1.25, 1.5, 2, 4), async ({ node, restSteps }, drive) => {
      const request = requestOf(node, constant(2 * restSteps, drive * (node.v_threshold[0] as number)));
      const [train = []] = await nirTrainsOf(implementation, request);
      requireOnTime(firesOnTime, train, request, 0);
      requireOnTime(firesOnTime, train, request, 1);
    }),
};

/**
 * An IF that exceeds its threshold half a step before the end of a number of steps, so that it does not matter whether it
 * fires at the threshold. Some importers honor only r = 1, or r = 1/dt.
 */
function drivenIf(): fc.Arbitrary<{ node: NodeOf<'IF'>; steps: number; volts: number }> {
  const ofTwo = fc.constantFrom(1, 1 / plainDtSeconds);
  return fc.tuple(fc.integer({ min: 8, max: 80 }), ofTwo).map(([steps, r]) => ({
    node: { type: 'IF', r: [r], v_threshold: [1], v_reset: [0] },
    steps,
    volts: 1 / ((steps - 0.5) * plainDtSeconds),
  }));
}

/** Without a leak, r times the sum of I·dt is the voltage, in however many pieces the input comes. */
export const addsCharge: Law = {
  id: 'nir/if-charge',
  clause: 'nir',
  needs: ['nir'],
  statement:
    'an IF fires when r times its charge reaches v_threshold, however long the input pauses, and ten times as late for the tenth time',
  property: (implementation) =>
    fc.asyncProperty(drivenIf(), fc.integer({ min: 0, max: 60 }), async ({ node, steps, volts }, pause) => {
      const half = Math.floor(steps / 2);
      const drive = [...constant(half, volts), ...constant(pause, 0), ...constant(10 * steps, volts)];
      const request = requestOf(node, drive);
      const [train = []] = await nirTrainsOf(implementation, request);
      requireOnTime(addsCharge, train, request, 0);
      requireOnTime(addsCharge, train, request, 9);
    }),
};

/** Often 0, because some importers support no other. */
const leak = () => fc.oneof(fc.constant(0), fc.integer({ min: -16, max: 16 }));

/** An LI has no threshold, so its voltage is its output. */
export const settles: Law = {
  id: 'nir/li-settles',
  clause: 'nir',
  needs: ['nir'],
  looksAt: ['voltage'],
  statement: 'the voltage of an LI settles at v_leak, then moves to v_leak + r·I as its equation says',
  property: (implementation) =>
    fc.asyncProperty(factor(), fc.constantFrom(1, -1), leak(), async (size, sign, sixteenths) => {
      const r = sign * size;
      const node = { type: 'LI', tau: [8 * plainDtSeconds], r: [r], v_leak: [sixteenths / 16] } as const;
      const request = requestOf(node, [...constant(160, 0), ...constant(160, r)]); // an input of 1, as of spikes
      const { voltage } = await capabilityOf(implementation, 'nir')(request);
      if (voltage !== undefined) requireVoltages(settles, voltage, request, 159);
    }),
};

/** Refutes a law unless the voltages of a neuron are between those of right discretizations, from a step on. */
function requireVoltages(law: Law, voltage: readonly (readonly number[])[], graph: NirInput, fromStep: number): void {
  const right = ['after-reset', 'before-step'].flatMap((shown) => rightRuns(graph, { shown }));
  const all = right.map((run) => run.voltage?.map(([volts = Number.NaN]) => volts) ?? []);
  for (const [index, [got = Number.NaN]] of voltage.slice(fromStep).entries()) {
    const step = fromStep + index;
    const [least, most] = envelopeOf(all.map((volts) => volts[step] as number));
    requireThat(got >= least - roundingOfVolts && got <= most + roundingOfVolts, law, () => ({
      where: `voltage in step ${step}`,
      expected: `${least} to ${most}`,
      got,
    }));
  }
}

const roundingOfVolts = 1e-4;

export const nirEquationLaws: readonly Law[] = [firesOnTime, addsCharge, settles];

const plus = (c: number) => (value: number) => value + c;

/** A shift of voltages, as a multiple of the threshold. Thresholds stay above 0. */
const shift = () => fc.constantFrom(-0.5, 0.25, 0.5, 1, 2);

/** A law about two requests that differ by a voltage. Both rest first, because NIR does not define where they start. */
function shifting(
  type: LeakyType,
  id: string,
  statement: string,
  pair: (driven: DrivenNode, volts: number) => Pick<Alike, 'one' | 'other'>,
): Law {
  const law: Law = {
    id,
    clause: 'nir',
    statement,
    needs: ['nir'],
    property: (implementation) =>
      fc.asyncProperty(drivenNode(type), shift(), ({ drive, ...driven }, thresholds) => {
        const rested = { ...driven, drive: [...constant(driven.restSteps, 0), ...drive] };
        const alike = pair(rested, thresholds * (driven.node.v_threshold[0] as number));
        return requireSameSpikes(law, implementation, { ...alike, fromStep: driven.restSteps });
      }),
  };
  return law;
}

/** The equation contains only differences of voltages. */
const offset = ({ node, drive }: DrivenNode, volts: number) => ({
  one: requestOf(node, drive),
  other: requestOf(changedNode(node, { v_leak: plus(volts), v_threshold: plus(volts), v_reset: plus(volts) }), drive),
});

/** v_leak and r·I appear only as a sum. A leak below the threshold is silent by itself. */
const leakAsBias = ({ node, drive }: DrivenNode, volts: number) => {
  const below = Math.min(volts, (node.v_threshold[0] as number) / 2);
  return {
    one: requestOf(node, drive.map(plus(below))),
    other: requestOf(changedNode(node, { v_leak: plus(below) }), drive),
  };
};

/** As `offset`, with a bias in place of v_leak, for importers that refuse v_leak. */
const offsetByBias = ({ node, drive }: DrivenNode, volts: number) => ({
  one: requestOf(node, drive),
  other: requestOf(changedNode(node, { v_threshold: plus(volts), v_reset: plus(volts) }), drive.map(plus(volts))),
});

export const nirVoltageLaws: readonly Law[] = [
  shifting('LIF', 'nir/lif-voltage-offset', 'a LIF always fires in the same steps if all voltages are shifted', offset),
  shifting(
    'LIF',
    'nir/lif-leak-as-bias',
    'a LIF always fires in the same steps for v_leak and for the input v_leak/r',
    leakAsBias,
  ),
  shifting(
    'LIF',
    'nir/lif-reset-voltage',
    'a LIF always fires in the same steps if v_threshold, v_reset and r·I are shifted',
    offsetByBias,
  ),
  shifting(
    'CubaLIF',
    'nir/cuba-leak-as-bias',
    'a CubaLIF always fires in the same steps for v_leak and for the input v_leak/(r·w_in)',
    leakAsBias,
  ),
  shifting(
    'CubaLIF',
    'nir/cuba-reset-voltage',
    'a CubaLIF always fires in the same steps if v_threshold, v_reset and r·I are shifted',
    offsetByBias,
  ),
];
