import { type Probe, probes } from '../conventions/probes.ts';
import { troubleOf } from '../fault.ts';
import type { Implementation } from '../implementation.ts';

/**
 * Asks neurons for spikes: a few cases may be right because nothing is to fire in them.
 *
 * @returns how the implementation ended, if it did so
 */
export async function provoke({ neuron }: Implementation): Promise<{ kind: string; message: string } | undefined> {
  try {
    await neuron?.((probes[0] as Probe).input);
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble?.kind === 'fault') return { kind: trouble.fault, message: trouble.message };
  }
  return undefined;
}
