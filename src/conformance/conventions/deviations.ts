import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
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
export type Rounding = readonly [Arithmetic, PrecisionName];

/** Under the trapezoidal rule in float32, a complement moves voltages at 1 so far that > and >= look alike. */
const telling = arithmetics.filter((order) => order !== 'complement');

const inEveryOrder = (precision: PrecisionName): Rounding[] => telling.map((order) => [order, precision]);

/**
 * The ways in which an implementation of a precision may round. An implementation declared as float32 may compute in
 * float64 with float32 constants or weights. It is then unpredictable whether a neuron fires if its voltage approaches
 * 1 in ever smaller steps. An implementation whose voltages are all float32 numbers computes in float32.
 *
 * @param answers - all its answers; without any, nothing is known about its voltages
 */
export function roundingsOf(precision: PrecisionName, answers: readonly NeuronOutput[] = []): readonly Rounding[] {
  if (precision === 'float64') return inEveryOrder('float64');
  if (areFloat32(answers)) return inEveryOrder('float32');
  return [...inEveryOrder('float32'), ...inEveryOrder('float64'), ['rounded-input', 'float64']];
}

/** Whether there are voltages, and each is a float32 number. */
export function areFloat32(answers: readonly NeuronOutput[]): boolean {
  const voltages = answers.flatMap(({ voltage = [] }) => voltage);
  return voltages.length > 0 && voltages.every((row) => row.every((value) => Math.fround(value) === value));
}

/** Tells whether conventions explain an answer, in one of the given roundings. */
export function explaining(
  asked: Asked,
  precision: PrecisionName,
  roundings: readonly Rounding[],
): (conventions: Conventions) => boolean {
  const compare = comparison(asked, precision, roundings);
  const neurons = mostTellingFirst(asked);
  return (conventions) => {
    const deviationOf = compare(conventions);
    return neurons.every((neuron) => deviationOf(neuron).first === undefined);
  };
}

/** Most conventions deviate after a spike, so they are ruled out sooner by neurons that fire often. */
function mostTellingFirst({ probe, answer: { spikes } }: Asked): readonly number[] {
  const spikesOf = (neuron: number) => spikes[neuron]?.length ?? 0;
  return [...probe.input.initialVoltage.keys()].toSorted((a, b) => spikesOf(b) - spikesOf(a));
}

/** Tells whether conventions explain an answer up to the first spike of each neuron, of which only the step counts. */
export function explainingBeginning(asked: Asked, precision: PrecisionName): (conventions: Conventions) => boolean {
  const { looksAt, input } = asked.probe;
  if (looksAt === 'whether-it-fires') return () => true;
  const constants = constantsOf(input, precisions[precision]);
  return (conventions) => {
    const rule = ruleOf(conventions, input, precisions[precision], 'difference', constants);
    return input.initialVoltage.every(
      (_, neuron) => deviationsInSteps(rule, asked, neuron, 'first-spike').first === undefined,
    );
  };
}

/**
 * The first deviations of each neuron. The comparison of a neuron ends when rounding could decide whether it fires.
 */
export function findDeviations(conventions: Conventions, asked: Asked, precision: PrecisionName): Deviations[] {
  const deviationOf = comparison(asked, precision, roundingsOf(precision), 'wrong-spikes')(conventions);
  return asked.probe.input.initialVoltage.map((_, neuron) => deviationOf(neuron));
}

type Deviation = Omit<FoundDeviation, 'probe'>;

/** The first deviations of a neuron. */
interface Deviations {
  /** The first one of a voltage or of spikes. */
  readonly first: Deviation | undefined;
  /** The first one of spikes, if the comparison does not end before. */
  readonly ofSpikes: Deviation | undefined;
}

/** What ends the comparison of a neuron. */
type End = 'first-spike' | 'deviation' | 'wrong-spikes';

/** Compares an answer with conventions, neuron by neuron. */
function comparison(
  asked: Asked,
  precision: PrecisionName,
  roundings: readonly Rounding[],
  end: End = 'deviation',
): (conventions: Conventions) => (neuron: number) => Deviations {
  if (asked.probe.looksAt === 'whether-it-fires') {
    return (conventions) => (neuron) => {
      const first = deviationAtThreshold(conventions, asked, roundings, neuron);
      return { first, ofSpikes: first };
    };
  }
  const { input } = asked.probe;
  const constants = constantsOf(input, precisions[precision]);
  return (conventions) => {
    const rule = ruleOf(conventions, input, precisions[precision], 'difference', constants);
    return (neuron) => deviationsInSteps(rule, asked, neuron, end);
  };
}

/** The most extra spikes that are counted in a step, because an answer may contain millions. */
const mostCounted = 100;

function deviationsInSteps(rule: Rule, { probe, answer }: Asked, neuron: number, end: End): Deviations {
  const tolerance = voltageTolerance[rule.constants.precision.name];
  const train = answer.spikes[neuron] ?? [];
  let spike = 0;
  let first: Deviation | undefined;
  let ofSpikes: Deviation | undefined;
  simulateNeuron(rule, probe.input, neuron, (step, expected) => {
    const spikes = expected.fired;
    if (isUndecided(expected.reached, rule, tolerance)) return false;
    const voltage = answer.voltage?.[step]?.[neuron];
    const before = spike;
    while (train[spike] === step && spike - before < spikes + mostCounted) spike++;
    const got = spike - before;
    const isEnd = end === 'first-spike' && expected.spikes > 0;
    const isCompared = first === undefined && !isEnd && answer.voltage !== undefined;
    if (isCompared && !isNear(expected.shown, voltage, tolerance))
      first = { neuron, step, what: 'voltage', expected: expected.shown, got: voltage ?? null };
    if (got !== spikes) ofSpikes = { neuron, step, what: 'spikes', expected: spikes, got };
    first ??= ofSpikes;
    return !isEnd && (end === 'wrong-spikes' ? ofSpikes : first) === undefined;
  });
  return { first, ofSpikes };
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

/**
 * The largest difference between the voltages of an answer and the voltages that conventions give; relative above 1.
 */
export function largestDifference(
  conventions: Conventions,
  { probe, answer }: Asked,
  precision: PrecisionName,
): number {
  const rule = ruleOf(conventions, probe.input, precisions[precision], 'difference');
  let largest = 0;
  for (const neuron of probe.input.initialVoltage.keys()) {
    simulateNeuron(rule, probe.input, neuron, (step, expected) => {
      if (isUndecided(expected.reached, rule, voltageTolerance[precision])) return false;
      const off = Math.abs((answer.voltage?.[step]?.[neuron] ?? 0) - expected.shown);
      largest = Math.max(largest, off / Math.max(1, Math.abs(expected.shown)));
      return true;
    });
  }
  return largest;
}

/** Whether rounding could decide how often the neuron fires. */
export function isUndecided(reached: number, { conventions }: Rule, tolerance: number): boolean {
  const threshold = conventions.spikesPerStep === 'many' ? Math.max(Math.round(reached), 1) : 1;
  return isNear(threshold, reached, tolerance);
}

const isNear = (expected: number, got: number | undefined, tolerance: number): boolean =>
  got !== undefined && Math.abs(expected - got) <= tolerance * Math.max(1, Math.abs(expected));
