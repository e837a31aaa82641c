import type { Implementation, NirInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import type { NirGraph, NirNeuron } from '../../src/conformance/nir/neurons.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { changedNode } from '../arbitraries/nir.ts';
import { requireThat } from '../require.ts';

/** Two requests whose neurons fire in the same steps. */
export interface Alike {
  readonly one: NirInput;
  readonly other: NirInput;
  /** The first step that counts: NIR does not define the initial voltage. */
  readonly fromStep?: number;
}

/** Refutes a law unless the neurons of two requests fire in the same steps, whatever the discretization is. */
export async function requireSameSpikes(
  law: Law,
  implementation: Implementation,
  { one, other, fromStep = 0 }: Alike,
): Promise<void> {
  await requireTrains(law, implementation, one, await nirTrainsOf(implementation, other, fromStep), fromStep);
}

/** Refutes a law unless the neurons of a request fire in the given steps. */
export async function requireTrains(
  law: Law,
  implementation: Implementation,
  one: NirInput,
  got: readonly (readonly number[])[],
  fromStep: number,
): Promise<void> {
  const expected = await nirTrainsOf(implementation, one, fromStep);
  const neuron = expected.findIndex((train, index) => train.join() !== got[index]?.join());
  if (neuron < 0 || (await couldRoundingDecide(implementation, one, fromStep, expected))) return;
  const steps = one.inputs.length;
  requireThat(false, law, () => ({
    expected: new SpikeTrain(expected[neuron] ?? [], steps),
    got: new SpikeTrain(got[neuron] ?? [], steps),
  }));
}

/** Relative change of the threshold: 100 times the rounding of a float32 run of 100 steps. */
const margin = 2 ** -11;

/** Whether a slightly higher or lower threshold changes the spikes. */
async function couldRoundingDecide(
  implementation: Implementation,
  input: NirInput,
  fromStep: number,
  trains: readonly (readonly number[])[],
): Promise<boolean> {
  for (const factor of [1 - margin, 1 + margin]) {
    const near = withNeuron(input, (node) => changedNode(node, { v_threshold: (volts) => volts * factor }));
    if ((await nirTrainsOf(implementation, near, fromStep)).join(';') !== trains.join(';')) return true;
  }
  return false;
}

/** The spikes of each neuron from a step on. */
export async function nirTrainsOf(implementation: Implementation, input: NirInput, fromStep = 0): Promise<number[][]> {
  const { spikes } = await capabilityOf(implementation, 'nir')(input);
  return spikes.map((train) => train.filter((step) => step >= fromStep));
}

/** A request with another neuron node. */
export function withNeuron(input: NirInput, map: (node: NirNeuron) => NirNeuron): NirInput {
  const [first, second] = input.nodes;
  const nodes: NirGraph = second === undefined ? [map(first as NirNeuron)] : [first as never, map(second)];
  return { ...input, nodes };
}
