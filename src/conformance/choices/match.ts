import { type Precision, type PrecisionName, precisions } from '../../base/precision.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import type { Deviation } from './diagnosis.ts';
import type { Match, Search } from './explain.ts';
import { anyForm, type NeuronActs, neuronFields } from './neuron.ts';
import { type ChosenNeuron, type ChosenStep, neuronActs, prepareNeuron, runNeuron } from './neuron-step.ts';
import { type NumberChoice, numbersAt, numbersOfHeight, type Train, thresholdOf } from './numbers.ts';
import { negligibleError, predictNeuron } from './prediction.ts';

/** An answer of a simulator to a request. */
export interface Asked {
  /** Names the request in reports. */
  readonly id: string;
  readonly input: NeuronInput;
  readonly answer: NeuronOutput;
  /** Where the order of operations decides in which step a neuron fires, only whether it fires is compared. */
  readonly looksAt?: 'every-step' | 'whether-it-fires';
}

/** Compares the answers with sets of choices. */
export interface Matcher extends Required<Pick<Search, 'match' | 'differsLike' | 'numbersFor'>> {
  /** The first deviation of each neuron from a set, of all requests; undefined if they leave more steps unexplained. */
  readonly deviationsOf: (chosen: Chosen, most: number) => Deviating[] | undefined;
  /** What a set that gives every answer was compared with: rounding may end the comparison of a neuron. */
  readonly comparedWith: (chosen: Chosen) => { readonly steps: number; readonly spikes: number };
  /** The largest difference of a voltage from a set, relative above 1, up to the first other spike of each neuron. */
  readonly largestDifference: (chosen: Chosen) => number;
}

/** An answer that deviates from a set. */
export interface Deviating {
  readonly asked: Asked;
  readonly deviation: Deviation;
  /** Number of steps from the deviation on. */
  readonly steps: number;
}

/** The most spikes that are counted in a step, because an answer may contain millions. */
const mostCounted = 255;

/** One neuron of an answer, in the form in which it is compared. */
interface OneNeuron extends Train {
  readonly asked: Asked;
  /** The number of the answer. */
  readonly answer: number;
}

function neuronsOf(asked: Asked, answer: number): OneNeuron[] {
  const { input } = asked;
  const { spikes, voltage } = asked.answer;
  return input.initialVoltage.map((_, own) => {
    const counts = new Uint8Array(input.current.length);
    for (const step of spikes[own] ?? [])
      if (step < counts.length) counts[step] = Math.min((counts[step] as number) + 1, mostCounted);
    const voltages = voltage && Float64Array.from(voltage, (row) => row[own] ?? Number.NaN);
    return { asked, answer, input, own, counts, voltages };
  });
}

/** A difference that rounding of a spike height cannot make, relative. */
const heightTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-12, float32: 1e-6 };

/** Compares spikes and voltages with sets of choices, within the propagated rounding error of a precision. */
export function matcherOf(asked: readonly Asked[], precision: PrecisionName): Matcher {
  const neurons = asked.flatMap(neuronsOf);
  return {
    match: (chosen) => {
      const compare = comparing(chosen, precision);
      let depth = 0;
      for (const place of neurons) {
        const deviation = compare(place);
        const { step = 0 } = deviation ?? {};
        if (deviation !== undefined) return { depth: depth + step, differs: { answer: place.answer, step, place } };
        depth += place.input.current.length;
      }
      return { depth };
    },
    differsLike: (chosen, { differs }) => {
      if (differs === undefined) return false;
      const deviation = comparing(chosen, precision)(differs.place as OneNeuron);
      return deviation !== undefined && (deviation.step ?? 0) <= differs.step;
    },
    numbersFor: (chosen, { differs }) => (differs ? numbersFor(chosen, neurons, differs, precision) : []),
    deviationsOf: (chosen, most) => {
      const compare = comparing(chosen, precision);
      const found: Deviating[] = [];
      let unexplained = 0;
      for (const one of neurons) {
        const deviation = compare(one);
        if (deviation === undefined) continue;
        const steps = one.input.current.length - (deviation.step ?? 0);
        found.push({ asked: one.asked, deviation, steps });
        unexplained += steps;
        if (unexplained > most) return undefined;
      }
      return found;
    },
    comparedWith: (chosen) => {
      const prepare = preparing(chosen, precision);
      const compared = { steps: 0, spikes: 0 };
      for (const { input, own, counts } of neurons)
        predictNeuron(prepare(input), input, own, { precision, counts: (step) => counts[step] }, (_, { after }) => {
          compared.steps++;
          compared.spikes += after.fired;
          return true;
        });
      return compared;
    },
    largestDifference: (chosen) => {
      let largest = 0;
      const prepare = preparing(chosen, precision);
      for (const { input, own, counts, voltages } of neurons) {
        runNeuron(prepare(input), input, own, (step, { fired, shown }) => {
          if (fired !== counts[step]) return false;
          const difference = Math.abs(shown - (voltages?.[step] ?? shown));
          largest = Math.max(largest, difference / Math.max(1, Math.abs(shown)));
          return true;
        });
      }
      return largest;
    },
  };
}

/** Long answers in which the end of a refractory period is looked for. */
const mostLong = 6;

/** Choices with a number that would mend the first difference from a set. */
function numbersFor(
  chosen: Chosen,
  neurons: readonly OneNeuron[],
  { place, step }: NonNullable<Match['differs']>,
  precision: PrecisionName,
): readonly NumberChoice[] {
  const prepare = preparing(chosen, precision);
  const numbersOf = (one: OneNeuron, at: number) => numbersAt(prepare(one.input), one, at, precision);
  const { numbers, isSpike, isOpen } = numbersOf(place as OneNeuron, step);
  if (isSpike) return [...numbers, ...thresholdOf(neurons, prepare)];
  if (!isOpen) return numbers;
  const stepsOf = ({ input }: OneNeuron) => input.current.length;
  const longest = neurons.toSorted((a, b) => stepsOf(b) - stepsOf(a)).slice(0, mostLong);
  const compare = comparing(chosen, precision);
  const elsewhere = longest.map((one) => {
    const at = compare(one)?.step;
    const found = at === undefined ? undefined : numbersOf(one, at);
    return found?.isOpen ? [] : (found?.numbers ?? []);
  });
  return [...numbers, ...(elsewhere.find((found) => found.length > 0) ?? [])];
}

/** Prepares the neuron of a set of choices for requests, once for all neurons of a request. */
function preparing(chosen: Chosen, precision: PrecisionName): (input: NeuronInput) => ChosenNeuron {
  const acts = neuronActs(chosen);
  let last: { readonly input: NeuronInput; readonly neuron: ChosenNeuron } | undefined;
  return (input) => {
    if (last?.input !== input) last = { input, neuron: prepareNeuron(acts, input, precisions[precision]) };
    return last.neuron;
  };
}

/** Compares neurons of answers with a set of choices. */
function comparing(chosen: Chosen, precision: PrecisionName): (one: OneNeuron) => Deviation | undefined {
  const prepare = preparing(chosen, precision);
  return (one) =>
    one.asked.looksAt === 'whether-it-fires'
      ? deviationAtThreshold(chosen, one, precision)
      : deviationOf(prepare(one.input), one, precision);
}

/** The spike heights with which a set of choices gives those of the answers; it affects nothing else. */
export function fittingHeights(chosen: Chosen, asked: readonly Asked[], precision: PrecisionName): string[] {
  const { spikeHeight: _, ...others } = chosen;
  const isFitting = (spikeHeight: string) => {
    const acts = neuronActs({ ...others, spikeHeight });
    return asked.every(({ input, answer }) => {
      const height = acts.spikeHeight(prepareNeuron(acts, input).given);
      return Math.abs(answer.spikeHeight - height) <= heightTolerance[precision] * height;
    });
  };
  const known = Object.keys(neuronFields.spikeHeight).filter(isFitting);
  const first = asked.find(({ input }) => input.amplitude > 0);
  if (known.length > 0 || first === undefined) return known;
  return numbersOfHeight(first.answer.spikeHeight, first.input, precision).filter(isFitting);
}

function deviationOf(
  neuron: ChosenNeuron,
  { asked, input, own, counts, voltages }: OneNeuron,
  precision: PrecisionName,
): Deviation | undefined {
  let found: Deviation | undefined;
  let before: ChosenStep | undefined;
  const observed = { precision, counts: (step: number) => counts[step] };
  const unit = Math.max(neuron.acts.voltageUnit(1), 1);
  let size = Math.abs(input.initialVoltage[own] as number);
  predictNeuron(neuron, input, own, observed, (step, { after, error }) => {
    const at = { request: asked.id, neuron: own, step };
    const [got, expected] = [counts[step] as number, Math.min(after.fired, mostCounted)];
    const voltage = voltages?.[step];
    const difference = voltage === undefined || Object.is(voltage, after.shown) ? 0 : Math.abs(voltage - after.shown);
    size = Math.max(size, Math.abs(input.current[step]?.[own] as number));
    // a check passes with voltages that differ so little, so they accuse of nothing
    const isOff = !(difference <= error * unit || difference <= negligibleError(input, size, precision));
    if (isOff) found = { ...at, what: 'voltage', expected: String(after.shown), got: String(voltage) };
    else if (got !== expected) found = { ...at, what: 'spikes', expected: String(expected), got: String(got) };
    if (found !== undefined) found = { ...found, clause: clauseOf(neuron, before, after, { got, voltage, isOff }) };
    before = after;
    return found === undefined;
  });
  return found;
}

/** The clause that says what a step should have been, if everything before it was right. */
function clauseOf(
  { given, threshold }: ChosenNeuron,
  before: ChosenStep | undefined,
  after: ChosenStep,
  { got, voltage, isOff }: { readonly got: number; readonly voltage: number | undefined; readonly isOff: boolean },
): string {
  // without a spike, what remains is −1 at the start and decreases in each step
  const hasFired = before !== undefined && before.remaining > -1 - before.steps;
  const isAsleep = hasFired && got === 0 && voltage === before.shown;
  if (after.active < 1 || isAsleep || (before?.spikes ?? 0) > 0) return 'refractory';
  if (voltage === undefined) return 'rule';
  if (after.fired > 0 && got > 0) return 'reset';
  if (after.fired > 0 || got > 0) {
    // what has integrated rightly before does so in this step, too
    const isReached = got > 0 ? before !== undefined && before.active === 1 : voltage > threshold;
    return isReached || !isOff ? 'threshold' : 'integration';
  }
  return after.voltage !== after.reached || voltage < given.lowest ? 'floor' : 'integration';
}

/** A form of a sum and the precision in which a neuron may compute it. */
type Form = readonly [form: NeuronActs['form'], precision: Precision];
const inEveryForm = (precision: PrecisionName) =>
  anyForm.map((form): Form => [neuronActs({ form }).form, precisions[precision]]);
const roundedInput: NeuronActs['form'] = (voltage, drive, { rest, scale }) =>
  voltage * rest + Math.fround(drive * scale);
const forms: Readonly<Record<PrecisionName, readonly Form[]>> = {
  float64: inEveryForm('float64'),
  // a library of float32 may compute some or all of it in float64
  float32: [...inEveryForm('float32'), ...inEveryForm('float64'), [roundedInput, precisions.float64]],
};

function deviationAtThreshold(
  chosen: Chosen,
  { asked, input, own, counts }: OneNeuron,
  precision: PrecisionName,
): Deviation | undefined {
  const got = Array.from(counts).some((count) => count > 0);
  const fitting = forms[precision].some(
    ([form, rounded]) => fires({ ...neuronActs(chosen), form }, input, own, rounded) === got,
  );
  return fitting
    ? undefined
    : { request: asked.id, neuron: own, what: 'spikes', expected: got ? '0' : '1', got: got ? '1' : '0' };
}

function fires(acts: NeuronActs, input: NeuronInput, own: number, precision: Precision): boolean {
  let hasFired = false;
  runNeuron(prepareNeuron(acts, input, precision), input, own, (_, { fired }) => {
    hasFired ||= fired > 0;
    return !hasFired;
  });
  return hasFired;
}
