import { expm1 } from '../../base/elementary.ts';
import { float64, type Precision } from '../../base/precision.ts';
import { requireAllFinite, requireLength, requirePositive } from '../../base/requirement.ts';
import { type Model, type NeuronRun, runModel } from '../../simulator/neuron/model.ts';

/**
 * The neurons of NIR, the Neuromorphic Intermediate Representation, with their parameters [neuron]; definition: X1. Types
 * and parameters have the names that they have in NIR files.
 *
 * @see Pedersen et al. 2024, Nature Communications 15:8122
 */
export const nirNeurons = {
  LIF: ['tau', 'r', 'v_leak', 'v_threshold', 'v_reset'],
  IF: ['r', 'v_threshold', 'v_reset'],
  LI: ['tau', 'r', 'v_leak'],
  CubaLIF: ['tau_syn', 'tau_mem', 'r', 'v_leak', 'v_threshold', 'v_reset', 'w_in'],
} as const;

/** The type of a neuron, such as `LIF`. */
export type NirNeuronType = keyof typeof nirNeurons;

/** The name of a parameter, such as `v_leak`. */
export type NirParameter = (typeof nirNeurons)[NirNeuronType][number];

/** A neuron node with its parameters [neuron]. */
export type NirNeuron = {
  readonly [Type in NirNeuronType]: { readonly type: Type } & {
    readonly [Name in (typeof nirNeurons)[Type][number]]: readonly number[];
  };
}[NirNeuronType];

/** Weights [neuron][channel], with a bias [neuron] if the type is `Affine`. */
export type NirWeights =
  | { readonly type: 'Affine'; readonly weight: readonly (readonly number[])[]; readonly bias: readonly number[] }
  | { readonly type: 'Linear'; readonly weight: readonly (readonly number[])[] };

/** A graph: a neuron node, or weights and a neuron node. */
export type NirGraph = readonly [NirNeuron] | readonly [NirWeights, NirNeuron];

/**
 * Runs a graph as its equations say, with an input that is constant within a step. NIR leaves the discretization and the
 * start open. Here a voltage follows its equation exactly, after the synaptic current of the same step, and starts at
 * rest: at `v_leak`, or at `v_reset` if there is no leak.
 *
 * @param inputs - [step][channel]
 * @throws {Refusal} if a parameter is invalid
 */
export function runNir(
  graph: NirGraph,
  inputs: readonly (readonly number[])[],
  dtSeconds: number,
  precision: Precision = float64,
): Omit<NeuronRun<never>, 'state'> {
  requireNir(graph, inputs, dtSeconds);
  const currents = graph.length === 2 ? inputs.map((row) => weigh(graph[0], row, precision)) : inputs;
  const runs = constantsOf(graph.at(-1) as NirNeuron, dtSeconds, precision).map((constants, neuron) => {
    const model = nirModel(constants, precision);
    const own = currents.map((row) => [row[neuron] as number]);
    return runModel(model, [model.start(0)], own, precision);
  });
  return {
    spikes: runs.map(({ spikes }) => spikes[0] as number[]),
    voltage: inputs.map((_, step) => runs.map(({ voltage }) => voltage[step]?.[0] as number)),
  };
}

/**
 * The graph of LIF neurons behind weights [neuron][channel], which have no refractory period and no floor; definition: X2.
 *
 * @example exportedNodes({ tauRcSeconds: 0.02, weights: [[2]] })[1].tau // [0.02]
 */
export function exportedNodes(network: {
  readonly tauRcSeconds: number;
  readonly weights: NirWeights['weight'];
  readonly bias?: readonly number[];
}): [NirWeights, NirNeuron & { readonly type: 'LIF' }] {
  const { tauRcSeconds, weights: weight, bias } = network;
  const each = (value: number) => weight.map(() => value);
  return [
    bias ? { type: 'Affine', weight, bias } : { type: 'Linear', weight },
    { type: 'LIF', tau: each(tauRcSeconds), r: each(1), v_leak: each(0), v_threshold: each(1), v_reset: each(0) },
  ];
}

/** Constants of a neuron and its step. */
interface NirConstants {
  /** The fraction of the distance to rest plus drive that a step covers; undefined without a leak. */
  readonly covered: number | undefined;
  /** The same for the synaptic current; 1 without a synapse. */
  readonly coveredBySynapse: number;
  readonly leak: number;
  /** What multiplies a current: r, and dt if there is no leak. */
  readonly drive: number;
  readonly weight: number;
  readonly threshold: number;
  readonly reset: number;
}

/** A NIR neuron, which always starts at rest. */
function nirModel(constants: NirConstants, { round }: Precision): Model<{ current: number; voltage: number }> {
  const towards = (from: number, to: number, fraction: number) => round(from + round(round(to - from) * fraction));
  const { covered, coveredBySynapse, leak, drive, weight, threshold, reset } = constants;
  return {
    start: () => ({ current: 0, voltage: covered === undefined ? reset : leak }),
    step: (before, input) => {
      const current = towards(before.current, round(weight * input), coveredBySynapse);
      const push = round(drive * current);
      const reached =
        covered === undefined ? round(before.voltage + push) : towards(before.voltage, round(leak + push), covered);
      const fired = reached > threshold;
      return { current, voltage: fired ? reset : reached, fired };
    },
    voltage: ({ voltage }) => voltage,
  };
}

function constantsOf(node: NirNeuron, dtSeconds: number, { round }: Precision): NirConstants[] {
  const of = (name: NirParameter, neuron: number, absent: number): number =>
    round((node as Partial<Record<NirParameter, readonly number[]>>)[name]?.[neuron] ?? absent);
  const covers = (tau: number) => round(-expm1(-round(dtSeconds) / tau));
  const hasLeak = node.type !== 'IF';
  return node.r.map((_, neuron) => ({
    covered: hasLeak ? covers(of('tau' in node ? 'tau' : 'tau_mem', neuron, Number.POSITIVE_INFINITY)) : undefined,
    coveredBySynapse: node.type === 'CubaLIF' ? covers(of('tau_syn', neuron, 0)) : 1,
    leak: of('v_leak', neuron, 0),
    drive: round(of('r', neuron, 1) * (hasLeak ? 1 : round(dtSeconds))),
    weight: of('w_in', neuron, 1),
    threshold: of('v_threshold', neuron, Number.POSITIVE_INFINITY),
    reset: of('v_reset', neuron, 0),
  }));
}

export function weigh(node: NirWeights, row: readonly number[], { round }: Precision): number[] {
  const bias = node.type === 'Affine' ? node.bias : [];
  return node.weight.map((weights, neuron) =>
    weights.reduce(
      (sum, weight, channel) => round(sum + round(weight * (row[channel] as number))),
      round(bias[neuron] ?? 0),
    ),
  );
}

/** @throws {Refusal} if a parameter, a size or an input is invalid */
export function requireNir(graph: NirGraph, inputs: readonly (readonly number[])[], dtSeconds: number): void {
  requirePositive('dtSeconds', dtSeconds);
  const node = graph.at(-1) as NirNeuron;
  for (const name of nirNeurons[node.type]) {
    const values = node[name as keyof typeof node] as unknown as readonly number[];
    requireLength(name, node.r.length, values);
    requireAllFinite(name, values);
    if (name.startsWith('tau'))
      for (const [neuron, tau] of values.entries()) requirePositive(`${name}[${neuron}]`, tau);
  }
  const channels = graph.length === 2 ? requireWeights(graph[0], node.r.length) : node.r.length;
  for (const [step, row] of inputs.entries()) {
    requireLength(`inputs[${step}]`, channels, row);
    requireAllFinite(`inputs[${step}]`, row);
  }
}

/** Requires weights that fit a number of neurons. Returns the number of channels. */
function requireWeights(node: NirWeights, neurons: number): number {
  requireLength('weight', neurons, node.weight);
  if (node.type === 'Affine') requireLength('bias', neurons, node.bias);
  if (node.type === 'Affine') requireAllFinite('bias', node.bias);
  const channels = node.weight[0]?.length ?? 0;
  for (const [neuron, row] of node.weight.entries()) {
    requireLength(`weight[${neuron}]`, channels, row);
    requireAllFinite(`weight[${neuron}]`, row);
  }
  return channels;
}
