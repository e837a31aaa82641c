import fc from 'fast-check';
import type { NirInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { type NirWeights, nirNeurons } from '../../src/conformance/nir/neurons.ts';
import {
  changedNode,
  type DrivenNode,
  drivenNode,
  type NodeOf,
  plainDtSeconds,
  requestOf,
} from '../arbitraries/nir.ts';
import { refusalLaw, type Spoils } from '../refusal.ts';
import { requireSame } from '../require.ts';
import { nirTrainsOf, requireSameSpikes, withNeuron } from './same-spikes.ts';

/** Numbers of channels, and of neurons behind them. */
const weightedSizes = [
  [3, 2],
  [6, 5],
  [40, 2],
] as const;

/** A neuron node, and weights in front of several such neurons. Sums of eighths are exact. */
function weighted(type: NirWeights['type']): fc.Arbitrary<{ driven: DrivenNode<'LIF'>; weights: NirWeights }> {
  const eighths = fc.integer({ min: -8, max: 16 }).map((value) => value / 8);
  const listOf = <Value>(one: fc.Arbitrary<Value>, size: number) => fc.array(one, { minLength: size, maxLength: size });
  return fc
    .constantFrom(...weightedSizes)
    .chain(([channels, neurons]) =>
      fc.record({
        driven: drivenNode('LIF'),
        weight: listOf(listOf(eighths, channels), neurons),
        bias: listOf(eighths, neurons),
      }),
    )
    .map(({ driven, weight, bias }) => ({
      driven,
      weights: type === 'Affine' ? { type, weight, bias } : { type, weight },
    }));
}

/** Weights multiply the input, and a bias adds to it. */
function weighs(type: NirWeights['type'], id: string, statement: string): Law {
  const law: Law = {
    id,
    clause: 'nir',
    statement,
    needs: ['nir'],
    property: (implementation) =>
      fc.asyncProperty(weighted(type), async ({ driven: { node, drive }, weights }) => {
        const [channels = []] = weights.weight;
        const alike = repeated(node, weights.weight.length);
        const backward = drive.toReversed();
        const rows = drive.map((value, step) => [
          ...[value, backward[step] as number],
          ...channels.slice(2).map((_, index) => (step % (3 + index) === 0 ? 1 : 0)),
        ]);
        const currents = rows.map((row) => weights.weight.map((own, neuron) => sumOf(weights, own, row, neuron)));
        const one: NirInput = { dtSeconds: plainDtSeconds, nodes: [alike], inputs: currents };
        const other: NirInput = { ...one, nodes: [weights, alike], inputs: rows };
        await requireSameSpikes(law, implementation, { one, other });
      }),
  };
  return law;
}

const sumOf = (weights: NirWeights, own: readonly number[], row: readonly number[], neuron: number): number =>
  own.reduce((sum, weight, channel) => sum + weight * (row[channel] as number), biasOf(weights, neuron));

const biasOf = (weights: NirWeights, neuron: number): number =>
  weights.type === 'Affine' ? (weights.bias[neuron] as number) : 0;

/** A node with several neurons that have the same parameters. */
function repeated<Node extends NodeOf<'LIF'>>(node: Node, neurons: number): Node {
  const entries = Object.entries(node).map(([name, values]) => [
    name,
    name === 'type' ? values : Array.from({ length: neurons }, () => values).flat(),
  ]);
  return Object.fromEntries(entries) as Node;
}

/** Parameters are lists, one value per neuron. */
export const keepsNeuronsApart: Law = {
  id: 'nir/own-parameters',
  clause: 'nir',
  needs: ['nir'],
  statement: 'the neurons of a node always fire as each would alone, with its own tau and v_threshold',
  property: (implementation) =>
    fc.asyncProperty(drivenNode('LIF'), fc.constantFrom(1.5, 2, 3), async ({ node, drive }, k) => {
      const second = changedNode(node, { tau: (tau) => tau * k, v_threshold: (volts) => volts / k });
      // more neurons than bits of a word, and numbers that have another order as text
      const half = 65;
      const [own, others] = [repeated(node, half), repeated(second, half)];
      const together = requestOf(repeated(node, 2 * half), drive);
      const apart = Object.fromEntries(
        Object.entries(own).map(([name, values]) => [
          name,
          name === 'type' ? values : [...(values as number[]), ...others[name as 'tau']],
        ]),
      ) as unknown as NodeOf<'LIF'>;
      const got = await nirTrainsOf(
        implementation,
        withNeuron(together, () => apart),
      );
      const [first = []] = await nirTrainsOf(implementation, requestOf(node, drive));
      const [last = []] = await nirTrainsOf(implementation, requestOf(second, drive));
      const expected = [...Array<number[]>(half).fill(first), ...Array<number[]>(half).fill(last)];
      requireSame(keepsNeuronsApart, expected, got);
    }),
};

const nonsense = [0, -0.002, Number.NaN, Number.POSITIVE_INFINITY];
const steady = [[0.5], [0.5]];

/** A graph of one neuron of a type, whose time constants can be set to nonsense one by one. */
const impossibleNodes: Spoils<NirInput> = Object.fromEntries(
  Object.entries(nirNeurons).flatMap(([type, parameters]) =>
    parameters
      .filter((name) => name.startsWith('tau'))
      .flatMap((wrong) =>
        nonsense.map((value) => [
          `${wrong} of ${value} in ${type}`,
          () => {
            const of = (name: string) => (name === wrong ? value : name.startsWith('tau') ? 0.01 : 1);
            return { nodes: [{ type, ...Object.fromEntries(parameters.map((name) => [name, [of(name)]])) }] as never };
          },
        ]),
      ),
  ),
);

/** Invalid graphs. */
export const refusesImpossibleGraphs: Law = refusalLaw(
  'nir',
  {
    id: 'nir/refuses-the-impossible',
    statement: 'refuses NIR graphs with a time constant or a step that is not above 0, and numbers that are not finite',
  },
  () => drivenNode('LIF').map(({ node }) => ({ ...requestOf(node, []), inputs: steady })),
  {
    ...impossibleNodes,
    ...Object.fromEntries(nonsense.map((value) => [`dtSeconds of ${value}`, () => ({ dtSeconds: value })])),
    'an input that is not a number': () => ({ inputs: [[Number.NaN]] }),
  },
);

export const nirGraphLaws: readonly Law[] = [
  weighs('Linear', 'nir/linear-arrives', 'a LIF behind a Linear node always fires as one that gets the weighted input'),
  weighs(
    'Affine',
    'nir/affine-arrives',
    'a LIF behind an Affine node always fires as one that gets the weighted input plus the bias',
  ),
  keepsNeuronsApart,
  refusesImpossibleGraphs,
];
