import { ask } from './ask.ts';
import type { AskedRequest, Stages } from './choices/stages.ts';
import { stagesOf } from './choices/stages-of.ts';
import type { Capability, CapabilityName, Implementation } from './implementation.ts';

/**
 * Asks an implementation the requests that distinguish choices of a capability with stages; if it refuses one, for less.
 *
 * @returns the answers; a request that is refused or answered incorrectly has none
 * @throws {ImplementationFault} if the implementation has stopped
 */
export async function askStages(implementation: Implementation, name: CapabilityName): Promise<AskedRequest[]> {
  const asked: AskedRequest[] = [];
  const capability = implementation[name] as Capability<unknown, unknown> | undefined;
  const { probes = [], lessOf } = (stagesOf[name] ?? {}) as Partial<Stages>;
  if (capability === undefined) return asked;
  for (const { id, input } of probes) {
    for (const request of [input, ...(lessOf ? [lessOf(input)] : [])]) {
      const response = await ask(capability, request);
      if (response.is !== 'answer') continue;
      asked.push({ id, input: request, answer: response.output });
      break;
    }
  }
  return asked;
}
