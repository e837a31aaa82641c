import fc from 'fast-check';
import type { NeuronInput } from '../implementation.ts';
import type { Exploration } from '../law.ts';

/** Where the answers to an input first differ. */
export interface Place {
  readonly step: number;
  readonly neuron: number;
}

/** Where the answers of the two to an input first differ; undefined if they agree. */
export type Separates = (input: NeuronInput) => Promise<Place | undefined>;

/** Inputs that are tried while searching for a smaller one. */
const mostShrinks = 300;

/** Searches generated inputs for the smallest one that separates the two; undefined if none does. */
export async function findSeparation(
  inputs: fc.Arbitrary<NeuronInput>,
  exploration: Exploration,
  separates: Separates,
): Promise<NeuronInput | undefined> {
  let smallest: NeuronInput | undefined;
  let tried = 0;
  const property = fc.asyncProperty(inputs, async (input) => {
    if (smallest !== undefined && ++tried > mostShrinks) return true;
    if ((await separates(input)) === undefined) return true;
    smallest = input;
    return false;
  });
  // results must not depend on the clock
  await fc.check(property, { ...exploration, interruptAfterTimeLimit: 2 ** 31 - 1 });
  return smallest && (await simplify(smallest, separates));
}

/** Removes neurons and steps as long as the input still separates the two. */
export async function simplify(input: NeuronInput, separates: Separates): Promise<NeuronInput> {
  let simplest = input;
  const attempt = async (candidate: NeuronInput) => {
    const isSeparating = (await separates(candidate)) !== undefined;
    if (isSeparating) simplest = candidate;
    return isSeparating;
  };
  const place = await separates(input);
  if (place !== undefined) await attempt(onlyNeuron(simplest, place.neuron));
  const end = (await separates(simplest))?.step;
  if (end !== undefined) await attempt({ ...simplest, current: simplest.current.slice(0, end + 1) });
  for (let first = simplest.current.length - 1; first > 0; first--)
    if (await attempt({ ...simplest, current: simplest.current.slice(first) })) break;
  return simplest;
}

const onlyNeuron = ({ initialVoltage, current, ...input }: NeuronInput, neuron: number): NeuronInput => ({
  ...input,
  initialVoltage: initialVoltage.slice(neuron, neuron + 1),
  current: current.map((row) => row.slice(neuron, neuron + 1)),
});
