import { join } from 'node:path';
import { packageRoot } from '../../base/package-root.ts';
import { readText } from '../../base/read-text.ts';
import { ask } from '../ask.ts';
import type { CapabilityName, Implementation } from '../implementation.ts';
import { readInput } from '../protocol/capabilities.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import type { Vector } from '../vectors/vector.ts';

/**
 * Sends a few valid requests for every capability of a program, to find out whether it speaks the protocol before it is
 * judged: some vectors, or an example if there are no vectors.
 *
 * @throws {ImplementationFault} naming the first field of an answer that is wrong, or the first error
 */
export async function requireProtocol(
  implementation: Implementation,
  capabilities: Iterable<CapabilityName>,
  vectors: readonly Vector[],
): Promise<void> {
  for (const capability of capabilities) {
    const act = implementation[capability] as ((input: never) => unknown) | undefined;
    if (act === undefined) continue;
    const own = vectors.filter((one) => one.capability === capability).map(({ input }) => input);
    // one of them has several neurons, whose answers have another shape
    const several = own.find((input) => 'current' in input && input.initialVoltage.length > 1);
    const some = own.filter((one, index) => one === several || index % Math.ceil(own.length / sent) === 0);
    const example = examples[capability];
    const inputs = example ? [readInput(capability, example) as object] : some;
    for (const input of inputs) await send(input, capability, act);
  }
}

/** Requests of a capability that are sent. */
const sent = 5;

async function send(input: object, capability: CapabilityName, act: (input: never) => unknown): Promise<void> {
  const response = await ask(act, input);
  if (response.is !== 'error' && response.is !== 'invalid') return; // refusals and skips are judged later
  const { error } = response;
  if (error instanceof ImplementationFault && error.kind === 'not-finite') return; // a formula may fail on a few inputs
  const fault =
    error instanceof ImplementationFault
      ? error
      : new ImplementationFault('failed', 'run', `${capability}: ${error.message}`);
  fault.request = { capability, input };
  throw fault;
}

/** The input of a request for each capability without vectors, as in the protocol. */
const examples: { readonly [capability: string]: object } = JSON.parse(
  readText(join(packageRoot(), 'fixtures', 'first-requests.json')),
);
