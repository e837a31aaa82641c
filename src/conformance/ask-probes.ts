import { ask } from './ask.ts';
import { type ConventionProbe, type ProbeResult, probes, verifications } from './choices/probes.ts';
import type { AskedRequest, Stages } from './choices/stages.ts';
import { stagesOf } from './choices/stages-of.ts';
import type { Capability, CapabilityName, Implementation } from './implementation.ts';

const schedule: readonly ConventionProbe[] = [...probes, ...verifications];

export const probeCount: number = schedule.length;

/**
 * Runs every probe on an implementation, even if some are skipped, refused or answered incorrectly.
 *
 * @param onProgress - receives the number of probes run so far
 * @throws {ImplementationFault} if the implementation has stopped
 */
export async function askProbes(
  implementation: Implementation,
  onProgress: (asked: number) => void = () => {},
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  for (const probe of schedule) {
    results.push(await askOne(implementation, probe));
    onProgress(results.length);
  }
  return results;
}

/** More spikes than any conventions give in a probe. All answers are kept, and an answer may have millions. */
const mostSpikes = 10_000;

async function askOne({ neuron }: Implementation, probe: ConventionProbe): Promise<ProbeResult> {
  const unanswered = (reason: string) => ({ probe, outcome: 'unanswered', reason }) as const;
  if (neuron === undefined) return unanswered('it does not support neuron');
  const response = await ask(neuron, probe.input);
  if (response.is !== 'answer') return unanswered(response.error.message);
  const { spikes, spikeHeight, voltage } = response.output;
  const isValid = [spikeHeight, ...(voltage ?? [])].flat().every(Number.isFinite);
  if (!isValid) return unanswered('a number in the answer is not finite');
  const trains = spikes.map((train) => train.slice(0, mostSpikes));
  return { probe, outcome: 'answered', answer: { spikes: trains, spikeHeight, ...(voltage && { voltage }) } };
}

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
