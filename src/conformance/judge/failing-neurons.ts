import { groupBy } from '../../base/group-by.ts';
import type { Asked } from '../choices/match.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';
import type { CaseResult } from './case.ts';
import type { Exchange, History } from './exchange.ts';

/** Bounds on the failing requests of which a cause is looked for: thousands of sets of choices are tried on each. */
const bounds = { requests: 60, values: 20_000 };

/** The failing requests to neurons with their answers, one per request, the smallest first. */
export function failingNeurons(results: readonly CaseResult[], history: History): Asked[] {
  // what a skip file lists has failed, too
  const failed = results.filter(({ failure }) => failure?.instead === undefined);
  const asked = failed.flatMap(({ case: { id } }) =>
    (history.failing.get(id) ?? []).flatMap((one) => askedIn(one, id)),
  );
  const unlike = [...groupBy(asked, ({ input }) => JSON.stringify(input)).values()].flatMap(([first]) => first ?? []);
  const sizeOf = ({ input }: Asked) => input.current.length * input.initialVoltage.length;
  return unlike
    .filter((one) => sizeOf(one) <= bounds.values)
    .toSorted((a, b) => sizeOf(a) - sizeOf(b))
    .slice(0, bounds.requests);
}

/** A run from the start; only the implementation that returned a state can read it. */
function askedIn({ capability, input, output }: Exchange, id: string): Asked[] {
  const isRun = capability === 'neuron' && output !== undefined && (input as NeuronInput).state === undefined;
  return isRun ? [{ id, input: input as NeuronInput, answer: output as NeuronOutput }] : [];
}
