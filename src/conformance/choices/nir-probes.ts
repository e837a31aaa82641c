import { randomStream } from '../../base/random.ts';
import type { NirInput } from '../implementation.ts';
import type { NirNeuron, NirNeuronType, NirWeights } from '../nir/neurons.ts';
import { nirFieldsOf } from './nir.ts';
import type { SmallRequest } from './stages.ts';

/** A neuron; times in steps. */
export interface SmallNeuron {
  readonly tau: number;
  readonly synapse: number;
  readonly r: number;
  readonly leak: number;
  readonly threshold: number;
  readonly reset: number;
  readonly w: number;
}

/** What a small graph is made of; a neuron is plain in what it leaves out. */
export interface NirSettings {
  readonly neurons?: readonly Partial<SmallNeuron>[];
  readonly dtSeconds?: number;
  readonly weights?: NirWeights['type'];
  /** Whether the input is that of an importer that adds r·I without dt, for which all others are too large. */
  readonly isWithoutDt?: true;
  /** Whether the input is 0 or 1. */
  readonly isBinary?: true;
  /** The types that are asked; all by default. */
  readonly types?: readonly NirNeuronType[];
}

const plain: SmallNeuron = { tau: 8, synapse: 5, r: 1, leak: 0, threshold: 1, reset: 0, w: 1 };
const firing: readonly NirNeuronType[] = ['LIF', 'IF', 'CubaLIF'];
const leaky: readonly NirNeuronType[] = ['LIF', 'LI', 'CubaLIF'];
const cuba: readonly NirNeuronType[] = ['CubaLIF'];

/** One parameter at a time first, because many importers refuse some; then several neurons, and weights that are not square. */
const settings: Readonly<Record<string, NirSettings>> = {
  plain: {},
  'without-dt': { types: ['IF'], isWithoutDt: true },
  gains: { neurons: [{ r: plain.tau, w: plain.synapse }], types: cuba },
  resistance: { neurons: [{ r: 2.5 }] },
  leak: { neurons: [{ leak: 0.375 }], types: leaky },
  reset: { neurons: [{ reset: -0.5 }], types: firing },
  threshold: { neurons: [{ threshold: 0.75 }], types: firing },
  weight: { neurons: [{ w: 0.4 }], types: cuba },
  'equal-times': { neurons: [{ synapse: plain.tau }], types: cuba },
  'one-step-synapse': { neurons: [{ synapse: 1 }], types: cuba },
  milliseconds: { dtSeconds: 0.001 },
  binary: { neurons: [{ r: 3 }], isBinary: true },
  pulses: { neurons: [{ tau: 2, r: 3, leak: -0.5 }], isBinary: true, types: ['LIF'] },
  'leak-above-threshold': { neurons: [{ leak: 1.5 }], isBinary: true, types: ['LIF', 'CubaLIF'] },
  'tau-near-dt': { neurons: [{ tau: 1.25, synapse: 1.1 }], types: leaky },
  'two-neurons': {
    neurons: [
      { tau: 6, synapse: 4, r: -1.5, leak: -0.75, threshold: -0.25, reset: -1, w: 0.5 },
      { tau: 11, synapse: 7, r: 0.04, leak: 0.625, threshold: 1.5, reset: 0.25, w: -2 },
    ],
  },
  linear: { neurons: [{}, {}], weights: 'Linear' },
  affine: { neurons: [{}, { tau: 5, threshold: 1.25 }], weights: 'Affine' },
  slow: {
    neurons: [
      { tau: 2000, synapse: 3, w: 0 },
      { tau: 2000, synapse: 1500, leak: -0.25, reset: -0.5 },
    ],
    dtSeconds: 0.001,
  },
};

const steps = 48;

/** Levels of the drive, in distances from v_reset to v_threshold. */
const levels = [3, -0.75, 1.25, 0, 5, 0.625, 2, -3];

/** Graphs that distinguish choices: every type of neuron alone, then two, then behind weights. */
export const nirProbes: readonly SmallRequest<NirInput>[] = (Object.keys(nirFieldsOf) as NirNeuronType[]).flatMap(
  (type) =>
    Object.entries(settings)
      .filter(([, { types }]) => types?.includes(type) ?? true)
      .map(([id, own]) => ({ id: `${type} ${id}`, input: smallGraph(type, id, own) })),
);

/** A graph of some neurons, whose weights and input follow from its name. */
export function smallGraph(type: NirNeuronType, id: string, own: NirSettings): NirInput {
  const { dtSeconds = 0.0001, weights, isBinary, isWithoutDt } = own;
  // the part of its drive that a neuron reaches in a step or, if it is slow, in the whole run: an IF needs five steps
  const partOf = ({ tau }: SmallNeuron) => (type === 'IF' ? 5 * (isWithoutDt ? 1 : dtSeconds) : Math.min(1, 20 / tau));
  const neurons = (own.neurons ?? [{}])
    .map((one) => ({ ...plain, ...one }))
    .map((one) => (isBinary ? { ...one, r: one.r / partOf(one) } : one));
  const units = neurons.map((one) => {
    const w = type === 'CubaLIF' ? one.w || 1 : 1;
    return isBinary ? 1 : (one.threshold - one.reset) / (one.r * w * partOf(one));
  });
  const random = randomStream(`nir/${id}`);
  const channels = Array.from({ length: weights === undefined ? neurons.length : 3 }, () => driveOf(random));
  const rows = Array.from({ length: steps }, (_, step) => channels.map((drive) => drive[step] as number));
  const node = nodeOf(type, neurons, dtSeconds);
  if (weights === undefined) {
    const inputs = rows.map((row) =>
      row.map((level, neuron) => (isBinary ? Number(level > 0.5) : level * (units[neuron] as number))),
    );
    return { dtSeconds, nodes: [node], inputs };
  }
  const weight = units.map((unit) => channels.map(() => unit * (1.5 * random() - 0.5)));
  const bias = units.map((unit) => unit * (0.75 * random() - 0.25));
  const first: NirWeights = weights === 'Affine' ? { type: weights, weight, bias } : { type: weights, weight };
  return { dtSeconds, nodes: [first, node], inputs: rows };
}

/** A drive that changes every few steps. */
function driveOf(random: () => number): number[] {
  const drive: number[] = [];
  for (let block = Math.floor(random() * levels.length); drive.length < steps; block++) {
    const level = (levels[block % levels.length] as number) * (0.8 + 0.4 * random());
    drive.push(...Array<number>(1 + Math.floor(5 * random())).fill(level));
  }
  return drive;
}

function nodeOf(type: NirNeuronType, neurons: readonly SmallNeuron[], dtSeconds: number): NirNeuron {
  const each = (of: (one: SmallNeuron) => number) => neurons.map(of);
  const [r, tau] = [each((one) => one.r), each((one) => one.tau * dtSeconds)];
  const spiking = { v_threshold: each(({ threshold }) => threshold), v_reset: each(({ reset }) => reset) };
  if (type === 'IF') return { type, r, ...spiking };
  const v_leak = each(({ leak }) => leak);
  if (type === 'LI') return { type, tau, r, v_leak };
  if (type === 'LIF') return { type, tau, r, v_leak, ...spiking };
  const tau_syn = each((one) => one.synapse * dtSeconds);
  return { type, tau_syn, tau_mem: tau, r, v_leak, ...spiking, w_in: each(({ w }) => w) };
}
