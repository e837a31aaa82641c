import type { NirInput } from '../implementation.ts';
import type { NirNeuron, NirNeuronType, NirParameter, NirWeights } from './neurons.ts';

/** Three requests about one parameter. */
export interface NirProbe {
  /** `LIF` */
  readonly node: NirNeuronType | NirWeights['type'];
  /** `r`, or `dt` */
  readonly parameter: string;
  readonly base: NirInput;
  /** The base with another value of the parameter, which changes the answer of a correct importer. */
  readonly changed: NirInput;
  /** The same with other changes that compensate for it, so that a correct importer answers as for the base. */
  readonly compensated: NirInput;
  /** The first step that counts: before it, the voltage comes to rest. */
  readonly fromStep: number;
  /** For a time constant: when the base and the changed neuron fire for the first time, within three steps. */
  readonly firstSteps?: readonly [number, number];
  /**
   * Requests about the same parameter with other values of all other parameters, for an importer that refuses one of
   * those.
   */
  readonly otherwise?: NirProbe;
}

const dtSeconds = 0.0001;
const restSteps = 400;
const silence = (steps: number) => Array<number>(steps).fill(0);

/**
 * A drive, as a multiple of the threshold, that makes a LIF with tau of 20 steps fire, rest and fire again. No decision
 * is near the threshold.
 */
const drive = [...Array<number>(60).fill(2.5), ...silence(20), ...Array<number>(60).fill(1.75)];

type Change = Partial<Record<NirParameter, number>>;

const plain = { r: 1, v_leak: 0, v_threshold: 1, v_reset: 0 };

/** Some importers of IF and CubaLIF honor only gains of r that cancel dt/τ. */
const nodes: Readonly<Record<'LIF' | 'IF' | 'CubaLIF', Change>> = {
  LIF: { tau: 20 * dtSeconds, ...plain },
  IF: { r: 1 / dtSeconds, v_threshold: 1, v_reset: 0 },
  CubaLIF: { tau_syn: 10 * dtSeconds, tau_mem: 20 * dtSeconds, ...plain, r: 20, w_in: 10 },
};

type Spiking = keyof typeof nodes;

function request(type: Spiking, change: Change, volts: readonly number[], dt: number = dtSeconds): NirInput {
  const all = Object.entries({ ...nodes[type], ...change }).map(([name, value]) => [name, [value]]);
  return {
    dtSeconds: dt,
    nodes: [{ type, ...Object.fromEntries(all) } as NirNeuron],
    inputs: volts.map((one) => [one]),
  };
}

/** What a node of a type must receive to be driven by 1 volt. */
const perVolt: Readonly<Record<Spiking, number>> = { LIF: 1, IF: 1 / 16, CubaLIF: 1 / 200 };

/** A probe of a parameter; the changes that compensate are to the node, the drive, and the step. */
function probe(node: Spiking, parameter: NirParameter | 'dt', probeOf: ProbeOf): NirProbe {
  const { to, from = {}, along = {}, also = {}, scale = 1, times = 1, plus = 0, dt = 1 } = probeOf;
  const { firstSteps, otherwise } = probeOf;
  const fromStep = plus === 0 && along.v_leak === undefined ? 0 : restSteps;
  const volts = [...silence(fromStep), ...drive].map((volt) => volt * perVolt[node] * scale);
  const one: Change = { ...from, ...along, ...(parameter === 'dt' ? {} : { [parameter]: to }) };
  const step = dtSeconds * (parameter === 'dt' ? to : 1);
  const moved = volts.map((volt) => volt * times + plus * perVolt[node]);
  return {
    ...{ node, parameter, fromStep, base: request(node, from, volts), changed: request(node, one, volts, step) },
    compensated: request(node, { ...one, ...also }, moved, dtSeconds * dt),
    ...(firstSteps && { firstSteps }),
    ...(otherwise && { otherwise: probe(node, parameter, otherwise) }),
  };
}

/** What a probe changes. */
interface ProbeOf extends Pick<NirProbe, 'firstSteps'> {
  readonly to: number;
  /** The values of other parameters in all requests, and the scale of the drive. */
  readonly from?: Change;
  readonly scale?: number;
  /** What changes together with the parameter. */
  readonly along?: Change;
  readonly otherwise?: ProbeOf;
  readonly also?: Change;
  readonly times?: number;
  readonly plus?: number;
  readonly dt?: number;
}

const twoNeurons: NirNeuron = {
  ...{ type: 'LIF', tau: [20 * dtSeconds, 20 * dtSeconds], r: [1, 1], v_leak: [0, 0] },
  ...{ v_threshold: [1, 1], v_reset: [0, 0] },
};

const straight = [
  [1, 0, 0],
  [0, 0.5, 0],
];

const swapped = [
  [0, 0.5, 0],
  [1, 0, 0],
];

const swappedInputs = drive.map((volt) => [volt / 2, 2 * volt, volt / 2]);

/** Weights that swap two channels of three and leave out one, or a bias that drives one of two neurons. */
function weightsProbe(parameter: 'weight' | 'bias', changed: NirWeights, compensated: NirInput['inputs']): NirProbe {
  const type = changed.type;
  const base: NirWeights = type === 'Affine' ? { type, weight: straight, bias: [0, 0] } : { type, weight: straight };
  const of = (first: NirWeights, inputs: NirInput['inputs']) => ({
    dtSeconds,
    nodes: [first, twoNeurons] as const,
    inputs,
  });
  const inputs = drive.map((volt) => [volt, volt, volt / 2]);
  return {
    ...{ node: type, parameter, fromStep: 0, base: of(base, inputs), changed: of(changed, inputs) },
    compensated: of(changed, compensated),
  };
}

const halfDriven = probe('LIF', 'r', { to: 2, times: 2 });

/** Not a parameter: whether r·I is multiplied by dt/τ. */
const inputProbe: NirProbe = {
  ...{ ...halfDriven, parameter: 'input', firstSteps: [10, 4] },
  changed: { ...halfDriven.base, inputs: halfDriven.compensated.inputs },
};

/** Every probe, in reading order. */
export const nirProbes: readonly NirProbe[] = [
  probe('LIF', 'dt', { to: 2, also: { tau: 40 * dtSeconds }, dt: 2 }),
  probe('LIF', 'tau', { to: 40 * dtSeconds, firstSteps: [10, 20] }),
  inputProbe,
  probe('LIF', 'r', { to: 2, times: 0.5 }),
  probe('LIF', 'v_leak', { to: 0.5, plus: -0.5 }),
  probe('LIF', 'v_threshold', { to: 2, times: 2 }),
  probe('LIF', 'v_reset', {
    ...{ to: 0.5, also: { v_threshold: 1.5 }, plus: 0.5 },
    otherwise: { to: 0.5, along: { v_leak: 0.5 }, also: { v_threshold: 1.5 } },
  }),
  probe('IF', 'r', { to: 2 / dtSeconds, times: 0.5 }),
  probe('IF', 'v_threshold', {
    ...{ to: 2, times: 2 },
    otherwise: { to: 2, times: 2, from: { r: 1 }, scale: 1 / dtSeconds },
  }),
  probe('CubaLIF', 'tau_syn', {
    ...{ to: 40 * dtSeconds, firstSteps: [19, 39] },
    otherwise: { to: 40 * dtSeconds, along: { w_in: 40 }, scale: 0.5, firstSteps: [44, 23] },
  }),
  probe('CubaLIF', 'tau_mem', {
    ...{ to: 60 * dtSeconds, firstSteps: [19, 41] },
    otherwise: { to: 60 * dtSeconds, along: { r: 60 }, scale: 0.6, firstSteps: [33, 24] },
  }),
  probe('CubaLIF', 'r', { to: 40, times: 0.5 }),
  probe('CubaLIF', 'w_in', { to: 20, times: 0.5 }),
  probe('CubaLIF', 'v_leak', { to: 0.5, plus: -0.5 }),
  probe('CubaLIF', 'v_threshold', { to: 2, times: 2 }),
  probe('CubaLIF', 'v_reset', { to: 0.5, also: { v_threshold: 1.5 }, plus: 0.5 }),
  weightsProbe('weight', { type: 'Linear', weight: swapped }, swappedInputs),
  weightsProbe('weight', { type: 'Affine', weight: swapped, bias: [0, 0] }, swappedInputs),
  weightsProbe(
    'bias',
    { type: 'Affine', weight: straight, bias: [1, -1] },
    drive.map((volt) => [volt - 1, volt + 2, volt / 2]),
  ),
];

/** Requests whose neurons are kicked over the threshold once or twice as far. A reset to v_reset makes them the same. */
export const resetProbes: readonly (readonly [NirInput, NirInput])[] = [1, 1 / dtSeconds].map((unit) => {
  const kicked = (volts: number) =>
    request('LIF', { tau: 20 * dtSeconds * unit }, [volts, 0, ...drive], dtSeconds * unit);
  return [kicked(50.5), kicked(101.25)] as const;
});
