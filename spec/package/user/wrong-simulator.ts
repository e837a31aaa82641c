import type { Implementation } from 'lifspec/vectors';
import { simulate } from './simulator.ts';

/** The same simulator with one bug: it subtracts the threshold instead of resetting to zero. */
export const mine: Implementation = {
  name: 'my wrong simulator',
  precision: 'float64',
  neuron: (input) => simulate(input, (voltage) => voltage - 1),
};
