import type { Implementation, NeuronOutput } from '../implementation.ts';
import { ImplementationFault } from '../protocol/driver/fault.ts';
import { type Probe, probes, verifications } from './probes.ts';

/** What came of a probe: an answer, or why there is none. */
export type Asked = Answered | Unanswered;

/** A probe with its answer. */
export interface Answered {
  readonly probe: Probe;
  readonly answer: NeuronOutput;
}

/** A probe that got none. */
export interface Unanswered {
  readonly probe: Probe;
  /** Whether something came that is no answer, which is no way to leave a probe out. */
  readonly isFlawed: boolean;
  /** What the implementation said: that it skips this, that it refuses it, or that something went wrong. */
  readonly reason: string;
}

/** Asked once more at the end: a simulator that answers otherwise has a memory, or noise. The last has an amplitude. */
export const repeated: readonly Probe[] = [probes[0], probes.at(-1)] as Probe[];

const schedule: readonly Probe[] = [...probes, ...verifications, ...repeated];

/** Number of probes that are asked. */
export const probeCount: number = schedule.length;

/**
 * Asks an implementation every probe. One that is skipped, refused or answered out of shape is passed over.
 *
 * @param onProgress - receives how many have been asked
 * @throws {ImplementationFault} if nothing more can be asked
 */
export async function askProbes(
  implementation: Implementation,
  onProgress: (asked: number) => void = () => {},
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const probe of schedule) {
    asked.push(await ask(implementation, probe));
    onProgress(asked.length);
  }
  return asked;
}

const notFinite = 'a number of the answer is not finite';

async function ask({ neuron }: Implementation, probe: Probe): Promise<Asked> {
  if (neuron === undefined) return { probe, isFlawed: false, reason: 'it offers no neuron' };
  try {
    const { spikes, spikeHeight, voltage } = await neuron(probe.input);
    if (![spikeHeight, ...(voltage ?? [])].flat().every(Number.isFinite))
      return { probe, isFlawed: true, reason: notFinite };
    return { probe, answer: { spikes, spikeHeight, ...(voltage && { voltage }) } };
  } catch (error) {
    const isFlawed = error instanceof ImplementationFault;
    if (isFlawed && error.isFatal) throw error;
    return { probe, isFlawed, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Whether an answer came for a probe. */
export function isAnswered(asked: Asked): asked is Answered {
  return 'answer' in asked;
}
