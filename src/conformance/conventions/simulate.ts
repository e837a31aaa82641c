import { float64, type Precision, type PrecisionName, precisions } from '../../base/precision.ts';
import { requireAllFinite, requireLength } from '../../base/requirement.ts';
import { restingLif } from '../../simulator/neuron/lif.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Conventions } from './conventions.ts';
import { type Arithmetic, type Rule, ruleOf } from './rule.ts';
import { type ConventionalNeuron, stepConventional } from './step.ts';

/**
 * Runs LIF neurons under given conventions. Under those of Nengo the result is that of the reference, bit for bit.
 *
 * @param arithmetic - the order of operations, which matters for rounding only
 * @throws {RangeError} if an input makes no neuron, as the reference does
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
      const seen = conventions.spikeDelaySteps === 1 ? neurons[index]?.spikes : after[index]?.spikes;
      for (let spike = 0; spike < (seen ?? 0); spike++) train.push(step);
    }
    neurons = after;
    return after.map(({ shown }) => shown);
  });
  return { spikes, spikeHeight: rule.spikeHeight, voltage, state: neurons };
}

/** A neuron at the start. */
export function resting(asked: number, { conventions, constants, wholeStep }: Rule): ConventionalNeuron {
  const { voltage } = restingLif(asked, constants);
  const start = conventions.initialVoltage === 'zero' ? 0 : voltage;
  return { voltage: start, refractorySteps: 0, firstStepFraction: wholeStep, lastCurrent: 0, isDue: false, spikes: 0 };
}

/** A simulator of given conventions, as an implementation that laws and vectors can judge. */
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
