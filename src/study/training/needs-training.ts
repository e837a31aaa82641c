import type { SweepRequest } from '../run/prepare-study.ts';

/** Whether the networks of a sweep must be trained for it, because lifspec includes only NengoDL's weights. */
export function needsTraining({
  mode,
  weights,
  network,
  seeds,
}: Pick<SweepRequest, 'mode' | 'weights' | 'network' | 'seeds'>): boolean {
  return mode === 'retrained' || (weights === undefined && (network === 'miniature' || seeds !== undefined));
}
