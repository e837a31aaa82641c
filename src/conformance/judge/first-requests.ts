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
 * judged: some vectors, or an example if there are no vectors. A program that answers any of them is judged, and its
 * errors are failures of cases.
 *
 * @throws {ImplementationFault} naming the first field of an answer that is wrong, or the first error if there is no answer
 */
export async function requireProtocol(
  implementation: Implementation,
  capabilities: Iterable<CapabilityName>,
  vectors: readonly Vector[],
): Promise<void> {
  const responses: (ImplementationFault | 'answer')[] = [];
  for (const capability of capabilities) {
    const act = implementation[capability] as ((input: never) => unknown) | undefined;
    if (act === undefined) continue;
    const own = vectors.filter((one) => one.capability === capability).map(({ input }) => input);
    // one of them has several neurons, whose answers have another shape
    const several = own.find((input) => 'current' in input && input.initialVoltage.length > 1);
    const some = own.filter((one, index) => one === several || index % Math.ceil(own.length / sent) === 0);
    const example = examples[capability];
    const inputs = example ? [readInput(capability, example) as object] : some;
    for (const input of inputs) responses.push(...(await send(input, capability, act)));
  }
  const [first] = responses;
  if (first !== undefined && first !== 'answer' && !responses.includes('answer')) throw first;
}

/** Requests of a capability that are sent. */
const sent = 5;

/** What a program responds, unless it refuses or skips the request, or a number is not finite, all of which is judged later. */
async function send(
  input: object,
  capability: CapabilityName,
  act: (input: never) => unknown,
): Promise<(ImplementationFault | 'answer')[]> {
  const response = await ask(act, input);
  if (response.is === 'answer') return ['answer'];
  const { error } = response;
  const request = { capability, input };
  if (response.is === 'error') {
    const fault = new ImplementationFault('failed', 'run', `${capability}: ${error.message}`);
    return [Object.assign(fault, { request })];
  }
  if (response.is === 'invalid' && (error as ImplementationFault).kind !== 'not-finite')
    throw Object.assign(error, { request });
  return [];
}

/** The input of a request for each capability without vectors, as in the protocol. */
const examples: { readonly [capability: string]: object } = JSON.parse(
  readText(join(packageRoot(), 'fixtures', 'first-requests.json')),
);
