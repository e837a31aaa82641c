import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import type { NumberOff } from './diagnosis.ts';
import type { Match, Search } from './explain.ts';
import type { NetworkActs } from './network.ts';
import {
  type Extent,
  followNetwork,
  layerOf,
  networkActs,
  type ObservedSpikes,
  recordingIn,
  type Stage,
} from './network-run.ts';

/** An answer of a simulator to a request to run a network. */
export interface AskedNetwork {
  /** Names the request in reports. */
  readonly id: string;
  readonly input: NetworkInput;
  readonly answer: NetworkOutput;
}

/** A part of an answer; recordings have a number. */
type Part = number | 'counts' | 'read-out' | 'class';

/** A number of an answer: where it is, what a set of choices gives, how far rounding can move that, and what is given. */
interface Compared {
  readonly part: Part;
  /** The step of a recording, otherwise the image. */
  readonly row: number;
  /** The neuron, layer or class. */
  readonly column: number;
  readonly expected: number;
  readonly error: number;
  readonly got: number | undefined;
}

/**
 * A set must give at least this fraction of the numbers that the definition gives: rounding may decide all others. It must
 * also do so in the answers that contradict the rules; a set that leaves these undecided explains nothing.
 */
const leastDecided = 0.75;

/**
 * Compares answers with sets of choices, number by number, the recordings of a request first.
 *
 * @param given - the rules by which the answers are judged
 */
export function networkMatcher(
  asked: readonly AskedNetwork[],
  precision: PrecisionName,
  given: Chosen,
): Pick<Search, 'match' | 'differsLike' | 'numbersFor'> & {
  readonly deviations: (chosen: Chosen) => readonly NumberOff[];
} {
  const contradicting = new Set(asked.filter((one) => firstOff(given, one, precision).off !== undefined));
  const sumOf = (values: readonly number[], among: Iterable<AskedNetwork>) =>
    [...among].reduce((sum, one) => sum + (values[asked.indexOf(one)] as number), 0);
  let decided: readonly number[] | undefined;
  return {
    match: (chosen): Match => {
      const compared: number[] = [];
      let depth = 0;
      for (const [answer, one] of asked.entries()) {
        const found = firstOff(chosen, one, precision);
        if (found.off !== undefined)
          return { depth: depth + found.compared, differs: { answer, step: found.compared, place: found.off } };
        depth += sizeOf(one);
        compared.push(found.compared);
      }
      decided ??= asked.map((one) => decidedIn(one, precision));
      const least = (some: Iterable<AskedNetwork>) => leastDecided * sumOf(decided as readonly number[], some);
      const isLittle = [asked, contradicting].some((some) => sumOf(compared, some) < least(some));
      return isLittle ? { depth: sumOf(compared, asked), differs: { answer: asked.length, step: 0 } } : { depth };
    },
    differsLike: (chosen, { differs }) => {
      const one = asked[differs?.answer ?? asked.length];
      if (differs === undefined || one === undefined) return false;
      const last = differs.place as Compared | undefined;
      const { off } = firstOff(chosen, one, precision, last);
      // a change of currents that are not recorded need not change how many spikes there are
      if (!off || !last || (off.part === 'counts' && !isRecorded(off, one))) return off !== undefined;
      return isAt(off, last) && off.expected !== last.expected ? true : 'mends nothing';
    },
    numbersFor: () => [],
    deviations: (chosen) =>
      asked.flatMap((one) => {
        const { off } = firstOff(chosen, one, precision);
        if (off === undefined) return [];
        const [expected, got] = [String(off.expected), String(off.got)];
        return [{ request: one.id, where: placeOf(off, one.input), expected, got, input: listed(one.input) }];
      }),
  };
}

const sizeOf = ({ answer: { probed = [], readout, spikeCounts, predicted } }: AskedNetwork): number =>
  [probed, readout, spikeCounts, predicted].flat(4).length;

/** How many numbers the definition gives in spite of rounding. */
const decidedIn = (one: AskedNetwork, precision: PrecisionName): number =>
  [...numbersOf(networkActs({}), one, { precision: precisions[precision], isFollowed: true })].length;

/**
 * The first number that rounding does not explain, and the number of those compared before.
 *
 * @param last - ends the comparison; the network is followed only so far
 */
function firstOff(chosen: Chosen, one: AskedNetwork, precision: PrecisionName, last?: Compared) {
  const { input, answer } = one;
  const until = last && { until: extentOf(last, input) };
  const following = { precision: precisions[precision], isFollowed: true, ...observedIn(input, answer), ...until };
  let compared = 0;
  for (const number of numbersOf(networkActs(chosen), one, following)) {
    const { expected, error, got } = number;
    const isSame = Object.is(got, expected) || Math.abs((got ?? Number.NaN) - expected) <= error;
    if (!isSame) return { off: number, compared };
    compared++;
    if (last && isAt(number, last)) break;
  }
  return { compared, off: undefined };
}

const isAt = (one: Compared, other: Compared) =>
  one.part === other.part && one.row === other.row && one.column === other.column;

/** Whether the spikes of a count are recorded: those of the first image. */
const isRecorded = ({ row, column }: Compared, { input: { probes = [] }, answer: { probed = [] } }: AskedNetwork) =>
  row === 0 &&
  probes.some(({ layer, stage }, index) => probed[index] && stage === 'voltage' && layerOf(layer) === column);

/** How much of a request affects a number. Only the first image is recorded. */
const extentOf = ({ part, row }: Compared, { steps }: NetworkInput): Extent =>
  typeof part === 'number' ? { images: 1, steps: row + 1 } : { images: row + 1, steps };

/** Where a number is, in words. */
function placeOf({ part, row, column }: Compared, { probes = [] }: NetworkInput): string {
  if (part === 'class') return `class of image ${row}`;
  if (part === 'counts') return `spikes of layer ${column + 1}, image ${row}`;
  if (part === 'read-out') return `read-out of class ${column}, image ${row}`;
  const { stage = '', layer = '' } = probes[part] ?? {};
  return `${stage} of layer ${layerOf(layer) + 1} in step ${row}, neuron ${column}`;
}

/** The recorded spikes of the first image decide what rounding does not. */
function observedIn(
  { probes = [] }: NetworkInput,
  { probed = [] }: NetworkOutput,
): { readonly observed?: ObservedSpikes } {
  const rows = new Map(
    probes.flatMap(({ layer, stage }, index) => {
      const recording = probed[index];
      return stage === 'spikes' && recording !== undefined ? [[layerOf(layer), recording] as const] : [];
    }),
  );
  if (rows.size === 0) return {};
  return { observed: (layer, neuron, step) => rows.get(layer)?.[step]?.[neuron] };
}

/** The numbers of a network that rounding does not decide, beside those of an answer. */
function* numbersOf(
  acts: NetworkActs,
  { input, answer }: AskedNetwork,
  following: Parameters<typeof followNetwork>[2],
): Generator<Compared> {
  for (const stage of followNetwork(acts, input, following)) {
    if (stage.is === 'read-out') yield* readoutsIn(stage, input, answer);
    else {
      yield* recordingsIn(stage, input, answer);
      if (stage.is === 'layer') yield* countsIn(stage, input, answer);
    }
  }
  // the class follows from the read-out that the simulator itself shows
  for (const [row, got] of answer.predicted.entries())
    yield { part: 'class', row, column: 0, expected: acts.predicted(answer.readout[row] ?? []), error: 0, got };
}

type Of<Is extends Stage['is']> = Stage & { readonly is: Is };

function* readoutsIn({ readout, decided }: Of<'read-out'>, { steps }: NetworkInput, answer: NetworkOutput) {
  for (const [row, classes] of readout.values.entries())
    for (const [column, expected] of classes.entries()) {
      const error = readout.errors[row]?.[column] ?? 0;
      const got = answer.readout[row]?.[column];
      if (decided[row] === steps) yield { part: 'read-out' as const, row, column, expected, error, got };
    }
}

function* recordingsIn(stage: Of<'received' | 'layer'>, { probes = [] }: NetworkInput, { probed = [] }: NetworkOutput) {
  for (const [part, probe] of probes.entries()) {
    const [recording, own] = [probed[part], recordingIn(stage, probe)];
    if (recording === undefined || own === undefined) continue;
    for (const [row, values] of own.values.slice(0, stage.decided[0]).entries())
      for (const [column, expected] of values.entries()) {
        const error = own.errors?.[row]?.[column] ?? 0;
        yield { part, row, column, expected, error, got: recording[row]?.[column] };
      }
  }
}

function* countsIn({ counts, decided, layer: column }: Of<'layer'>, { steps }: NetworkInput, answer: NetworkOutput) {
  for (const [row, expected] of counts.entries()) {
    const got = answer.spikeCounts[row]?.[column];
    if (decided[row] === steps) yield { part: 'counts' as const, row, column, expected, error: 0, got };
  }
}

/** A request as lists and numbers. */
function listed(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, listed(one)]));
}
