import type { NeuronInput } from '../../../../src/conformance/implementation.ts';

/** The tutorial network's neuron, of amplitude 1. */
export const tutorial = { dtSeconds: 0.001, tauRcSeconds: 0.02, tauRefSeconds: 0.002, amplitude: 1, minVoltage: 0 };

/** One neuron at a current that stands still. */
export const at = (current: number, steps: number, changes: Partial<NeuronInput> = {}): NeuronInput => ({
  ...tutorial,
  initialVoltage: [0],
  current: Array.from({ length: steps }, () => [current]),
  ...changes,
});

/** One neuron at a current for each step. */
export const along = (trace: readonly number[], changes: Partial<NeuronInput> = {}): NeuronInput => ({
  ...tutorial,
  initialVoltage: [0],
  current: trace.map((current) => [current]),
  ...changes,
});

/** A trace made of pieces at which the current stands still. */
export const held = (...pieces: readonly (readonly [current: number, steps: number])[]): number[] =>
  pieces.flatMap(([current, steps]) => Array.from({ length: steps }, () => current));
