import type { Implementation } from 'lifspec/vectors';
import { simulate } from './simulator.ts';

/** The same with one difference: it subtracts the threshold where it should reset to zero. */
export const mine: Implementation = {
  name: 'my wrong simulator',
  precision: 'float64',
  neuron: (input) => simulate(input, (voltage) => voltage - 1),
};
