import { uniqueBy } from '../../src/base/group-by.ts';
import { nameOf } from '../../src/conformance/choices/choice.ts';
import { nirFieldsOf } from '../../src/conformance/choices/nir.ts';
import { nirOf } from '../../src/conformance/chosen-simulator.ts';
import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import { type NirNeuron, type NirWeights, runNir } from '../../src/conformance/nir/neurons.ts';
import { withNeuron } from '../nir/same-spikes.ts';
import { setsWith } from './choices.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const mistakes = Object.entries(nirFieldsOf).flatMap(([type, fields]) =>
  setsWith(['mistake'], fields).map((one) => ({ ...one, type })),
);

/** Importers that ignore a parameter in one type of neuron only are common. */
const ignored = ['1', '0', 'halved'];

/** Importers with each mistake of the table of choices, in all types of neurons that can have it, and some in each type alone. */
const choiceMutants: readonly Mutant[] = [
  ...uniqueBy(mistakes, ({ chosen }) => nameOf(chosen)).map(({ chosen, words, cites }) => ({
    ...describeMutant(`nir-${nameOf(chosen)}`, words, cites),
    nir: nirOf(() => chosen),
  })),
  ...mistakes
    .filter(({ chosen }) => Object.values(chosen).some((name) => ignored.includes(name)))
    .map(({ type, chosen, words, cites }) => ({
      ...describeMutant(`nir-${type.toLowerCase()}-${nameOf(chosen)}`, `${words}, in a ${type} only`, cites),
      nir: nirOf((asked) => (asked === type ? chosen : {})),
    })),
];

const read = ({ nodes, inputs, dtSeconds }: NirInput): NirOutput => runNir(nodes, inputs, dtSeconds);

/** Changes the weights before reading them. */
function misreadsWeights(
  name: string,
  difference: string,
  map: (node: NirWeights) => NirWeights,
  cites?: string,
): Mutant {
  return {
    ...describeMutant(name, difference, cites),
    nir: (input) => read(input.nodes.length === 2 ? { ...input, nodes: [map(input.nodes[0]), input.nodes[1]] } : input),
  };
}

/** Changes the spikes. */
function answers(name: string, difference: string, change: (spikes: NirOutput['spikes']) => number[][]): Mutant {
  return {
    ...describeMutant(name, difference),
    nir: (input) => {
      const output = read(input);
      return { ...output, spikes: change(output.spikes) };
    },
  };
}

/** NIR importers that read a graph wrongly. */
export const nirMutants: readonly Mutant[] = [
  ...choiceMutants,
  misreadsWeights(
    'nir-bias-at-random',
    'has biases of its own in place of those of the graph',
    (node) =>
      node.type === 'Affine' ? { ...node, bias: node.bias.map((_, index) => (index % 2 === 0 ? 0.37 : -0.21)) } : node,
    'NIRTorch#55',
  ),
  answers('nir-sorts-neurons-as-text', 'lists neuron 10 before neuron 2', (spikes) =>
    Object.keys(spikes)
      .sort()
      .map((neuron) => [...(spikes[Number(neuron)] as readonly number[])]),
  ),
  answers('nir-has-bits-for-32-neurons', 'loses the spikes of neurons after the 32nd', (spikes) =>
    spikes.map((train, neuron) => (neuron < 32 ? [...train] : [])),
  ),
  {
    ...describeMutant('nir-parameters-of-64-neurons', 'gives neuron 64 the parameters of the first one, and so on'),
    nir: (input) =>
      read(
        withNeuron(input, (node) => {
          const entries = Object.entries(node).map(([name, values]) => [
            name,
            name === 'type' ? values : (values as number[]).map((_, neuron, all) => all[neuron % 64]),
          ]);
          return Object.fromEntries(entries) as NirNeuron;
        }),
      ),
  },
  misreadsWeights('nir-32-channels', 'treats the weights of channels after the 32nd as 0', (node) => ({
    ...node,
    weight: node.weight.map((row) => row.map((value, channel) => (channel < 32 ? value : 0))),
  })),
];
