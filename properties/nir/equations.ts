import fc from 'fast-check';
import { log } from '../../src/base/elementary.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import {
  changedNode,
  drivenNode,
  factor,
  type LeakyType,
  type NodeOf,
  plainDtSeconds,
  requestOf,
} from '../arbitraries/nir.ts';
import { requireThat } from '../require.ts';
import { nirTrainsOf } from './same-spikes.ts';

const constant = (steps: number, value: number) => Array<number>(steps).fill(value);

/** What every stable discretization shares with the equation: where a voltage settles. */
function rheobase(type: LeakyType, id: string, sum: string): Law {
  const law: Law = {
    ...{ id, clause: 'nir', needs: ['nir'] },
    statement: `a ${type} fires at a constant input exactly if ${sum} is above v_threshold`,
    property: (implementation) =>
      fc.asyncProperty(drivenNode(type), fc.boolean(), async ({ node, restSteps }, isAbove) => {
        const input = (node.v_threshold[0] as number) * (isAbove ? 1.125 : 0.875);
        const [train = []] = await nirTrainsOf(implementation, requestOf(node, constant(2 * restSteps, input)));
        requireThat(train.length > 0 === isAbove, law, () => ({
          expected: `${isAbove ? 'spikes' : 'no spike'} at a constant input of ${input}`,
          got: `${train.length} spikes in ${2 * restSteps} steps`,
        }));
      }),
  };
  return law;
}

/** How far a spike may be from the step of the equation: it may be reported one step later. */
const slackSteps = 2;

/** Refutes a law unless a neuron fires for the first time between two steps. */
function requireFirstSpike(law: Law, train: readonly number[], earliest: number, latest: number): void {
  const first = train[0] ?? Number.POSITIVE_INFINITY;
  const [from, to] = [Math.floor(earliest) - slackSteps, Math.ceil(latest) + slackSteps];
  requireThat(first >= from && first <= to, law, () => ({
    expected: `the first spike in steps ${Math.max(from, 0)} to ${to}`,
    got: train.length === 0 ? 'no spike' : `the first spike in step ${first}`,
  }));
}

/** v reaches the threshold after −τ·ln(1 − v_threshold/(r·I)). Forward Euler is earlier, backward Euler later. */
export const firesOnTime: Law = {
  ...{ id: 'nir/lif-latency', clause: 'nir', needs: ['nir'] },
  statement: 'a LIF fires when its equation reaches v_threshold, within two steps and the error of an Euler step',
  property: (implementation) =>
    fc.asyncProperty(drivenNode('LIF'), fc.constantFrom(1.125, 1.25, 1.5, 2, 4), async ({ node, restSteps }, drive) => {
      const request = requestOf(node, constant(restSteps, drive * (node.v_threshold[0] as number)));
      const [train = []] = await nirTrainsOf(implementation, request);
      const stepOfTau = plainDtSeconds / (node.tau[0] as number);
      const distance = log(1 - 1 / drive);
      requireFirstSpike(firesOnTime, train, distance / log(1 - stepOfTau), -distance / log(1 + stepOfTau));
    }),
};

/** An IF that reaches its threshold in a number of steps. Some importers honor only r = 1, or r = 1/dt. */
function drivenIf(): fc.Arbitrary<{ node: NodeOf<'IF'>; steps: number; volts: number }> {
  const ofTwo = fc.constantFrom(1, 1 / plainDtSeconds);
  return fc.tuple(fc.integer({ min: 8, max: 40 }), ofTwo).map(([steps, r]) => ({
    ...{ node: { type: 'IF', r: [r], v_threshold: [1], v_reset: [0] }, steps },
    volts: 1 / (steps * plainDtSeconds),
  }));
}

/** Without a leak, r times the sum of I·dt is the voltage, in however many pieces the input comes. */
export const addsCharge: Law = {
  ...{ id: 'nir/if-charge', clause: 'nir', needs: ['nir'] },
  statement: 'an IF fires when r times its charge reaches v_threshold, however long the input pauses',
  property: (implementation) =>
    fc.asyncProperty(drivenIf(), fc.integer({ min: 0, max: 60 }), async ({ node, steps, volts }, pause) => {
      const half = Math.floor(steps / 2);
      const drive = [...constant(half, volts), ...constant(pause, 0), ...constant(steps, volts)];
      const [train = []] = await nirTrainsOf(implementation, requestOf(node, drive));
      requireFirstSpike(addsCharge, train, steps + pause, steps + pause);
    }),
};

/** r and I appear only as the product r·I. */
export const multipliesCharge: Law = {
  ...{ id: 'nir/if-resistance', clause: 'nir', needs: ['nir'] },
  statement: 'an IF with k times r fires when k times its charge reaches v_threshold',
  property: (implementation) =>
    fc.asyncProperty(drivenIf(), factor(), async ({ node, steps, volts }, k) => {
      const request = requestOf(changedNode(node, { r: (r) => r * k }), constant(steps + slackSteps + 1, volts));
      const [train = []] = await nirTrainsOf(implementation, request);
      requireFirstSpike(multipliesCharge, train, steps, steps);
    }),
};

/** An LI has no threshold, so its voltage is its output. */
export const settles: Law = {
  ...{ id: 'nir/li-settles', clause: 'nir', needs: ['nir'], looksAt: ['voltage'] },
  statement: 'the voltage of an LI settles at v_leak + r·I',
  property: (implementation) =>
    fc.asyncProperty(factor(), fc.integer({ min: -16, max: 16 }), async (r, eighths) => {
      const node = { type: 'LI', tau: [8 * plainDtSeconds], r: [r], v_leak: [eighths / 16] } as const;
      const { voltage } = await capabilityOf(implementation, 'nir')(requestOf(node, constant(160, r * 0.75)));
      const expected = eighths / 16 + r * 0.75;
      const got = voltage?.at(-1)?.[0] ?? expected;
      requireThat(Math.abs(got - expected) < 1e-4, settles, () => ({ expected, got }));
    }),
};

export const nirEquationLaws: readonly Law[] = [
  rheobase('LIF', 'nir/lif-rheobase', 'v_leak + r·I'),
  firesOnTime,
  addsCharge,
  multipliesCharge,
  settles,
  rheobase('CubaLIF', 'nir/cuba-rheobase', 'v_leak + r·w_in·S'),
];
