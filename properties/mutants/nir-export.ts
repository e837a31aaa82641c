import type { NirExportInput, NirExportOutput } from '../../src/conformance/implementation.ts';
import type { NirNeuron, NirWeights } from '../../src/conformance/nir/neurons.ts';
import { reference } from '../../src/conformance/reference.ts';
import { describeMutant, type Mutant } from './mutant.ts';

type Lif = Extract<NirNeuron, { readonly type: 'LIF' }>;
interface Parts {
  readonly weights: NirWeights;
  readonly lif: Lif;
}

const right = reference('float64').nir_export as (input: NirExportInput) => NirExportOutput;

/** Distance from reset to threshold, and the rest, of a simulator that computes in millivolts. */
const millivolts = { span: 15, rest: -65 };

/** The reference in millivolts, which has no parameter of 0 or 1; a change of its graph, or none. */
export function exportsInMillivolts(
  change: (parts: Parts, asked: NirExportInput) => Partial<Parts> = () => ({}),
): (input: NirExportInput) => NirExportOutput {
  return (asked) => {
    const { nodes, spikes, voltage = [] } = right(asked);
    const { span, rest } = millivolts;
    const [weights, neuron] = nodes as [NirWeights, Lif];
    const each = (value: number) => neuron.r.map(() => value);
    const volts = { v_leak: each(rest), v_threshold: each(rest + span), v_reset: each(rest) };
    const parts = { weights, lif: { ...neuron, r: each(span), ...volts } };
    const { weights: first, lif } = { ...parts, ...change(parts, asked) };
    return {
      spikes,
      voltage: voltage.map((row) => row.map((value) => rest + span * value)),
      nodes: [first, lif],
    };
  };
}

/** Makes a mistake in the graph of a simulator that computes in millivolts. */
const exportsWrongly = (
  name: string,
  difference: string,
  change: (parts: Parts, asked: NirExportInput) => Partial<Parts>,
  cites?: string,
): Mutant => ({ ...describeMutant(`export-${name}`, difference, cites), nir_export: exportsInMillivolts(change) });

/** Writes another value of a parameter. */
const writes = (
  name: string,
  difference: string,
  parameter: 'tau' | 'r' | 'v_leak' | 'v_threshold' | 'v_reset',
  map: (value: number, asked: NirExportInput) => number,
  cites?: string,
): Mutant =>
  exportsWrongly(
    name,
    difference,
    ({ lif }, asked) => ({ lif: { ...lif, [parameter]: lif[parameter].map((value) => map(value, asked)) } }),
    cites,
  );

/** Writes other weights. */
const rewrites = (
  name: string,
  difference: string,
  map: (weight: NirWeights['weight']) => readonly (readonly number[])[],
): Mutant =>
  exportsWrongly(name, difference, ({ weights }) => ({ weights: { ...weights, weight: map(weights.weight) } }));

/** Exporters that run a network rightly and write another one. */
export const nirExportMutants: readonly Mutant[] = [
  writes('tau-times-dt', 'multiplies tau by dt', 'tau', (tau, { dtSeconds }) => tau * dtSeconds, 'norse#413'),
  writes('tau-in-steps', 'writes tau in steps', 'tau', (tau, { dtSeconds }) => tau / dtSeconds),
  writes('tau-in-milliseconds', 'writes tau in milliseconds', 'tau', (tau) => 1000 * tau),
  writes('tau-as-rate', 'writes 1/tau in place of tau', 'tau', (tau) => 1 / tau),
  writes('steps-of-1-ms', 'assumes steps of 1 ms', 'tau', (tau, { dtSeconds }) => (tau / dtSeconds) * 0.001),
  writes('steps-of-0.1-ms', 'assumes steps of 0.1 ms', 'tau', (tau, { dtSeconds }) => (tau / dtSeconds) * 0.0001),
  writes('r-dropped', 'writes an r of 1', 'r', () => 1),
  writes('leak-dropped', 'writes a v_leak of 0', 'v_leak', () => 0),
  writes('threshold-dropped', 'writes a v_threshold of 1', 'v_threshold', () => 1),
  writes('reset-dropped', 'writes no v_reset, which is one of 0', 'v_reset', () => 0),
  rewrites('weights-transposed', 'writes weights by channel, neuron', (weight) =>
    weight.map((row, neuron) => row.map((_, channel) => weight.flat()[channel * weight.length + neuron] as number)),
  ),
  rewrites('neurons-reversed', 'writes the weights of the last neuron first', (weight) => weight.toReversed()),
  rewrites('channels-reversed', 'writes the weights of the last channel first', (weight) =>
    weight.map((row) => row.toReversed()),
  ),
  rewrites('initial-weights', 'writes weights as initialized in place of those that it ran', (weight) =>
    weight.map((row, neuron) => row.map((_, channel) => ((7 * neuron + 3 * channel + 2) % 11) / 8 - 0.5)),
  ),
  rewrites('weights-unsigned', 'writes absolute values of weights', (weight) => weight.map((row) => row.map(Math.abs))),
  exportsWrongly('bias-dropped', 'writes a Linear in place of an Affine', ({ weights: { weight } }) => ({
    weights: { type: 'Linear', weight },
  })),
  exportsWrongly('bias-reversed', 'writes the bias of the last neuron first', ({ weights }) => ({
    weights: weights.type === 'Affine' ? { ...weights, bias: weights.bias.toReversed() } : weights,
  })),
  writes('tau-of-nothing', 'writes a tau of 0', 'tau', () => 0),
  exportsWrongly('one-neuron', 'writes the parameters of the first neuron only', ({ lif }) => ({
    lif: Object.fromEntries(
      Object.entries(lif).map(([name, values]) => [name, name === 'type' ? values : values.slice(0, 1)]),
    ) as unknown as Lif,
  })),
];
