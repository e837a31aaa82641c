import type { Row } from '../results/saved-results.ts';
import { fewestSeeds } from '../statistics/t-interval.ts';

/** What a verdict is about. Fewer than three seeds show nothing about other networks, so it then names its own. */
export function describeSubject(row: Row, seeds: number): string {
  const weights = describeWeights(row);
  if (seeds >= fewestSeeds) return `With ${weights}`;
  if (seeds === 2) return `For these two seeds, with ${weights}`;
  return row.mode === 'fixed' ? `In this network, with ${weights}` : `For this seed, with ${weights}`;
}

function describeWeights({ mode, rescaled }: Row): string {
  if (mode === 'retrained')
    return rescaled ? 'training in units of the amplitude' : 'networks trained for each amplitude';
  return rescaled ? 'the next weights rescaled' : 'fixed weights';
}
