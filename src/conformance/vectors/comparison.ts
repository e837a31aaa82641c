import type { Level } from '../level.ts';
import type { Divergence } from './level-of-output.ts';

/** A comparison of an answer with what was expected, with the number of spikes in it. */
export interface Comparison {
  readonly level?: Level;
  readonly spikes?: number;
  /** The first thing that is off; undefined if nothing is. */
  readonly divergence?: Divergence;
}
