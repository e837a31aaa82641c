import type { Assumption } from '../src/conformance/assumption.ts';

/** The conventions that decide when a neuron fires if it starts at rest and its current is constant. */
export const timing: readonly Assumption[] = [
  'integrator',
  'inputScale',
  'reset',
  'resetTime',
  'refractory',
  'spikeTime',
  'inputDelay',
  'spikeDelay',
  'spikesPerStep',
];

/** The conventions that decide in which steps a neuron fires, for any current and any initial voltage. */
export const wholeRule: readonly Assumption[] = [...timing, 'comparison', 'floor', 'initialVoltage'];
