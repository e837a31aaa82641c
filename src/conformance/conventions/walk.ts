import type { NeuronInput } from '../implementation.ts';
import type { Rule } from './rule.ts';
import { resting } from './simulate.ts';
import { type ConventionalNeuron, type ConventionalStep, stepConventional } from './step.ts';

/**
 * Steps a neuron through the currents of a probe, for as long as `look` wants to go on.
 *
 * @param look - receives the step, what the neuron came to, and how many spikes are seen in it
 */
export function walk(
  rule: Rule,
  input: NeuronInput,
  neuron: number,
  look: (step: number, expected: ConventionalStep, seen: number) => boolean,
): void {
  const isLate = rule.conventions.spikeDelaySteps === 1;
  const { round } = rule.constants.precision;
  let before: ConventionalNeuron = resting(input.initialVoltage[neuron] as number, rule);
  for (let step = 0; step < input.current.length; step++) {
    const after = stepConventional(before, round(input.current[step]?.[neuron] as number), rule);
    if (!look(step, after, isLate ? before.spikes : after.spikes)) return;
    before = after;
  }
}
