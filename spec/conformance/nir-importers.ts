import type { NirInput, NirOutput } from '../../src/conformance/implementation.ts';
import type { NirNeuron, NirNeuronType } from '../../src/conformance/nir/neurons.ts';

/** The parameters of one neuron, by their names in NIR; `tau` is also `tau_mem`. */
type Parameters = Readonly<Record<string, number>> & {
  readonly tau: number;
  readonly tau_syn: number;
  readonly r: number;
  readonly w_in: number;
  readonly v_leak: number;
  readonly v_threshold: number;
  readonly v_reset: number;
};

/** A neuron during a run. */
interface Running {
  readonly type: NirNeuronType;
  readonly dt: number;
  readonly index: number;
  readonly step: number;
  readonly v: number;
  readonly i: number;
  readonly spikes: number;
  /** Steps since the last spike. */
  readonly since: number;
  readonly inputs: readonly number[];
}

/** The stages of an importer that is written by hand, without a look at the table of choices. */
export interface Importer {
  readonly read: (parameters: Parameters, type: NirNeuronType, index: number) => Partial<Parameters>;
  readonly input: (value: number, at: Running) => number;
  readonly weigh: (weight: number, input: number, neuron: number, channel: number) => number;
  /** The synaptic current after a step, what the membrane gets of it, and what the next step finds. */
  readonly synapse: (s: number, i: number, p: Parameters, at: Running) => { i: number; used?: number };
  readonly membrane: (v: number, i: number, p: Parameters, at: Running) => number;
  readonly fires: (v: number, p: Parameters, at: Running) => boolean;
  readonly reset: (v: number, p: Parameters, at: Running) => number;
  readonly after: (v: number, i: number, p: Parameters, at: Running) => { v?: number; i?: number };
}

/** By Euler, the synapse before the membrane, from 0. */
export const byEuler: Importer = {
  read: (parameters) => parameters,
  input: (value) => value,
  weigh: (weight, input) => weight * input,
  synapse: (s, i, { tau_syn, w_in }, { dt }) => ({ i: i + (dt / tau_syn) * (w_in * s - i) }),
  membrane: (v, i, { tau, r, v_leak }, { type, dt }) =>
    type === 'IF' ? v + dt * r * i : v + (dt / tau) * (v_leak - v + r * i),
  fires: (v, { v_threshold }) => v > v_threshold,
  reset: (_, { v_reset }) => v_reset,
  after: () => ({}),
};

/** Each equation exactly. */
export const exactly: Importer = {
  ...byEuler,
  synapse: (s, i, { tau_syn, w_in }, { dt }) => ({ i: w_in * s + (i - w_in * s) * Math.exp(-dt / tau_syn) }),
  membrane: (v, i, { tau, r, v_leak }, { type, dt }) =>
    type === 'IF' ? v + dt * r * i : v_leak + r * i + (v - v_leak - r * i) * Math.exp(-dt / tau),
};

/** Runs a graph by an importer with some stages changed. */
export function runImporter(stages: Importer, asked: NirInput): NirOutput {
  const node = asked.nodes.at(-1) as NirNeuron;
  const dt = asked.dtSeconds;
  const runs = node.r.map((_, index) => runOne(stages, asked, node, index, dt));
  return {
    spikes: runs.map(({ train }) => train),
    voltage: asked.inputs.map((_, step) => runs.map(({ trace }) => trace[step] as number)),
  };
}

function runOne(stages: Importer, { nodes, inputs }: NirInput, node: NirNeuron, index: number, dt: number) {
  const { type, ...lists } = node;
  const own = Object.fromEntries(
    Object.entries(lists).map(([name, values]) => [name === 'tau_mem' ? 'tau' : name, values[index] as number]),
  );
  const whole = { tau: 1, tau_syn: 1, r: 1, w_in: 1, v_leak: 0, v_threshold: Number.POSITIVE_INFINITY, v_reset: 0 };
  const given: Parameters = { ...whole, ...own };
  const p = { ...given, ...stages.read(given, type, index) } as Parameters;
  const [train, trace, received]: [number[], number[], number[]] = [[], [], []];
  let [v, i, spikes, since] = [0, 0, 0, Number.POSITIVE_INFINITY];
  for (const [step, row] of inputs.entries()) {
    const at = () => ({ type, dt, index, step, v, i, spikes, since, inputs: received });
    let sum = row[index] as number;
    if (nodes.length === 2) {
      const [weights] = nodes;
      const terms = row.map((value, channel) =>
        stages.weigh(weights.weight[index]?.[channel] as number, value, index, channel),
      );
      const bias = weights.type === 'Affine' ? (weights.bias[index] as number) : 0;
      sum = terms.reduce((all, one) => all + one, bias);
    }
    received.push(sum);
    const s = stages.input(sum, at());
    let used = s;
    if (type === 'CubaLIF') {
      const current = stages.synapse(s, i, p, at());
      used = current.used ?? current.i;
      i = current.i;
    }
    v = stages.membrane(v, used, p, at());
    since++;
    if (type !== 'LI' && stages.fires(v, p, at())) {
      train.push(step);
      v = stages.reset(v, p, at());
      spikes++;
      since = 0;
    }
    const changed = stages.after(v, i, p, at());
    v = changed.v ?? v;
    i = changed.i ?? i;
    trace.push(v);
  }
  return { train, trace };
}

const noise = (step: number, index: number) => Math.sin(12.9898 * step + 78.233 * index);

/** Mistakes of importers that are not in the table of choices, by name, each in an importer by Euler or an exact one. */
export const wrongImporters: Readonly<Record<string, Importer>> = {
  'threshold 1.37 times': { ...byEuler, fires: (v, p) => v > 1.37 * p.v_threshold },
  'threshold rises per spike': { ...exactly, fires: (v, p, { spikes }) => v > p.v_threshold + 0.1 * spikes },
  'tau 1.11 times': { ...exactly, read: ({ tau }) => ({ tau: 1.11 * tau }) },
  'tau per neuron': { ...byEuler, read: ({ tau }, _, index) => ({ tau: tau * (1.2 + 0.3 * index) }) },
  'synapse 1.3 times as slow': { ...exactly, read: ({ tau_syn }) => ({ tau_syn: 1.3 * tau_syn }) },
  'synapse saturates': {
    ...exactly,
    synapse: (s, i, p, at) => ({ i: Math.max(-0.9, Math.min(exactly.synapse(s, i, p, at).i, 0.9)) }),
  },
  'synapse of two stages': {
    ...byEuler,
    synapse: (s, i, p, at) => {
      const { i: first } = byEuler.synapse(s, i, p, at);
      return { i: first, used: i + (at.dt / p.tau_syn) * (first - i) };
    },
  },
  'input weakened': { ...exactly, input: (value) => 0.87 * value },
  'input biased': { ...byEuler, input: (value) => value + 0.13 },
  'input is a mean of two': { ...byEuler, input: (value, { inputs }) => (value + (inputs.at(-2) ?? 0)) / 2 },
  'every fifth input lost': { ...exactly, input: (value, { step }) => (step % 5 === 4 ? 0 : value) },
  'negative weights halved': { ...exactly, weigh: (weight, input) => input * (weight < 0 ? weight / 2 : weight) },
  'resets by halves': { ...exactly, reset: (v, p) => (v + p.v_reset) / 2 },
  'resets by turns': { ...byEuler, reset: (_, p, { spikes }) => p.v_reset + (spikes % 2) * 0.2 },
  'refractory after every second spike': {
    ...exactly,
    fires: (v, p, { spikes, since }) => v > p.v_threshold && (spikes % 2 === 0 || since > 3),
  },
  'noisy voltage': { ...byEuler, after: (v, _, __, { step, index }) => ({ v: v + 0.01 * noise(step, index) }) },
};
