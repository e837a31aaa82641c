import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import { type NirNeuron, type NirParameter, type NirWeights, runNir } from '../../src/conformance/nir/neurons.ts';
import { changedNode } from '../arbitraries/nir.ts';
import { withNeuron } from '../nir/same-spikes.ts';
import { type EulerChoices, eulerChoices, runEulerNir } from '../oracles/euler-nir.ts';
import { describeMutant, type Mutant } from './mutant.ts';

const read = ({ nodes, inputs, dtSeconds }: NirInput): NirOutput => runNir(nodes, inputs, dtSeconds);

/** Changes the request before reading it. */
function misreads(name: string, difference: string, change: (input: NirInput) => NirInput, cites?: string): Mutant {
  return { ...describeMutant(name, difference, cites), nir: (input) => read(change(input)) };
}

/** Changes the neuron node before reading it. */
function misreadsNode(name: string, difference: string, map: (node: NirNeuron) => NirNeuron, cites?: string): Mutant {
  return misreads(name, difference, (input) => withNeuron(input, map), cites);
}

/** Changes parameters of one type of neuron before reading them. */
function misreadsType(
  type: NirNeuron['type'],
  name: string,
  difference: string,
  change: Parameters<typeof changedNode>[1],
  cites?: string,
): Mutant {
  return misreadsNode(name, difference, (node) => (node.type === type ? changedNode(node, change) : node), cites);
}

const one = () => 1;
const zero = () => 0;

/** Changes the weights before reading them. */
function misreadsWeights(
  name: string,
  difference: string,
  map: (node: NirWeights) => NirWeights,
  cites?: string,
): Mutant {
  return misreads(
    name,
    difference,
    (input) => (input.nodes.length === 2 ? { ...input, nodes: [map(input.nodes[0]), input.nodes[1]] } : input),
    cites,
  );
}

/** Changes parameters of all types that fire. */
function misreadsFiring(name: string, difference: string, change: Parameters<typeof changedNode>[1]): Mutant {
  return misreadsNode(name, difference, (node) => (node.type === 'LI' ? node : changedNode(node, change)));
}

/** Uses the first value of a parameter for all neurons. */
function sharing(name: string, parameter: NirParameter): Mutant {
  return misreadsNode(name, `uses the first ${parameter} for all neurons`, (node) => {
    const [first] = (node as Partial<Record<NirParameter, readonly number[]>>)[parameter] ?? [];
    return first === undefined ? node : changedNode(node, { [parameter]: () => first });
  });
}

/** Changes weights before all types of nodes except one. */
function misreadsBehind(
  name: string,
  difference: string,
  type: NirNeuron['type'],
  map: (node: NirWeights) => NirWeights,
): Mutant {
  return misreads(name, difference, (input) => {
    const isOther = input.nodes.length === 2 && input.nodes[1].type !== type;
    return isOther ? { ...input, nodes: [map(input.nodes[0]), input.nodes[1]] } : input;
  });
}

/** Changes the spikes. */
function answers(name: string, difference: string, change: (output: NirOutput) => number[][]): Mutant {
  return {
    ...describeMutant(name, difference),
    nir: (input) => {
      const output = read(input);
      return { ...output, spikes: change(output) };
    },
  };
}

const transposed = ({ length }: NirWeights['weight'], weight: NirWeights['weight']) =>
  weight.map((row, neuron) => row.map((_, channel) => weight[channel % length]?.[neuron] as number));

/** Discretizes by forward Euler, and differs in a choice that is not open. */
function misdiscretizes(name: string, difference: string, wrong: Partial<EulerChoices>, cites?: string): Mutant {
  return {
    ...describeMutant(name, difference, cites),
    nir: (input) => runEulerNir(input, { ...eulerChoices, ...wrong }),
  };
}

/** One parameter of one type of node that is read wrongly. */
const differing: readonly Mutant[] = [
  misreadsFiring('nir-threshold-above-zero', 'takes a v_threshold of 0 or less for 1', {
    v_threshold: (volts) => (volts > 0 ? volts : 1),
  }),
  misreadsFiring('nir-reset-of-at-most-zero', 'takes a v_reset above 0 for 0', {
    v_reset: (volts) => Math.min(volts, 0),
  }),
  misreadsType('LIF', 'nir-lif-tau-of-at-most-100-ms', 'shortens time constants to 100 ms', {
    tau: (tau) => Math.min(tau, 0.1),
  }),
  misreadsType('IF', 'nir-if-ignores-v-threshold', 'treats v_threshold of an IF as 1', { v_threshold: one }),
  misreadsType('IF', 'nir-if-ignores-v-reset', 'resets an IF to 0', { v_reset: zero }),
  misreadsType('CubaLIF', 'nir-cuba-without-weight-has-weight-1', 'takes a w_in of 0 for a missing one, which is 1', {
    w_in: (weight) => weight || 1,
  }),
  misreadsType('LI', 'nir-li-ignores-r', 'treats r of an LI as 1', { r: one }),
  misreadsType('LI', 'nir-li-halves-tau', 'halves the time constant of an LI', { tau: (tau) => tau / 2 }),
  sharing('nir-one-r-for-all', 'r'),
  sharing('nir-one-v-threshold-for-all', 'v_threshold'),
  misreadsBehind('nir-bias-before-a-lif-alone', 'drops biases of an Affine before any node but a LIF', 'LIF', (node) =>
    node.type === 'Affine' ? { ...node, bias: node.bias.map(() => 0) } : node,
  ),
  misreadsBehind(
    'nir-weights-transposed-before-others',
    'transposes weights before any node but a LIF',
    'LIF',
    (node) => ({
      ...node,
      weight: transposed(node.weight, node.weight),
    }),
  ),
  answers('nir-sorts-neurons-as-text', 'lists neuron 10 before neuron 2', ({ spikes }) =>
    Object.keys(spikes)
      .sort()
      .map((neuron) => spikes[Number(neuron)] as number[]),
  ),
  misreads('nir-holds-every-second-input', 'takes the input of every second step for two steps', (input) => ({
    ...input,
    inputs: input.inputs.map((_, step, all) => all[step - (step % 2)] as number[]),
  })),
  misreads('nir-takes-binary-inputs-for-charges', 'doubles inputs that are all 0 or 1', (input) => {
    const isBinary = input.inputs.flat().every((value) => value === 0 || value === 1);
    return isBinary ? { ...input, inputs: input.inputs.map((row) => row.map((value) => 2 * value)) } : input;
  }),
  answers('nir-has-bits-for-32-neurons', 'loses the spikes of neurons after the 32nd', ({ spikes }) =>
    spikes.map((train, neuron) => (neuron < 32 ? [...train] : [])),
  ),
  answers('nir-fires-once', 'lets a neuron fire only once', ({ spikes }) => spikes.map((train) => train.slice(0, 1))),
  misreadsNode('nir-ignores-the-sign-of-r', 'takes the absolute value of r', (node) =>
    changedNode(node, { r: Math.abs }),
  ),
  misreadsType('CubaLIF', 'nir-ignores-the-sign-of-w-in', 'takes the absolute value of w_in', { w_in: Math.abs }),
  misreadsNode('nir-parameters-of-64-neurons', 'gives neuron 64 the parameters of the first one, and so on', (node) => {
    const entries = Object.entries(node).map(([name, values]) => [
      name,
      name === 'type' ? values : (values as number[]).map((_, neuron, all) => all[neuron % 64]),
    ]);
    return Object.fromEntries(entries) as NirNeuron;
  }),
  misreadsWeights('nir-32-channels', 'treats the weights of channels after the 32nd as 0', (node) => ({
    ...node,
    weight: node.weight.map((row) => row.map((value, channel) => (channel < 32 ? value : 0))),
  })),
  misreads('nir-input-of-at-most-ten', 'limits the input to 10 in both directions', (input) => ({
    ...input,
    inputs: input.inputs.map((row) => row.map((value) => Math.max(-10, Math.min(value, 10)))),
  })),
];

/** NIR importers that read a graph wrongly. */
export const nirMutants: readonly Mutant[] = [
  misreads(
    'nir-step-of-a-tenth-of-a-millisecond',
    'uses steps of 1e-4 s whatever dt is',
    (input) => (input.dtSeconds > 0 && input.dtSeconds < Infinity ? { ...input, dtSeconds: 0.0001 } : input),
    'snnTorch 1.0.0',
  ),
  misreadsType('LIF', 'nir-lif-ignores-r', 'treats r as 1', { r: one }, 'Norse 1.1.0'),
  misreadsType('LIF', 'nir-lif-ignores-v-leak', 'treats v_leak as 0', { v_leak: zero }, 'Spyx 1.0.0'),
  misreadsType('LIF', 'nir-lif-ignores-v-reset', 'resets to 0 whatever v_reset is', { v_reset: zero }, 'Spyx 1.0.0'),
  misreadsType('LIF', 'nir-lif-ignores-v-threshold', 'treats v_threshold as 1', { v_threshold: one }),
  misdiscretizes(
    'nir-subtracts-threshold',
    'subtracts v_threshold in place of a reset to v_reset',
    {
      reset: (voltage, threshold) => voltage - threshold,
    },
    'Sinabs 3.1.3',
  ),
  misdiscretizes('nir-resets-by-99-percent', 'leaves 1 % of the distance from v_reset to v_threshold', {
    reset: (_, threshold, reset) => reset + 0.01 * (threshold - reset),
  }),
  misdiscretizes('nir-adds-whole-current', 'adds r·I without dt/tau', { scale: one }, 'snntorch#435'),
  misreadsType('LIF', 'nir-halves-tau', 'halves the time constant', { tau: (tau) => tau / 2 }),
  misreadsType('IF', 'nir-if-ignores-r', 'treats r of an IF as 1', { r: one }, 'Norse 1.1.0'),
  misreadsType('CubaLIF', 'nir-cuba-ignores-r', 'treats r of a CubaLIF as 1', { r: one }),
  misreadsType(
    'CubaLIF',
    'nir-cuba-leaks-twice',
    'also adds v_leak to the synaptic current',
    { v_leak: (leak) => 2 * leak },
    'Norse 1.1.0',
  ),
  misreadsType('CubaLIF', 'nir-cuba-ignores-v-reset', 'resets a CubaLIF to 0', { v_reset: zero }),
  misreadsWeights(
    'nir-bias-at-random',
    'has biases of its own in place of those of the graph',
    (node) =>
      node.type === 'Affine' ? { ...node, bias: node.bias.map((_, index) => (index % 2 === 0 ? 0.37 : -0.21)) } : node,
    'NIRTorch#55',
  ),
  misreadsWeights('nir-weights-transposed', 'reads the weights of a Linear node in another order', (node) =>
    node.type === 'Linear' ? { ...node, weight: transposed(node.weight, node.weight) } : node,
  ),
  misreadsNode('nir-one-tau-for-all', 'uses the first tau for all neurons', (node) =>
    node.type === 'LIF' ? { ...node, tau: node.tau.map(() => node.tau[0] as number) } : node,
  ),
  ...differing,
  misreadsNode('nir-cuba-of-equal-taus-without-synapse', 'has no synapse if tau_syn equals tau_mem', (node) =>
    node.type === 'CubaLIF' && node.tau_syn[0] === node.tau_mem[0]
      ? changedNode(node, { tau_syn: (tau) => tau / 1e6 })
      : node,
  ),
  misdiscretizes('nir-skips-idle-neurons', 'leaves out steps of neurons at 0 that receive nothing', {
    keep: (before, reached, { input, current }) => (before === 0 && input === 0 && current === 0 ? 0 : reached),
  }),
  misdiscretizes('nir-never-below-reset', 'lets no voltage fall below v_reset', {
    keep: (_, reached, { reset }) => Math.max(reached, reset),
  }),
];
