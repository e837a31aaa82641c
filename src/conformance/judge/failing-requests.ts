import { groupBy } from '../../base/group-by.ts';
import type { Asked } from '../choices/match.ts';
import type { AskedNetwork } from '../choices/network-match.ts';
import type { NetworkInput, NeuronInput } from '../implementation.ts';
import { wireCapabilities } from '../protocol/capabilities.ts';
import { writeLine } from '../protocol/json-line.ts';
import type { CaseResult } from './case.ts';
import type { Exchange, History } from './exchange.ts';

/** Bounds on the failing requests of which a cause is looked for: thousands of sets of choices are tried on each. */
const bounds = { neuron: { requests: 60, values: 20_000 }, network: { requests: 12, values: 20_000 } };

/** The failing requests to neurons with their answers, one per request, the smallest first. */
export function failingNeurons(results: readonly CaseResult[], history: History): Asked[] {
  return failingOf<Asked>('neuron', results, history, ({ current, initialVoltage }: NeuronInput) => {
    return current.length * initialVoltage.length;
  });
}

/** The failing requests to networks with their answers, one per request, the smallest first. */
export function failingNetworks(results: readonly CaseResult[], history: History): AskedNetwork[] {
  return failingOf<AskedNetwork>('network', results, history, (input: NetworkInput) => {
    const { products = 0 } = wireCapabilities.network.demand(input);
    return products;
  });
}

function failingOf<One extends Asked | AskedNetwork>(
  capability: 'neuron' | 'network',
  results: readonly CaseResult[],
  history: History,
  sizeOf: (input: One['input'] & (NeuronInput & NetworkInput)) => number,
): One[] {
  // what a skip file lists has failed, too
  const failed = results.filter(({ failure }) => failure?.instead === undefined);
  const asked = failed.flatMap(({ case: { id } }) =>
    (history.failing.get(id) ?? [])
      .filter((one) => isRun(one, capability))
      .map(({ input, output }) => {
        return { id, input, answer: output, size: sizeOf(input as never) };
      }),
  );
  const { requests, values } = bounds[capability];
  const small = asked.filter(({ size }) => size <= values).toSorted((a, b) => a.size - b.size);
  const unlike = [...groupBy(small, ({ input }) => writeLine(input)).values()].flatMap(([first]) => first ?? []);
  return unlike.slice(0, requests).map(({ size: _, ...one }) => one as never);
}

/** A run from the start; only the implementation that returned a state can read it. */
function isRun({ capability, input, output }: Exchange, wanted: 'neuron' | 'network'): boolean {
  return capability === wanted && output !== undefined && (input as { readonly state?: unknown }).state === undefined;
}
