import fc from 'fast-check';
import type { NirInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import {
  changedNode,
  type DrivenNode,
  drivenNode,
  factor,
  type LeakyType,
  plainDtSeconds,
  requestOf,
} from '../arbitraries/nir.ts';
import { requireSameSpikes } from './same-spikes.ts';

const scaled = (values: readonly number[], k: number) => values.map((value) => value * k);
const times = (k: number) => (value: number) => value * k;

/** A law that a change of units, which the equations allow, moves no spike. */
function scaling(
  type: LeakyType,
  id: string,
  statement: string,
  change: (driven: DrivenNode, k: number) => NirInput,
): Law {
  const law: Law = {
    ...{ id, clause: 'nir', statement, needs: ['nir'] },
    property: (implementation) =>
      fc.asyncProperty(drivenNode(type), factor(), (driven, k) =>
        requireSameSpikes(law, implementation, {
          one: requestOf(driven.node, driven.drive),
          other: change(driven, k),
        }),
      ),
  };
  return law;
}

/** The input is divided by the factor of r or w_in, because they appear only as the product r·w_in·I. */
const resistance = ({ node, drive }: DrivenNode, k: number): NirInput =>
  requestOf(changedNode(node, { r: times(k) }), drive);
const weight = ({ node, drive }: DrivenNode, k: number): NirInput =>
  requestOf(changedNode(node, { w_in: times(k) }), drive);

/** The equation is linear in all voltages, and r·I is a voltage. */
const allVoltages = ({ node, drive }: DrivenNode, k: number): NirInput =>
  requestOf(changedNode(node, { v_threshold: times(k), v_leak: times(k), v_reset: times(k) }), scaled(drive, k));

/** Only the ratios of times count. */
const allTimes = ({ node, drive }: DrivenNode, k: number): NirInput =>
  requestOf(changedNode(node, { tau: times(k), tau_mem: times(k), tau_syn: times(k) }), drive, k * plainDtSeconds);

export const nirUnitLaws: readonly Law[] = [
  scaling('LIF', 'nir/lif-resistance', 'a LIF always fires in the same steps for k times r and input ÷ k', resistance),
  scaling(
    'LIF',
    'nir/lif-voltage-scale',
    'a LIF always fires in the same steps if all voltages and the input are scaled',
    allVoltages,
  ),
  scaling('LIF', 'nir/lif-time-scale', 'a LIF always fires in the same steps for k times tau and k times dt', allTimes),
  scaling(
    'CubaLIF',
    'nir/cuba-resistance',
    'a CubaLIF always fires in the same steps for k times r and input ÷ k',
    resistance,
  ),
  scaling(
    'CubaLIF',
    'nir/cuba-weight',
    'a CubaLIF always fires in the same steps for k times w_in and input ÷ k',
    weight,
  ),
  scaling(
    'CubaLIF',
    'nir/cuba-time-scale',
    'a CubaLIF always fires in the same steps for k times tau_syn, tau_mem and dt',
    allTimes,
  ),
];
