import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronInput } from '../implementation.ts';
import type { Answered } from './ask-probes.ts';
import type { Conventions } from './conventions.ts';
import type { FoundDeviation } from './fingerprint-schema.ts';
import { type Arithmetic, arithmetics, constantsOf, type Rule, ruleOf } from './rule.ts';
import { simulateNeuron } from './simulate.ts';

/**
 * Tolerance of a voltage, absolute up to 1 and relative above. It is far above the rounding errors of a probe in any
 * order of operations, and far below the difference between any two conventions.
 */
export const voltageTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-9, float32: 1e-5 };

type Asked = Pick<Answered, 'probe' | 'answer'>;

/** An order of operations in a precision. */
type Rounding = readonly [Arithmetic, PrecisionName];

/** Under the trapezoidal rule in float32, a complement moves voltages at 1 so far that > and >= look alike. */
const telling = arithmetics.filter((order) => order !== 'complement');

export const inEveryOrder = (precision: PrecisionName): Rounding[] => telling.map((order) => [order, precision]);

/**
 * The ways in which an implementation of a precision may round. An implementation declared as float32 may compute in
 * float64 with float32 constants or weights. It is then unpredictable whether a neuron fires if its voltage approaches
 * 1 in ever smaller steps.
 */
const roundingsOf: Readonly<Record<PrecisionName, readonly Rounding[]>> = {
  float64: inEveryOrder('float64'),
  float32: [...inEveryOrder('float32'), ...inEveryOrder('float64'), ['rounded-input', 'float64']],
};

/**
 * Tells whether conventions explain an answer, in any rounding.
 *
 * @param end - where the comparison of a neuron ends; of the first spike, only the step is compared
 */
export function explaining(
  asked: Asked,
  precision: PrecisionName,
  end: End = 'last-step',
  roundings: readonly Rounding[] = roundingsOf[precision],
): (conventions: Conventions) => boolean {
  const compare = comparison(asked, precision, roundings, end);
  const neurons = [...asked.probe.input.initialVoltage.keys()];
  return (conventions) => {
    const deviationOf = compare(conventions);
    return neurons.every((neuron) => deviationOf(neuron) === undefined);
  };
}

type End = 'first-spike' | 'last-step';

/**
 * The first deviation of each neuron, or undefined. The comparison of a neuron ends when rounding could decide whether it
 * fires.
 */
export function findDeviations(
  conventions: Conventions,
  asked: Asked,
  precision: PrecisionName,
): (Deviation | undefined)[] {
  const deviationOf = comparison(asked, precision, roundingsOf[precision], 'last-step')(conventions);
  return asked.probe.input.initialVoltage.map((_, neuron) => deviationOf(neuron));
}

type Deviation = Omit<FoundDeviation, 'probe'>;

/** Compares an answer with conventions, neuron by neuron. */
function comparison(
  asked: Asked,
  precision: PrecisionName,
  roundings: readonly Rounding[],
  end: End,
): (conventions: Conventions) => (neuron: number) => Deviation | undefined {
  if (asked.probe.looksAt === 'whether-it-fires') {
    return (conventions) => (neuron) => deviationAtThreshold(conventions, asked, roundings, neuron);
  }
  const { input } = asked.probe;
  const constants = constantsOf(input, precisions[precision]);
  return (conventions) => {
    const rule = ruleOf(conventions, input, precisions[precision], 'difference', constants);
    return (neuron) => deviationInSteps(rule, asked, neuron, end);
  };
}

/** The most extra spikes that are counted in a step, because an answer may contain millions. */
const mostCounted = 100;

function deviationInSteps(rule: Rule, { probe, answer }: Asked, neuron: number, end: End): Deviation | undefined {
  const tolerance = voltageTolerance[rule.constants.precision.name];
  const train = answer.spikes[neuron] ?? [];
  let spike = 0;
  let found: Deviation | undefined;
  simulateNeuron(rule, probe.input, neuron, (step, expected) => {
    const spikes = expected.fired;
    if (isUndecided(expected.reached, rule, tolerance)) return false;
    const voltage = answer.voltage?.[step]?.[neuron];
    const before = spike;
    while (train[spike] === step && spike - before < spikes + mostCounted) spike++;
    const got = spike - before;
    const isEnd = end === 'first-spike' && expected.spikes > 0;
    if (!isEnd && answer.voltage !== undefined && !isNear(expected.shown, voltage, tolerance))
      found = { neuron, step, what: 'voltage', expected: expected.shown, got: voltage ?? null };
    else if (got !== spikes) found = { neuron, step, what: 'spikes', expected: spikes, got };
    return !isEnd && found === undefined;
  });
  return found;
}

function deviationAtThreshold(
  conventions: Conventions,
  { probe: { input }, answer: { spikes } }: Asked,
  roundings: readonly Rounding[],
  neuron: number,
): Deviation | undefined {
  const fired = (spikes[neuron] ?? []).length > 0;
  if (roundings.some((rounding) => fires(conventions, input, neuron, rounding) === fired)) return undefined;
  return { neuron, what: 'spikes', expected: fired ? 0 : 1, got: fired ? 1 : 0 };
}

function fires(conventions: Conventions, input: NeuronInput, neuron: number, [order, precision]: Rounding): boolean {
  let fired = false;
  simulateNeuron(ruleOf(conventions, input, precisions[precision], order), input, neuron, (_, after) => {
    fired ||= after.fired > 0;
    return !fired;
  });
  return fired;
}

/** Whether rounding could decide how often the neuron fires. */
function isUndecided(reached: number, { conventions }: Rule, tolerance: number): boolean {
  const threshold = conventions.spikesPerStep === 'many' ? Math.max(Math.round(reached), 1) : 1;
  return isNear(threshold, reached, tolerance);
}

const isNear = (expected: number, got: number | undefined, tolerance: number): boolean =>
  got !== undefined && Math.abs(expected - got) <= tolerance * Math.max(1, Math.abs(expected));
