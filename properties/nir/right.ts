import type { Chosen } from '../../src/conformance/choices/choice.ts';
import { simulateNir, typeOf } from '../../src/conformance/choices/nir-run.ts';
import { nirMatcher, rightDiscretizationsOf, rightImportersOf } from '../../src/conformance/choices/nir-stages.ts';
import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { changedNode } from '../arbitraries/nir.ts';
import { requireThat } from '../require.ts';
import { withNeuron } from './same-spikes.ts';

/** What every discretization that clause X1 leaves open answers, from rest; with more choices if any are given. */
export function rightRuns(graph: NirInput, more: Chosen = {}): NirOutput[] {
  return rightDiscretizationsOf(typeOf(graph)).map((chosen) => simulateNir({ ...chosen, ...more }, graph));
}

/** Refutes a law unless an answer is, number for number, that of one right discretization. */
export function requireRight(law: Law, input: NirInput, answer: NirOutput): void {
  const asked = [{ id: law.id, input, answer }];
  // files of most exporters contain float32, so an importer may round every parameter
  const { match, deviations } = nirMatcher(asked, 'float32');
  let [deepest, nearest]: [number, Chosen] = [-1, {}];
  for (const chosen of rightImportersOf(typeOf(input), asked)) {
    const { depth, differs } = match(chosen);
    if (differs === undefined) return;
    if (depth > deepest) [deepest, nearest] = [depth, chosen];
  }
  const [{ where, expected, got } = { where: 'its numbers', expected: 'decided', got: 'lost in rounding' }] =
    deviations(nearest);
  requireThat(false, law, () => ({ where, expected, got }));
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
