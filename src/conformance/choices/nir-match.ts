import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { NirInput, NirOutput } from '../implementation.ts';
import type { NirNeuron } from '../nir/neurons.ts';
import { type Chosen, mistakesIn } from './choice.ts';
import { nirFieldsOf } from './nir.ts';
import { finishNir, isUndecided, nirActs, prepareNir, reachNir, startNir, typeOf } from './nir-run.ts';
import { type Compared, matchingNumbers } from './numbers-match.ts';
import { countsIn } from './recorded.ts';
import type { AskedRequest, Stages } from './stages.ts';

/** An answer of an importer to a request to run a graph. */
export type AskedNir = AskedRequest<NirInput, NirOutput>;

/** Compares answers to graphs with one type of neuron with sets of choices, neuron by neuron, step by step. */
export const nirMatcher: Stages<NirInput, NirOutput>['matcherOf'] = matchingNumbers(numbersOf, {
  sizeOf: ({ input }) => 2 * input.inputs.length * (input.nodes.at(-1) as NirNeuron).r.length,
  isRight: (chosen, { input }) => mistakesIn(chosen, nirFieldsOf[typeOf(input)]).length === 0,
});

/** A neuron is not followed beyond a rounding error of this part of the distance from v_reset to v_threshold. */
const mostError = 0.01;

/**
 * The numbers that rounding does not decide. Where it could decide a spike, the neuron does as it answers, and is not
 * followed further if its answer does not show that.
 */
function* numbersOf(chosen: Chosen, { input, answer }: AskedNir, precision: PrecisionName): Generator<Compared> {
  const prepared = prepareNir(nirActs(typeOf(input), chosen), input, precisions[precision]);
  const { report } = prepared.acts;
  const steps = input.inputs.length;
  const clause = () => 'nir';
  for (let index = 0; index < prepared.neurons; index++) {
    const neuron = prepared.neuronOf(index);
    const { v_threshold, v_reset } = neuron.parameters;
    const most = mostError * Math.abs(v_threshold - v_reset);
    const got = countsIn(answer.spikes[index], steps);
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
      const where = (what: string) => () => `${what} of neuron ${index} in step ${step}`;
      if (!isOpen)
        yield { where: where('spikes'), expected: report?.shown(counts, step) ?? 0, error: 0, got: got[step], clause };
      const own = answer.voltage?.[step]?.[index];
      if (answer.voltage)
        yield { where: where('voltage'), expected: after.shown, error: after.shownError, got: own, clause };
      before = after;
    }
  }
}
