import type { ValuesOf } from '../../frame/fields.ts';
import type { Point } from '../../worker/jobs/trace.ts';
import type { fields } from './fields.ts';

/** Channels of layer 2 beside each other: lower than in the opening, so that the question is on the same screen. */
export const tilesAcross = 32;

/** The operating point of the network with a repair. */
export function pointOf({ amplitude, repair }: ValuesOf<typeof fields>): Point {
  return {
    amplitude,
    floor: repair === 'floor' ? 'none' : 'zero',
    ...(repair === 'synapse' ? { synapseMilliseconds: 5 } : {}),
    ...(repair === 'factor' ? { rescaling: amplitude / 0.01 } : {}),
  };
}
