import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { amplitudeCases, operatingCases } from './amplitude-cases.ts';
import { floorCases } from './floor-cases.ts';

import { refractoryCases } from './refractory-cases.ts';
import { sizeCases } from './size-cases.ts';
import { startCases, thresholdCases } from './threshold-cases.ts';
import { timeCases } from './time-cases.ts';

/** The inputs of neuron vectors, in reading order. */
export const lifCases: readonly NeuronCase[] = [
  ...thresholdCases,
  ...startCases,
  ...refractoryCases,
  ...floorCases,
  ...timeCases,
  ...amplitudeCases,
  ...operatingCases,
  ...sizeCases,
];
