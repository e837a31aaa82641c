import { float64, type Precision, type PrecisionName, precisions } from '../../base/precision.ts';
import { requireAllFinite, requireLength } from '../../base/requirement.ts';
import { startingLif } from '../../simulator/neuron/lif.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, type Rule, ruleOf } from './rule.ts';
import { type ConventionalNeuron, type ConventionalStep, stepConventional } from './step.ts';

/**
 * Runs LIF neurons under given conventions. Under Nengo's conventions the result equals that of the reference bit for
 * bit.
 *
 * @param arithmetic - order of operations, which affects only rounding
 * @throws {RangeError} if the input is invalid
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
  let neurons =
    (input.state as readonly ConventionalNeuron[] | undefined) ?? input.initialVoltage.map((v) => resting(v, rule));
  const spikes = neurons.map(() => [] as number[]);
  const voltage = input.current.map((currents, step) => {
    requireLength('currents', neurons.length, currents);
    requireAllFinite(`current[${step}]`, currents);
    const after = neurons.map((neuron, index) => stepConventional(neuron, precision.round(currents[index] ?? 0), rule));
    for (const [index, train] of spikes.entries()) {
      const reported = conventions.spikeDelaySteps === 1 ? neurons[index]?.spikes : after[index]?.spikes;
      for (let spike = 0; spike < (reported ?? 0); spike++) train.push(step);
    }
    neurons = after;
    return after.map(({ shown }) => shown);
  });
  return { spikes, spikeHeight: rule.spikeHeight, voltage, state: neurons };
}

/**
 * Runs one neuron of an input step by step, until `onStep` returns false.
 *
 * @param onStep - receives the step, the neuron after it, and the number of spikes reported in it
 */
export function simulateNeuron(
  rule: Rule,
  input: NeuronInput,
  neuron: number,
  onStep: (step: number, after: ConventionalStep, spikes: number) => boolean,
): void {
  const isDelayed = rule.conventions.spikeDelaySteps === 1;
  const { round } = rule.constants.precision;
  let before: ConventionalNeuron = resting(input.initialVoltage[neuron] as number, rule);
  for (let step = 0; step < input.current.length; step++) {
    const after = stepConventional(before, round(input.current[step]?.[neuron] as number), rule);
    if (!onStep(step, after, isDelayed ? before.spikes : after.spikes)) return;
    before = after;
  }
}

/** A neuron before its first step. */
export function resting(asked: number, { conventions, constants, wholeStep }: Rule): ConventionalNeuron {
  const { voltage } = startingLif(asked, constants);
  const start = conventions.initialVoltage === 'zero' ? 0 : voltage;
  const fresh = { lastCurrent: 0, isResetDue: false, spikes: 0 };
  return { voltage: start, refractorySteps: 0, firstStepFraction: wholeStep, ...fresh };
}

/** A simulator with the given conventions, as an implementation that laws and vectors can judge. */
export function simulatorOf(
  conventions: Conventions,
  precision: PrecisionName = 'float64',
  arithmetic: Arithmetic = 'difference',
): Implementation {
  return {
    name: 'simulator of given conventions',
    precision,
    neuron: (input) => simulate(conventions, input, precisions[precision], arithmetic),
  };
}
