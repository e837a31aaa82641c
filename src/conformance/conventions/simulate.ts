import { float64, type Precision } from '../../base/precision.ts';
import { runModel } from '../../simulator/neuron/model.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, type Rule, ruleOf } from './rule.ts';
import {
  type ConventionalNeuron,
  type ConventionalStep,
  modelOf,
  startConventional,
  stepConventional,
} from './step.ts';

/**
 * Runs LIF neurons under given conventions. Under Nengo's conventions the result equals that of the reference bit for
 * bit.
 *
 * @param arithmetic - order of operations, which affects only rounding
 * @throws {Refusal} if the input is invalid
 * @example
 * const neuron = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };
 * const input = { ...neuron, initialVoltage: [0.9], current: [[4], [4], [4]] };
 * simulate({ ...nengoConventions, comparison: '>=' }, input).spikes // [[0]]
 */
export function simulate(
  conventions: Conventions,
  input: NeuronInput,
  precision: Precision = float64,
  arithmetic: Arithmetic = 'difference',
): NeuronOutput {
  const rule = ruleOf(conventions, input, precision, arithmetic);
  const model = modelOf(rule);
  const start = (input.state as readonly ConventionalNeuron[] | undefined) ?? input.initialVoltage.map(model.start);
  return { ...runModel(model, start, input.current, precision), spikeHeight: rule.spikeHeight };
}

/**
 * Runs one neuron of an input step by step, until `onStep` returns false.
 *
 * @param onStep - receives the step and the neuron after it
 */
export function simulateNeuron(
  rule: Rule,
  input: NeuronInput,
  neuron: number,
  onStep: (step: number, after: ConventionalStep) => boolean,
): void {
  const { round } = rule.constants.precision;
  let before = startConventional(input.initialVoltage[neuron] as number, rule);
  for (let step = 0; step < input.current.length; step++) {
    const after = stepConventional(before, round(input.current[step]?.[neuron] as number), rule);
    if (!onStep(step, after)) return;
    before = after;
  }
}
