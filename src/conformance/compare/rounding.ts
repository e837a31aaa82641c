import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { Conventions } from '../conventions/conventions.ts';
import { explaining, isUndecided, roundingsOf, voltageTolerance } from '../conventions/deviations.ts';
import { ruleOf } from '../conventions/rule.ts';
import { simulate, simulateNeuron } from '../conventions/simulate.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import { firstDifference } from '../spike-trains.ts';
import { agreementOf, spikesOf } from './agreement.ts';
import type { Pair } from './pair.ts';

/** Whether rules explain the spikes of an answer up to the first decision that rounding could change. */
export function reproduces(
  rules: Conventions,
  input: NeuronInput,
  answer: NeuronOutput,
  precision: PrecisionName,
): boolean {
  const asked = { probe: { id: '', input, looksAt: 'every-step' as const }, answer: spikesOf(answer) };
  return explaining(asked, precision, roundingsOf(precision))(rules);
}

/**
 * Whether rounding alone explains that the spikes differ: both rules predict the same spikes, and each rule explains
 * the answer of the other up to a decision that rounding could change.
 */
export function isTurnedByRounding(
  rules: Pair<Conventions>,
  input: NeuronInput,
  { a, b }: Pair<NeuronOutput>,
  precision: PrecisionName,
): boolean {
  const predicted = { a: simulate(rules.a, input), b: simulate(rules.b, input) };
  if (agreementOf(input, predicted, precision).spikes !== undefined) return false;
  return reproduces(rules.a, input, b, precision) && reproduces(rules.b, input, a, precision);
}

/**
 * Counts the decisions whether a neuron fires, one per neuron per step, and those that are so close to the threshold
 * that rounding could change them.
 */
export function countDecisions(
  rules: Conventions,
  input: NeuronInput,
  precision: PrecisionName,
): { readonly decisions: number; readonly undecided: number } {
  const rule = ruleOf(rules, input, precisions[precision], 'difference');
  let [decisions, undecided] = [0, 0];
  for (const neuron of input.initialVoltage.keys()) {
    simulateNeuron(rule, input, neuron, (_, { reached }) => {
      decisions++;
      if (isUndecided(reached, rule, voltageTolerance[precision])) undecided++;
      return true;
    });
  }
  return { decisions, undecided };
}

/** The largest difference between voltages, relative above 1, before the spikes of a neuron differ. */
export function largestVoltageDifference({ a, b }: Pair<NeuronOutput>): number {
  let largest = 0;
  for (const [step, row] of (a.voltage ?? []).entries()) {
    for (const [neuron, voltage] of row.entries()) {
      const differ = firstDifference(a.spikes[neuron] ?? [], b.spikes[neuron] ?? []) ?? Number.POSITIVE_INFINITY;
      // a spike may be reported one step after the reset
      if (step >= differ - 1) continue;
      const difference = Math.abs(voltage - (b.voltage?.[step]?.[neuron] ?? voltage)) / Math.max(1, Math.abs(voltage));
      largest = Math.max(largest, difference);
    }
  }
  return largest;
}
