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
export interface Matcher extends Pick<Search, 'match' | 'differsLike' | 'numbersFor'> {
  /** The first deviation of each neuron from a set, of all requests; undefined if they leave more steps unexplained. */
  readonly deviationsOf: (chosen: Chosen, most: number) => Deviating[] | undefined;
  /** What a set that gives every answer was compared with: rounding may end the comparison of a neuron. */
  readonly comparedWith: (chosen: Chosen) => { readonly steps: number; readonly spikes: number };
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

/** An answer in the form in which it is compared. */
interface Indexed extends Asked {
  /** Number of spikes [neuron][step]. */
  readonly counts: readonly Uint8Array[];
  /** [neuron][step], if there are any. */
  readonly voltages: readonly Float64Array[] | undefined;
}

/** One neuron of an answer. */
interface OneNeuron {
  readonly one: Indexed;
  readonly own: number;
}

function index(one: Asked): Indexed {
  const { input, answer } = one;
  const steps = input.current.length;
  const counts = input.initialVoltage.map((_, neuron) => {
    const own = new Uint8Array(steps);
    for (const step of answer.spikes[neuron] ?? [])
      if (step < steps) own[step] = Math.min((own[step] as number) + 1, mostCounted);
    return own;
  });
  const { voltage } = answer;
  const voltages =
    voltage && input.initialVoltage.map((_, neuron) => Float64Array.from(voltage, (row) => row[neuron] ?? Number.NaN));
  return { ...one, counts, voltages };
}

/** A difference that rounding of a spike height cannot make, relative. */
const heightTolerance: Readonly<Record<PrecisionName, number>> = { float64: 1e-12, float32: 1e-6 };

/** Compares spikes and voltages with sets of choices, within the propagated rounding error of a precision. */
export function matcherOf(asked: readonly Asked[], precision: PrecisionName): Matcher {
  const indexed = asked.map(index);
  const trains = indexed.flatMap((one) => one.counts.map((_, own): OneNeuron => ({ one, own })));
  return {
    match: (chosen) => {
      const compare = comparing(chosen, precision);
      let depth = 0;
      for (const [answer, { one, own }] of trains.entries()) {
        const deviation = compare(one, own);
        const { step = 0 } = deviation ?? {};
        if (deviation !== undefined) return { depth: depth + step, differs: { answer, step } };
        depth += one.input.current.length;
      }
      return { depth };
    },
    differsLike: (chosen, { differs }) => {
      const train = trains[differs?.answer ?? trains.length];
      if (differs === undefined || train === undefined) return false;
      const deviation = comparing(chosen, precision)(train.one, train.own);
      return deviation !== undefined && (deviation.step ?? 0) <= differs.step;
    },
    numbersFor: (chosen, { differs }) => (differs ? numbersFor(chosen, trains, differs, precision) : []),
    deviationsOf: (chosen, most) => {
      const compare = comparing(chosen, precision);
      const found: Deviating[] = [];
      let unexplained = 0;
      for (const { one, own } of trains) {
        const deviation = compare(one, own);
        if (deviation === undefined) continue;
        const steps = one.input.current.length - (deviation.step ?? 0);
        found.push({ asked: one, deviation, steps });
        unexplained += steps;
        if (unexplained > most) return undefined;
      }
      return found;
    },
    comparedWith: (chosen) => {
      const acts = neuronActs(chosen);
      const compared = { steps: 0, spikes: 0 };
      for (const { input, counts } of indexed) {
        const neuron = prepareNeuron(acts, input, precisions[precision]);
        for (const [own, train] of counts.entries())
          predictNeuron(neuron, input, own, { precision, counts: (step) => train[step] }, (_, { after }) => {
            compared.steps++;
            compared.spikes += after.fired;
            return true;
          });
      }
      return compared;
    },
  };
}

/** Long answers in which the end of a refractory period is looked for. */
const mostLong = 6;

/** Choices with a number that would mend the first difference from a set. */
function numbersFor(
  chosen: Chosen,
  trains: readonly OneNeuron[],
  { answer, step }: NonNullable<Match['differs']>,
  precision: PrecisionName,
): readonly NumberChoice[] {
  const acts = neuronActs(chosen);
  const prepare = (input: NeuronInput) => prepareNeuron(acts, input, precisions[precision]);
  const numbersOf = (train: OneNeuron, at: number) =>
    numbersAt(prepare(train.one.input), trainOf(train), at, precision);
  const { numbers, isSpike, isOpen } = numbersOf(trains[answer] as OneNeuron, step);
  if (isSpike) return [...numbers, ...thresholdOf(trains.map(trainOf), prepare)];
  if (!isOpen) return numbers;
  const stepsOf = ({ one }: OneNeuron) => one.input.current.length;
  const longest = trains.toSorted((a, b) => stepsOf(b) - stepsOf(a)).slice(0, mostLong);
  const elsewhere = longest.map((train) => {
    const at = comparing(chosen, precision)(train.one, train.own)?.step;
    const found = at === undefined ? undefined : numbersOf(train, at);
    return found?.isOpen ? [] : (found?.numbers ?? []);
  });
  return [...numbers, ...(elsewhere.find((found) => found.length > 0) ?? [])];
}

const trainOf = ({ one: { input, counts, voltages }, own }: OneNeuron): Train => ({
  input,
  own,
  counts: counts[own] as Uint8Array,
  voltages: voltages?.[own],
});

/** Compares neurons of answers with a set of choices. */
function comparing(chosen: Chosen, precision: PrecisionName): (one: Indexed, own: number) => Deviation | undefined {
  const acts = neuronActs(chosen);
  let last: { readonly one: Indexed; readonly neuron: ChosenNeuron } | undefined;
  return (one, own) => {
    if (last?.one !== one) last = { one, neuron: prepareNeuron(acts, one.input, precisions[precision]) };
    return deviationOf(last.neuron, chosen, one, own, precision);
  };
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
  chosen: Chosen,
  one: Indexed,
  own: number,
  precision: PrecisionName,
): Deviation | undefined {
  if (one.looksAt === 'whether-it-fires') return deviationAtThreshold(chosen, one, own, precision);
  const [counts, voltages] = [one.counts[own] as Uint8Array, one.voltages?.[own]];
  let found: Deviation | undefined;
  let before: ChosenStep | undefined;
  const observed = { precision, counts: (step: number) => counts[step] };
  const unit = Math.max(neuron.acts.voltageUnit(1), 1);
  let size = Math.abs(one.input.initialVoltage[own] as number);
  predictNeuron(neuron, one.input, own, observed, (step, { after, error }) => {
    const at = { request: one.id, neuron: own, step };
    const [got, expected] = [counts[step] as number, Math.min(after.fired, mostCounted)];
    const voltage = voltages?.[step];
    const difference = voltage === undefined || Object.is(voltage, after.shown) ? 0 : Math.abs(voltage - after.shown);
    size = Math.max(size, Math.abs(one.input.current[step]?.[own] as number));
    // a check passes with voltages that differ so little, so they accuse of nothing
    const isOff = !(difference <= error * unit || difference <= negligibleError(one.input, size, precision));
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
  { id, input, counts }: Indexed,
  own: number,
  precision: PrecisionName,
): Deviation | undefined {
  const got = (counts[own] as Uint8Array).some((count) => count > 0);
  const fitting = forms[precision].some(
    ([form, rounded]) => fires({ ...neuronActs(chosen), form }, input, own, rounded) === got,
  );
  return fitting
    ? undefined
    : { request: id, neuron: own, what: 'spikes', expected: got ? '0' : '1', got: got ? '1' : '0' };
}

function fires(acts: NeuronActs, input: NeuronInput, own: number, precision: Precision): boolean {
  let hasFired = false;
  runNeuron(prepareNeuron(acts, input, precision), input, own, (_, { fired }) => {
    hasFired ||= fired > 0;
    return !hasFired;
  });
  return hasFired;
}
