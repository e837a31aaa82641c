import { groupBy } from '../../base/group-by.ts';
import type { AskedRequest } from '../choices/stages.ts';
import { stagesOf } from '../choices/stages-of.ts';
import type { CapabilityName, InputOf, OutputOf } from '../implementation.ts';
import { wireCapabilities } from '../protocol/capabilities.ts';
import { writeLine } from '../protocol/json-line.ts';
import type { CaseResult } from './case.ts';
import type { Exchange, History } from './exchange.ts';

/** Bounds on the failing requests of which a cause is looked for: thousands of sets of choices are tried on each. */
const mostSizeOfAny = 20_000;
const mostRequests = { neuron: 60, others: 12 };

/** The failing requests to a capability with their answers, one per request, the smallest first. */
export function failingRequests<Name extends CapabilityName>(
  capability: Name,
  results: readonly CaseResult[],
  history: History,
): AskedRequest<InputOf<Name>, OutputOf<Name>>[] {
  // what a skip file lists has failed, too
  const failed = results.filter(({ failure }) => failure?.instead === undefined);
  const asked = failed.flatMap(({ case: { id } }) =>
    (history.failing.get(id) ?? [])
      .filter((one) => isRun(one, capability))
      .map(({ input, output }) => ({ id, input: input as InputOf<Name>, answer: output as OutputOf<Name> }))
      .map((one) => ({ one, size: sizeOf(capability, one.input) })),
  );
  const { mostSize = mostSizeOfAny } = stagesOf[capability] ?? {};
  const small = asked.filter(({ size }) => size <= mostSize).toSorted((a, b) => a.size - b.size);
  const unlike = [...groupBy(small, ({ one }) => writeLine(one.input)).values()].flatMap(([first]) => first ?? []);
  const most = capability === 'neuron' ? mostRequests.neuron : mostRequests.others;
  return unlike.slice(0, most).map(({ one }) => one);
}

/** About the number of multiplications that an answer takes. */
function sizeOf<Name extends CapabilityName>(capability: Name, input: InputOf<Name>): number {
  const { products, steps = 1, neurons = 1, values = 0 } = wireCapabilities[capability].demand(input as never);
  return products ?? Math.max(steps * neurons, values);
}

/** A run from the start; only the implementation that returned a state can read it. */
function isRun({ capability, input, output }: Exchange, wanted: CapabilityName): boolean {
  return capability === wanted && output !== undefined && (input as { readonly state?: unknown }).state === undefined;
}
