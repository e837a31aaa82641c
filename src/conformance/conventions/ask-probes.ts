import { ask } from '../ask.ts';
import type { Implementation, NeuronOutput } from '../implementation.ts';
import { type ConventionProbe, probes, verifications } from './probes.ts';

export interface Answered {
  readonly probe: ConventionProbe;
  readonly outcome: 'answered';
  readonly answer: NeuronOutput;
}

/** The result of a probe: an answer, or the reason why there is none. A flawed answer is invalid. */
export type ProbeResult =
  | Answered
  | { readonly probe: ConventionProbe; readonly outcome: 'unanswered' | 'flawed'; readonly reason: string };

/** Probes repeated at the end to detect a simulator with memory or noise. The last one has an amplitude. */
export const repeatedProbes: readonly ConventionProbe[] = [probes[0], probes.at(-1)] as ConventionProbe[];

const schedule: readonly ConventionProbe[] = [...probes, ...verifications, ...repeatedProbes];

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

async function askOne({ neuron }: Implementation, probe: ConventionProbe): Promise<ProbeResult> {
  if (neuron === undefined) return { probe, outcome: 'unanswered', reason: 'it does not support neuron' };
  const response = await ask(neuron, probe.input);
  if (response.is !== 'answer') {
    const outcome = response.is === 'invalid' ? 'flawed' : 'unanswered';
    return { probe, outcome, reason: response.error.message };
  }
  const { spikes, spikeHeight, voltage } = response.output;
  const isValid = [spikeHeight, ...(voltage ?? [])].flat().every(Number.isFinite);
  if (!isValid) return { probe, outcome: 'flawed', reason: 'a number in the answer is not finite' };
  return { probe, outcome: 'answered', answer: { spikes, spikeHeight, ...(voltage && { voltage }) } };
}
