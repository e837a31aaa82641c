import fc from 'fast-check';
import { exp, log } from '../../src/base/elementary.ts';
import { type SmallNeuron, smallGraph } from '../../src/conformance/choices/nir-probes.ts';
import type { NirInput } from '../../src/conformance/implementation.ts';
import type { NirGraph, NirNeuron, NirNeuronType, NirWeights } from '../../src/conformance/nir/neurons.ts';
import { plainDtSeconds } from './nir.ts';
import { logUniform, wholeLogUniform } from './size.ts';

/** A graph, and some of its neurons as the only one of a graph, in units of its own threshold. */
export interface LegalNir {
  readonly graph: NirInput;
  /**
   * A neuron with v_threshold 1, v_reset 0 and r 1, in steps of 0.1 ms, which gets what the graph sends it, and the volts
   * that its voltage v is in the graph.
   */
  readonly alone: readonly {
    readonly neuron: number;
    readonly input: NirInput;
    readonly volts: (v: number) => number;
  }[];
  /** The first step that counts: before it, a spike or rest ends the initial voltage, which NIR leaves open. */
  readonly fromStep: number;
}

/** The parameters of a neuron. Voltages are in spans, the distance of v_threshold from v_reset. */
interface Neuron {
  readonly tauSteps: number;
  readonly synapseSteps: number;
  readonly spanVolts: number;
  /** v_reset. */
  readonly reset: number;
  /** v_leak above v_reset. */
  readonly leak: number;
  readonly r: number;
  /** w_in of a CubaLIF. With 0, the neuron gets nothing. */
  readonly w: number;
  /** Steps in which a drive of 1 leads from reset to threshold. */
  readonly reachSteps: number;
  /** How much of each channel after the first it gets. */
  readonly mix: readonly number[];
  readonly bias: number;
}

/** The types that fire. */
type FiringType = Exclude<NirNeuron['type'], 'LI'>;

/** A drive that makes every neuron fire in a step, wherever its voltage starts. */
const kick = 500;

/**
 * Any graph that fires: thresholds of both signs and of 0, leaks above and below the reset, time constants of 0.4 ms to
 * 3 s, resistances and weights of both signs, steps of several sizes, one to four or many neurons with parameters of their
 * own, with or without weights of three or many channels.
 *
 * Not drawn: a leak or reset at or above the threshold, which fires by itself for ever.
 */
export function legalNir(): fc.Arbitrary<LegalNir> {
  return fc
    .record({
      type: fc.constantFrom<FiringType[]>('LIF', 'IF', 'CubaLIF'),
      dtSeconds: fc.constantFrom(plainDtSeconds, 0.001, 2 ** -12, 0.00025),
      neurons: someNeurons(),
      blocks: fc.array(block(), { minLength: 3, maxLength: 6 }),
      weights: fc.constantFrom('none', 'Linear', 'Affine'),
      channels: fc.constantFrom(3, 3, 3, 40),
    })
    .map(graphOf);
}

const eighths = (min: number, max: number) => fc.integer({ min, max }).map((count) => count / 8);

const negated = (value: number) => -value;

const neuron = (): fc.Arbitrary<Neuron> =>
  fc.record({
    tauSteps: wholeLogUniform(4, 3000),
    synapseSteps: fc.integer({ min: 4, max: 40 }),
    spanVolts: fc.oneof(fc.constantFrom(1, 0.015), logUniform(0.001, 100), logUniform(1e-4, 1e4)),
    reset: fc.oneof(fc.constantFrom(0, -1), eighths(-32, 16)), // −1: a threshold of 0
    leak: eighths(-8, 4),
    r: fc.oneof(fc.constant(1), logUniform(0.01, 1e4), logUniform(0.01, 1e4).map(negated)),
    w: fc.oneof(
      { weight: 5, arbitrary: logUniform(0.05, 20) },
      { weight: 2, arbitrary: logUniform(0.05, 20).map(negated) },
      fc.constant(0),
    ),
    reachSteps: fc.integer({ min: 3, max: 25 }),
    mix: fc.tuple(eighths(-4, 4), eighths(-4, 4)),
    bias: eighths(-4, 2), // a larger one would fire while a CubaLIF rests
  });

/** One to four, or so many that their numbers have another order as text or are more than the bits of a word. */
const someNeurons = () =>
  fc.oneof(
    { weight: 6, arbitrary: fc.array(neuron(), { minLength: 1, maxLength: 4 }) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom(11, 33, 33, 129)
        .chain((count) => fc.array(neuron(), { minLength: count, maxLength: count })),
    },
  );

/** The first and last neuron, and three or four between them. */
const someOf = (neurons: number) => {
  const distance = Math.ceil(neurons / 5);
  return (neuron: number) => neuron % distance === 0 || neuron === neurons - 1;
};

/** Steps with the same drive of the first channel. */
const block = () =>
  fc.record({ drive: fc.oneof(fc.constantFrom(0, -0.5), eighths(4, 24)), steps: fc.integer({ min: 5, max: 40 }) });

interface Drawn {
  readonly type: FiringType;
  readonly dtSeconds: number;
  readonly neurons: readonly Neuron[];
  readonly blocks: readonly { readonly drive: number; readonly steps: number }[];
  readonly weights: 'none' | NirWeights['type'];
  readonly channels: number;
}

/** A later channel has a few inputs of 1, for every neuron with another weight. */
const laterMix = (channels: number, neuron: number) =>
  Array.from({ length: channels - 3 }, (_, later) => (((later + neuron) % 5) - 2) / 8);

function graphOf({ type, dtSeconds, neurons: wished, blocks, weights, channels: count }: Drawn): LegalNir {
  const isCuba = type === 'CubaLIF';
  const neurons = wished.map((one, neuron) => ({
    ...one,
    mix: [...one.mix, ...laterMix(count, neuron)],
    ...(isCuba && { tauSteps: 4 + (one.tauSteps % 40) }),
  }));
  // a CubaLIF rests for 20 of its time constants instead, because the current of a kick would last
  const fromStep = isCuba ? 20 * Math.max(...neurons.map((one) => one.tauSteps + one.synapseSteps)) : 2;
  const first = blocks.flatMap(({ drive, steps }) => Array<number>(steps).fill(drive));
  const later = Array.from({ length: count - 3 }, (_, channel) => channel + 4);
  const channels = first.map((drive, step) => [
    ...[drive, first.at(-1 - step) as number, step % 3 === 0 ? 1 : 0],
    ...later.map((period) => (step % period === 0 ? 1 : 0)),
  ]);
  const start = Array.from({ length: fromStep }, (_, step) => [
    step === 0 && !isCuba ? kick : 0,
    ...Array<number>(count - 1).fill(0),
  ]);
  const rows = [...start, ...channels];
  const units = neurons.map((one) => ({ one, ...unitsOf(type, one, dtSeconds) }));
  const drives = units.map(({ one, strength, offset }) => {
    const constant = { none: 0, Linear: offset, Affine: one.bias }[weights];
    return rows.map((row) => strength * weigh(one, row) + constant);
  });
  const node = nodeOf(type, neurons, dtSeconds);
  const weight = units.map(({ one, unit, strength }) => [1, ...one.mix].map((part) => unit * strength * part));
  const bias = units.map(({ one, unit, offset }) => unit * (one.bias - offset));
  const currents = rows.map((_, step) =>
    units.map(({ unit, offset }, index) => unit * ((drives[index]?.[step] as number) - offset)),
  );
  const nodes: Record<Drawn['weights'], NirGraph> = {
    none: [node],
    Linear: [{ type: 'Linear', weight }, node],
    Affine: [{ type: 'Affine', weight, bias }, node],
  };
  return {
    graph: { dtSeconds, nodes: nodes[weights], inputs: weights === 'none' ? currents : rows },
    alone: [...neurons.keys()].filter(someOf(neurons.length)).map((neuron) => {
      const one = neurons[neuron] as Neuron;
      const leak = isCuba ? one.leak : 0;
      const plain = { ...one, spanVolts: 1, reset: 0, leak, r: 1, w: 1 };
      const scale = type === 'IF' ? 1 / plainDtSeconds : 1;
      const inputs = (drives[neuron] as number[]).map((drive) => [isCuba && one.w === 0 ? 0 : scale * drive]);
      const nodes: NirGraph = [nodeOf(type, [plain], plainDtSeconds)];
      const volts = (v: number) => one.spanVolts * (one.reset + v);
      return { neuron, input: { dtSeconds: plainDtSeconds, nodes, inputs }, volts };
    }),
    fromStep,
  };
}

const weigh = ({ mix }: Neuron, [first = 0, ...others]: readonly number[]) =>
  others.reduce((sum, value, channel) => sum + (mix[channel] ?? 0) * value, first);

/**
 * The current is unit · (drive − offset). A LIF covers 1 − e^(−1/τ) of the distance to leak + r · I per step, an IF adds
 * r · I · dt. Strength is the drive that leads from reset to threshold in the wished steps.
 */
function unitsOf(type: FiringType, { spanVolts, leak, r, w, tauSteps, reachSteps }: Neuron, dtSeconds: number) {
  if (type === 'IF') return { unit: spanVolts / (r * dtSeconds), offset: 0, strength: 1 / reachSteps };
  const strength = 1 / (1 - exp(-reachSteps / tauSteps));
  if (type === 'LIF') return { unit: spanVolts / r, offset: leak, strength };
  // without weight, the input may have any size
  return { unit: spanVolts / (r * (w || 1)), offset: 0, strength };
}

function nodeOf(type: FiringType, neurons: readonly Neuron[], dtSeconds: number): NirNeuron {
  const each = (of: (one: Neuron) => number) => neurons.map(of);
  const volts = (spans: (one: Neuron) => number) => each((one) => one.spanVolts * (one.reset + spans(one)));
  const [v_threshold, v_reset, v_leak] = [volts(() => 1), volts(() => 0), volts(({ leak }) => leak)];
  const r = each((one) => one.r);
  if (type === 'IF') return { type, r, v_threshold, v_reset };
  const tau = each(({ tauSteps }) => tauSteps * dtSeconds);
  if (type === 'LIF') return { type, tau, r, v_leak, v_threshold, v_reset };
  const tau_syn = each(({ synapseSteps }) => synapseSteps * dtSeconds);
  return { type, tau_syn, tau_mem: tau, r, v_leak, v_threshold, v_reset, w_in: each(({ w }) => w) };
}

/**
 * A neuron with a constant input that fires at least four times, the last time long after its synaptic current has settled.
 */
export function steadyNir(): fc.Arbitrary<NirInput> {
  return fc
    .record({
      type: fc.constantFrom('LIF', 'IF', 'CubaLIF'),
      dtSeconds: fc.constantFrom(plainDtSeconds, 0.001, 2 ** -12),
      one: neuron(),
      reachSteps: fc.oneof(fc.integer({ min: 8, max: 200 }), fc.integer({ min: 300, max: 400 })),
      isSpecial: fc.boolean(),
      inhibitedSteps: fc.oneof(fc.constant(0), fc.integer({ min: 8, max: 40 })),
    })
    .map(({ type, dtSeconds, one: drawn, isSpecial, inhibitedSteps, ...rest }) => {
      // a longer reach would need a drive that rounding could lead below the threshold
      const reachSteps = type === 'IF' ? rest.reachSteps : Math.min(rest.reachSteps, 2 * drawn.tauSteps);
      const { strength } = unitsOf(type, { ...drawn, reachSteps }, dtSeconds);
      // a leak that drives a LIF alone needs no input, from a reset to 0
      const one = {
        ...drawn,
        w: drawn.w || 1,
        reachSteps,
        ...(isSpecial && type === 'LIF' && { leak: strength, reset: 0 }),
      };
      const { unit, offset } = unitsOf(type, one, dtSeconds);
      const settling = type === 'CubaLIF' ? 20 * one.synapseSteps : 0;
      const start = type === 'CubaLIF' ? one.leak : offset;
      // by backward Euler, in more steps than by any right discretization
      const mostSteps =
        type === 'IF' ? reachSteps + 2 * inhibitedSteps : -log(1 - 1 / strength) / log(1 + 1 / one.tauSteps);
      // the kick ends the initial voltage, which may be several spans below v_reset
      const drives = [
        Math.max(kick, 10 / strength),
        ...Array<number>(settling + Math.ceil(4 * mostSteps) + 16).fill(1),
      ];
      // an IF that is inhibited first has only this one interval
      if (type === 'IF' && inhibitedSteps > 0) {
        drives.length = 1 + 2 * inhibitedSteps + reachSteps + 4;
        drives.fill(-1, 1, 1 + inhibitedSteps);
      }
      // an IF adds up its input, whether it arrives in every step or in every second one
      const inPulses = type === 'IF' && isSpecial && inhibitedSteps === 0;
      const arriving = drives.map((drive, step) => (inPulses && step > 0 ? 2 * (step % 2) * drive : drive));
      const inputs = arriving.map((drive) => [unit * (strength * drive - start)]);
      return { dtSeconds, nodes: [nodeOf(type, [one], dtSeconds)], inputs };
    });
}

/** Leaky integrators with an input, alone without it. */
export interface LegalLeakyIntegrator {
  readonly graph: NirInput;
  readonly silent: NirInput;
  /** The voltages of the neurons that rest at the end without input; the start of the others may still show. */
  readonly rests: readonly { readonly neuron: number; readonly volts: number; readonly error: number }[];
  /** How far rounding may move the voltage of a neuron that has moved by so many volts. */
  readonly errorOf: (neuron: number, volts: number) => number;
}

/** One to four or eleven leaky integrators with an input in every first, second or third step, alone or behind weights. */
export function legalLeakyIntegrator(): fc.Arbitrary<LegalLeakyIntegrator> {
  return fc
    .record({
      dtSeconds: fc.constantFrom(plainDtSeconds, 0.001, 2 ** -12),
      neurons: someNeurons(),
      weights: fc.constantFrom('none', 'Linear', 'Affine'),
      steps: fc.integer({ min: 20, max: 400 }),
      period: fc.constantFrom(1, 2, 3),
      row: fc.constantFrom(...rows),
    })
    .map(({ dtSeconds, neurons, weights, steps, period, row }) => {
      const isConstant = period === 1 || weights === 'Affine'; // a bias never pauses
      const isDriven = (step: number) => isConstant || step % period === period - 1;
      const each = (of: (one: Neuron) => number) => neurons.map(of);
      const node: NirNeuron = {
        type: 'LI',
        tau: each((one) => one.tauSteps * dtSeconds),
        r: each(({ r }) => r),
        v_leak: each(({ spanVolts, leak }) => spanVolts * leak),
      };
      const units = neurons.map(({ spanVolts, r }) => spanVolts / r);
      const weight = neurons.map(({ mix }, index) => [1, ...mix].map((part) => part * (units[index] as number)));
      const bias = neurons.map((one, index) => one.bias * (units[index] as number));
      const currents = neurons.map((one, index) => weigh(one, row) * (units[index] as number));
      const [direct, weighted] = [
        { row: currents, nodes: [node] as NirGraph },
        { row, nodes: [{ type: 'Linear', weight }, node] as NirGraph },
      ];
      const biased = { row, nodes: [{ type: 'Affine', weight, bias }, node] as NirGraph };
      const driven = { none: direct, Linear: weighted, Affine: biased }[weights];
      const run = (nodes: NirGraph, input: readonly number[]): NirInput => ({
        dtSeconds,
        nodes,
        inputs: Array.from({ length: steps }, (_, step) => (isDriven(step) ? input : input.map(() => 0))),
      });
      return {
        graph: run(driven.nodes, driven.row),
        silent: run(
          [node],
          units.map(() => 0),
        ),
        rests: neurons.flatMap(({ tauSteps, spanVolts, leak }, neuron) =>
          20 * tauSteps > steps
            ? []
            : [{ neuron, volts: spanVolts * leak, error: 1e-4 * spanVolts * (1 + Math.abs(leak)) }],
        ),
        errorOf: (neuron, volts) => {
          const { spanVolts, leak } = neurons[neuron] as Neuron;
          return 1e-4 * (spanVolts * (1 + Math.abs(leak)) + volts);
        },
      };
    });
}

/** Inputs of weights: any, and those that look like spikes. */
const rows: readonly (readonly number[])[] = [
  [1, 2, -0.5],
  [1, 0, 1],
];

/** A neuron that is often plain, because some importers refuse most parameters. */
const smallNeuron = (): fc.Arbitrary<Partial<SmallNeuron>> =>
  fc.record(
    {
      tau: fc.oneof(fc.constantFrom(1.25, 2000), fc.integer({ min: 2, max: 30 })),
      synapse: fc.oneof(fc.constantFrom(1, 8, 2000), fc.integer({ min: 1, max: 20 })),
      r: fc.oneof(logUniform(0.05, 20), logUniform(0.05, 20).map(negated)),
      leak: eighths(-8, 6),
      reset: eighths(-20, 6),
      threshold: fc.constantFrom(0.875, 1.25, 2), // above the reset
      w: fc.oneof(fc.constant(0), logUniform(0.2, 5), logUniform(0.2, 5).map(negated)),
    },
    { requiredKeys: [] },
  );

/** A graph like those that are asked to diagnose an importer: one to three neurons, alone or behind three channels. */
export const smallNir = (): fc.Arbitrary<NirInput> =>
  fc
    .record({
      type: fc.constantFrom<NirNeuronType[]>('LIF', 'LIF', 'IF', 'LI', 'CubaLIF', 'CubaLIF'),
      name: fc.nat(),
      isBinary: fc.constantFrom(undefined, true as const),
      neurons: fc.array(smallNeuron(), { minLength: 1, maxLength: 3 }),
      dtSeconds: fc.constantFrom(plainDtSeconds, 0.001, 2 ** -12),
      weights: fc.constantFrom(undefined, 'Linear' as const, 'Affine' as const),
    })
    .map(({ type, name, isBinary, weights, neurons: drawn, dtSeconds }) => {
      const neurons = drawn.map((one) => ({ ...one, threshold: (one.threshold ?? 1) + (one.reset ?? 0) }));
      const settings = { neurons, dtSeconds, ...(isBinary && { isBinary }), ...(weights && !isBinary && { weights }) };
      return smallGraph(type, String(name), settings);
    });
