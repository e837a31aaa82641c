import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { changedNode, type DrivenNode, drivenNode, type LeakyType, requestOf } from '../arbitraries/nir.ts';
import { type Alike, requireSameSpikes } from './same-spikes.ts';

const plus = (c: number) => (value: number) => value + c;
const silence = (steps: number) => Array<number>(steps).fill(0);

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
    ...{ id, clause: 'nir', statement, needs: ['nir'] },
    property: (implementation) =>
      fc.asyncProperty(drivenNode(type), shift(), ({ drive, ...driven }, thresholds) => {
        const rested = { ...driven, drive: [...silence(driven.restSteps), ...drive] };
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
