import type { NeuronInput } from '../../../../src/conformance/implementation.ts';

/** The tutorial network's neuron with amplitude 1. */
export const tutorial = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };

/** One neuron with a constant current. */
export const at = (current: number, steps: number, changes: Partial<NeuronInput> = {}): NeuronInput => ({
  ...tutorial,
  initialVoltage: [0],
  current: Array.from({ length: steps }, () => [current]),
  ...changes,
});

/** One neuron with a current for each step. */
export const along = (trace: readonly number[], changes: Partial<NeuronInput> = {}): NeuronInput => ({
  ...tutorial,
  initialVoltage: [0],
  current: trace.map((current) => [current]),
  ...changes,
});

/** A piecewise constant current. */
export const held = (...pieces: readonly (readonly [current: number, steps: number])[]): number[] =>
  pieces.flatMap(([current, steps]) => Array.from({ length: steps }, () => current));
