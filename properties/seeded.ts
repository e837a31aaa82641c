import type { Law } from './law.ts';
import { choosesEveryValue, drawsInsideDistributions, givesTheOnlyChoice } from './seeded-distribution.ts';
import { dependsOnNoOrder, dependsOnSeedAlone, differsBetweenSeeds } from './seeded-purity.ts';
import { refusesImpossibleDistributions } from './seeded-refusal.ts';
import { drawsIndependently, drawsUniformly } from './seeded-spread.ts';

/** The laws of neurons that are drawn, in reading order. */
export const seededLaws: readonly Law[] = [
  dependsOnSeedAlone,
  dependsOnNoOrder,
  differsBetweenSeeds,
  drawsInsideDistributions,
  givesTheOnlyChoice,
  choosesEveryValue,
  drawsUniformly,
  drawsIndependently,
  refusesImpossibleDistributions,
];
