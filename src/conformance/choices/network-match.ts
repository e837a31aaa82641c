import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NetworkInput, NetworkOutput } from '../implementation.ts';
import type { Chosen } from './choice.ts';
import type { Match } from './explain.ts';
import { followNetwork, layerOf, networkActs, type ObservedSpikes, recordingIn, type Stage } from './network-run.ts';
import type { AskedRequest, StagesMatcher } from './stages.ts';

/** An answer of a simulator to a request to run a network. */
export type AskedNetwork = AskedRequest<NetworkInput, NetworkOutput>;

/** A number of an answer: where it is, what a set of choices gives, how far rounding can move that, and what is given. */
interface Compared {
  readonly where: () => string;
  readonly expected: number;
  readonly error: number;
  readonly got: number | undefined;
}

/** A set must give at least this fraction of the numbers that the definition gives: rounding may decide all others. */
const leastDecided = 0.75;

/** Compares answers with sets of choices, number by number, the recordings of a request first. */
export function networkMatcher(asked: readonly AskedNetwork[], precision: PrecisionName): StagesMatcher {
  let least: number | undefined;
  return {
    match: (chosen): Match => {
      let [depth, compared] = [0, 0];
      for (const [answer, one] of asked.entries()) {
        const found = firstOff(chosen, one, precision);
        if (found.off !== undefined)
          return { depth: depth + found.compared, differs: { answer, step: found.compared } };
        depth += sizeOf(one);
        compared += found.compared;
      }
      least ??= leastDecided * asked.reduce((sum, one) => sum + decidedIn(one, precision), 0);
      return compared >= least ? { depth } : { depth: compared, differs: { answer: asked.length, step: 0 } };
    },
    differsLike: (chosen, { differs }) => {
      const one = asked[differs?.answer ?? asked.length];
      if (differs === undefined || one === undefined) return false;
      const { off, compared } = firstOff(chosen, one, precision);
      return off !== undefined && compared <= differs.step;
    },
    deviations: (chosen) =>
      asked.flatMap((one) => {
        const { off } = firstOff(chosen, one, precision);
        if (off === undefined) return [];
        const { where, expected, got } = off;
        return [
          { request: one.id, where: where(), expected: String(expected), got: String(got), input: listed(one.input) },
        ];
      }),
  };
}

const sizeOf = ({ answer: { probed = [], readout, spikeCounts, predicted } }: AskedNetwork): number =>
  [probed, readout, spikeCounts, predicted].flat(4).length;

/** How many numbers the definition gives in spite of rounding. */
function decidedIn({ input, answer }: AskedNetwork, precision: PrecisionName): number {
  const following = { precision: precisions[precision], isFollowed: true };
  let count = answer.predicted.length;
  for (const stage of followNetwork(networkActs({}), input, following))
    for (const _ of numbersOf(stage, input, answer)) count++;
  return count;
}

/** The first number that rounding does not explain, and the number of those compared before. */
function firstOff(chosen: Chosen, { input, answer }: AskedNetwork, precision: PrecisionName) {
  const acts = networkActs(chosen);
  const observed = observedIn(input, answer);
  const following = { precision: precisions[precision], isFollowed: true, ...observed };
  let compared = 0;
  for (const stage of followNetwork(acts, input, following))
    for (const one of numbersOf(stage, input, answer)) {
      const { expected, error, got } = one;
      const isSame = Object.is(got, expected) || Math.abs((got ?? Number.NaN) - expected) <= error;
      if (!isSame) return { off: one, compared };
      compared++;
    }
  // the class follows from the read-out that the simulator itself shows
  for (const [image, own] of answer.predicted.entries()) {
    const expected = acts.predicted(answer.readout[image] ?? []);
    if (own !== expected)
      return { off: { where: () => `class of image ${image}`, expected, error: 0, got: own }, compared };
    compared++;
  }
  return { compared, off: undefined };
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

/** The numbers of a stage that rounding does not decide, beside those of an answer. */
function* numbersOf(stage: Stage, { probes = [], steps }: NetworkInput, answer: NetworkOutput): Generator<Compared> {
  if (stage.is === 'read-out') {
    for (const [image, classes] of stage.readout.values.entries())
      for (const [label, expected] of classes.entries())
        if (stage.decided[image] === steps)
          yield {
            where: () => `read-out of class ${label}, image ${image}`,
            expected,
            error: stage.readout.errors[image]?.[label] ?? 0,
            got: answer.readout[image]?.[label],
          };
    return;
  }
  for (const [index, probe] of probes.entries()) {
    const [recording, own] = [answer.probed?.[index], recordingIn(stage, probe)];
    if (recording === undefined || own === undefined) continue;
    for (const [step, row] of own.values.slice(0, stage.decided[0]).entries())
      for (const [neuron, expected] of row.entries())
        yield {
          where: () => `${probe.stage} of layer ${stage.layer + 1} in step ${step}, neuron ${neuron}`,
          expected,
          error: own.errors?.[step]?.[neuron] ?? 0,
          got: recording[step]?.[neuron],
        };
  }
  if (stage.is === 'layer')
    for (const [image, expected] of stage.counts.entries())
      if (stage.decided[image] === steps)
        yield {
          where: () => `spikes of layer ${stage.layer + 1}, image ${image}`,
          expected,
          error: 0,
          got: answer.spikeCounts[image]?.[stage.layer],
        };
}

/** A request as lists and numbers. */
function listed(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(listed);
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, listed(one)]));
}
