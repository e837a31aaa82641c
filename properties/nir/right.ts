import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { simulateNir, typeOf } from '../../src/conformance/choices/nir-run.ts';
import { rightDiscretizationsOf } from '../../src/conformance/choices/nir-stages.ts';
import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import { changedNode } from '../arbitraries/nir.ts';
import { withNeuron } from './same-spikes.ts';

/** What every discretization that clause X1 leaves open answers, from rest; with more choices if any are given. */
export function rightRuns(graph: NirInput, more: Chosen = {}): NirOutput[] {
  return rightDiscretizationsOf(typeOf(graph)).map((chosen) => simulateNir({ ...chosen, ...more }, graph));
}

/** Part of the distance from v_reset to v_threshold: 100 times the rounding of a float32 run of 100 steps. */
const margin = 2 ** -11;

/** The spikes of the first neuron in every right discretization, also if rounding moves its threshold. */
export function rightTrains(graph: NirInput): (readonly number[])[] {
  const node = graph.nodes.at(-1) as { readonly v_threshold?: readonly number[]; readonly v_reset?: readonly number[] };
  const distance = (node.v_threshold?.[0] ?? 0) - (node.v_reset?.[0] ?? 0);
  return [-margin, margin].flatMap((part) =>
    rightRuns(
      withNeuron(graph, (neuron) => changedNode(neuron, { v_threshold: (volts) => volts + part * distance })),
    ).map(({ spikes: [train = []] }) => train),
  );
}

/** A spike may be reported a step late. */
export const reportedLateSteps = 1;

/** The least and the most of some numbers. */
export const envelopeOf = (values: readonly number[]): readonly [least: number, most: number] => [
  values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
  values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
];
