import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NirInput, NirOutput } from '../implementation.ts';
import type { NirNeuron } from '../nir/neurons.ts';
import { type Chosen, type Fields, mistakesIn } from './choice.ts';
import type { Match } from './explain.ts';
import { nirFieldsOf } from './nir.ts';
import { finishNir, isUndecided, nirActs, prepareNir, reachNir, startNir, typeOf } from './nir-run.ts';
import type { AskedRequest, StagesMatcher } from './stages.ts';

/** An answer of an importer to a request to run a graph. */
export type AskedNir = AskedRequest<NirInput, NirOutput>;

/** Takes a number that a set of choices gives, with its rounding error, and that of an answer, until it returns false. */
type OnNumber = (
  what: 'spikes' | 'voltage',
  neuron: number,
  step: number,
  expected: number,
  error: number,
  got: number | undefined,
) => boolean;

/**
 * A set with a mistake must give at least this fraction of the numbers that the definition gives, because rounding may
 * decide all others. What is right accuses nobody, so it may give fewer.
 */
const leastDecided = 0.75;

/** Compares answers to graphs with one type of neuron with sets of choices, neuron by neuron, step by step. */
export function nirMatcher(asked: readonly AskedNir[], precision: PrecisionName): StagesMatcher {
  const sizes = asked.map(({ input }) => 2 * input.inputs.length * (input.nodes.at(-1) as NirNeuron).r.length);
  const [first] = asked;
  const fields: Fields = first ? nirFieldsOf[typeOf(first.input)] : {};
  const isRight = (chosen: Chosen) => mistakesIn(chosen, fields).length === 0;
  let least: number | undefined;
  return {
    match: (chosen): Match => {
      let [depth, compared] = [0, 0];
      for (const [answer, one] of asked.entries()) {
        const found = firstOff(chosen, one, precision);
        if (found.off !== undefined)
          return { depth: depth + found.compared, differs: { answer, step: found.compared } };
        depth += sizes[answer] as number;
        compared += found.compared;
      }
      least ??= leastDecided * asked.reduce((sum, one) => sum + firstOff({}, one, precision, true).compared, 0);
      return compared >= least || isRight(chosen)
        ? { depth }
        : { depth: compared, differs: { answer: asked.length, step: 0 } };
    },
    differsLike: (chosen, { differs }) => {
      const one = asked[differs?.answer ?? asked.length];
      if (differs === undefined || one === undefined) return false;
      const { off, compared } = firstOff(chosen, one, precision);
      return off !== undefined && compared <= differs.step;
    },
    deviations: (chosen) =>
      asked.flatMap(({ id, input, answer }) => {
        const { off } = firstOff(chosen, { id, input, answer }, precision);
        if (off === undefined) return [];
        const { where, expected, got } = off;
        return [{ request: id, where, expected: String(expected), got: String(got), input }];
      }),
  };
}

/** The first number that rounding does not explain, and the number of those compared before. */
function firstOff(chosen: Chosen, one: AskedNir, precision: PrecisionName, isAll = false) {
  let compared = 0;
  let off: { readonly where: string; readonly expected: number; readonly got: number | undefined } | undefined;
  compareNumbers(chosen, one, precision, (what, neuron, step, expected, error, got) => {
    if (isAll || got === expected || Math.abs((got ?? Number.NaN) - expected) <= error) compared++;
    else off = { where: `${what} of neuron ${neuron} in step ${step}`, expected, got };
    return off === undefined;
  });
  return { compared, off };
}

/** A neuron is not followed beyond a rounding error of this part of the distance from v_reset to v_threshold. */
const mostError = 0.01;

/**
 * The numbers that rounding does not decide. Where it could decide a spike, the neuron does as it answers, and is not
 * followed further if its answer does not show that.
 */
function compareNumbers(
  chosen: Chosen,
  { input, answer }: AskedNir,
  precision: PrecisionName,
  onNumber: OnNumber,
): void {
  const prepared = prepareNir(nirActs(typeOf(input), chosen), input, precisions[precision]);
  const { report } = prepared.acts;
  const steps = input.inputs.length;
  for (let index = 0; index < prepared.neurons; index++) {
    const neuron = prepared.neuronOf(index);
    const { v_threshold, v_reset } = neuron.parameters;
    const most = mostError * Math.abs(v_threshold - v_reset);
    const got = countsOf(answer.spikes[index], steps);
    const counts: number[] = [];
    let before = startNir(prepared, neuron);
    for (let step = 0; step < steps; step++) {
      const at = reachNir(prepared, neuron, before, step);
      const isOpen = isUndecided(prepared, neuron, at);
      const given = isOpen && report?.late !== undefined ? got[step + report.late] : undefined;
      if (isOpen && (given === undefined || at.error > most)) break;
      const after = finishNir(prepared, neuron, before, at, given);
      counts.push(after.spikes);
      if (!Number.isFinite(after.error) || !Number.isFinite(after.voltage)) break;
      const shown = report?.shown(counts, step) ?? 0;
      if (!isOpen && !onNumber('spikes', index, step, shown, 0, got[step])) return;
      const own = answer.voltage?.[step]?.[index];
      if (answer.voltage && !onNumber('voltage', index, step, after.shown, after.shownError, own)) return;
      before = after;
    }
  }
}

function countsOf(train: readonly number[] = [], steps: number): number[] {
  const counts = Array<number>(steps).fill(0);
  for (const step of train) if (step < steps) (counts[step] as number)++;
  return counts;
}
