import { exp } from '../../base/elementary.ts';
import { type RandomStream, randomStream } from '../../base/random.ts';
import type { NeuronInput, NeuronOutput } from '../implementation.ts';

/** Neurons and currents that distinguish conventions. */
export interface ConventionProbe {
  /** The name of the probe, in kebab-case. It seeds the currents. */
  readonly id: string;
  readonly input: NeuronInput;
  /**
   * The part of the answer that is compared. If a voltage reaches exactly 1, the order of operations decides in which
   * step, so only whether the neuron fires at all is compared.
   */
  readonly looksAt: 'every-step' | 'whether-it-fires';
}

export interface Answered {
  readonly probe: ConventionProbe;
  readonly outcome: 'answered';
  readonly answer: NeuronOutput;
}

/** The result of a probe: an answer, or the reason why there is none. An invalid answer is none. */
export type ProbeResult =
  | Answered
  | { readonly probe: ConventionProbe; readonly outcome: 'unanswered'; readonly reason: string };

type Settings = Omit<NeuronInput, 'current' | 'initialVoltage'> & {
  /** Initial voltage of the first neuron. Each further neuron starts slightly lower than the previous one. */
  readonly initialVoltage?: number;
};

/** The neuron with the fewest requirements: no refractory period, no floor, start at 0, amplitude 1. */
const plain: Settings = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.0025,
  tauRefSeconds: 0,
  amplitude: 1,
  minVoltage: Number.NEGATIVE_INFINITY,
};

/**
 * Ranges of currents at which a neuron never fires, or fires in almost every step, for scaled and unscaled currents. In
 * steps of up to τ_rc/2.5 no voltage reaches 2. After subtraction it is then below the threshold; otherwise it could
 * sink while above it, and the spike would have no time within the step.
 */
const ranges = [
  [0.05, 0.5],
  [0.3, 1.3],
  [0.8, 2.6],
  [1.2, 3.4],
  [-2, 3.2],
  [-0.8, 1.4],
] as const;

/** Ranges for steps of τ_rc and longer. */
const lowRanges = [
  [0.05, 0.6],
  [0.4, 1.4],
  [1.1, 1.6],
  [1.3, 1.9],
  [-1.5, 1.8],
  [-0.5, 1.2],
] as const;

/**
 * Steps and refractory periods in milliseconds whose quotient misses its whole number, in float64 or float32, or is missed
 * by a sum of such steps.
 */
const shortSteps = [
  [0.1, 0.3],
  [0.1, 0.4],
  [0.1, 0.6],
  [0.1, 0.7],
  [0.1, 5],
  [0.025, 0.175],
  [0.05, 0.55],
  [0.25, 1.5],
] as const;

/**
 * The probes in the order of their requirements. A simulator that skips a later one can still answer the earlier ones.
 */
export const probes: readonly ConventionProbe[] = [
  drawn('currents', 24, plain),
  drawn('long-step', 20, { ...plain, tauRcSeconds: 0.001 }, lowRanges),
  // at a constant current, no voltage falls
  strong('strong-currents', plain),
  // with Euler or dt/τ a step covers half of a current of 2; unscaled, a current of 1 is added in full
  atThreshold('reaches-one', { ...plain, tauRcSeconds: 0.002 }, [
    [2, 0, 0],
    [1, 0, 0],
  ]),
  // a voltage that stays at its current for one step (no late report appears) and for three
  atThreshold('rests-at-one', { ...plain, initialVoltage: 1 }, [[1]]),
  atThreshold('stays-at-one', { ...plain, initialVoltage: 1 }, [[1, 1, 1]]),
  // voltages just above and just below 1, in case the threshold is not 1
  atThreshold('near-one', { ...plain, tauRcSeconds: 0.002 }, nearOne(2 ** -12, [1, 0.5, 1 - exp(-0.5)])),
  atThreshold('nearer-one', { ...plain, tauRcSeconds: 0.002 }, nearOne(2 ** -26, [1])),
  atThreshold('nearest-one', { ...plain, tauRcSeconds: 0.002 }, nearOne(2 ** -30, [1])),
  atThreshold('almost-one', { ...plain, tauRcSeconds: 0.002 }, nearOne(2 ** -41, [1])),
  // a voltage that approaches 1 until rounding makes it 1
  atThreshold('comes-to-one', { ...plain, tauRcSeconds: 0.001 }, [1].map(constant(72))),
  drawn('start-below', 16, { ...plain, initialVoltage: -0.75 }),
  drawn('start-above', 16, { ...plain, initialVoltage: 0.86 }),
  drawn('start-below-the-floor', 8, { ...plain, initialVoltage: -0.75, minVoltage: -0.25 }),
  drawn('floor', 24, { ...plain, minVoltage: -0.25 }),
  drawn('floor-at-zero', 24, { ...plain, minVoltage: 0 }),
  drawn('two-steps-asleep', 40, { ...plain, tauRefSeconds: 0.002 }),
  drawn('three-steps-asleep', 40, { ...plain, tauRefSeconds: 0.003 }),
  drawn('2.3-steps-asleep', 40, { ...plain, tauRefSeconds: 0.0023 }),
  drawn('2.5-steps-asleep', 40, { ...plain, tauRefSeconds: 0.0025 }),
  drawn('2.7-steps-asleep', 40, { ...plain, tauRefSeconds: 0.0027 }),
  // the strongest currents make a neuron fire again one step after a reset to 0, with any integrator
  strong('strong-currents-asleep', { ...plain, tauRefSeconds: 0.0027 }),
  strong('strong-currents-2.5-steps-asleep', { ...plain, tauRefSeconds: 0.0025 }),
  // the spike lies early in its step, because the current is only slightly above 1
  traced('just-above-one', { ...plain, tauRefSeconds: 0.0023, initialVoltage: 1 }, [[1 + 9e-7, 3, 3, 3, 3, 3, 3, 3]]),
  // after a reset by subtraction the voltage is still above 1, and sinks
  traced('sinks-above-one', { ...plain, tauRcSeconds: 0.001, tauRefSeconds: 0.0023 }, [[9, 0, 0, 0, 0, 0, 3, 3, 3]]),
  ...shortSteps.map(([dt, tauRef]) => shortStep(dt, tauRef)),
  drawn('longer-step', 24, { ...plain, dtSeconds: 0.0015, tauRcSeconds: 0.001 }, lowRanges),
  drawn('amplitude', 24, { ...plain, dtSeconds: 0.002, tauRcSeconds: 0.008, amplitude: 0.5 }),
];

/** Longer traces of other neurons, for simulators that agree with some conventions on the probes by chance. */
export const verifications: readonly ConventionProbe[] = [
  drawn('verify-1', 200, { ...plain, tauRcSeconds: 0.02, tauRefSeconds: 0.002, minVoltage: 0 }),
  drawn('verify-2', 200, { ...plain, dtSeconds: 0.0005, tauRcSeconds: 0.0021, tauRefSeconds: 0.0017, amplitude: 0.75 }),
  drawn('verify-3', 200, { ...plain, tauRcSeconds: 0.0063, minVoltage: -0.4, initialVoltage: 0.3 }),
  // as many as every program accepts, and no multiple of the size of a block
  drawn('verify-many', 24, { ...plain, tauRefSeconds: 0.0012, minVoltage: -0.25 }, cycled(ranges.toReversed(), 99)),
];

function cycled(list: readonly Range[], length: number): Range[] {
  return Array.from({ length }, (_, index) => list[index % list.length] as Range);
}

/** Constant currents slightly above and below those that hold a voltage at 1. */
function nearOne(distance: number, currents: readonly number[]): number[][] {
  const both = currents.flatMap((current) => [current * (1 + distance), current * (1 - distance)]);
  return both.map(constant(72));
}

function constant(steps: number): (current: number) => number[] {
  return (current) => Array.from({ length: steps }, () => current);
}

/** A current that makes the neuron fire again soon after its refractory period, twice. */
function shortStep(dtMilliseconds: number, tauRefMilliseconds: number): ConventionProbe {
  const [dtSeconds, tauRefSeconds] = [dtMilliseconds / 1000, tauRefMilliseconds / 1000];
  const steps = 2 * Math.round(tauRefSeconds / dtSeconds) + 12;
  const settings = { ...plain, dtSeconds, tauRcSeconds: 2.5 * dtSeconds, tauRefSeconds };
  return traced(`${tauRefMilliseconds}-ms-of-${dtMilliseconds}`, settings, [3, 8.5].map(constant(steps)));
}

function traced(id: string, settings: Settings, traces: readonly (readonly number[])[]): ConventionProbe {
  return { id, input: inputOf(settings, traces), looksAt: 'every-step' };
}

function strong(id: string, settings: Settings): ConventionProbe {
  return traced(id, settings, [3, 5, 8.5, 14].map(constant(12)));
}

function atThreshold(id: string, settings: Settings, traces: readonly (readonly number[])[]): ConventionProbe {
  return { id, input: inputOf(settings, traces), looksAt: 'whether-it-fires' };
}

function drawn(id: string, steps: number, settings: Settings, within: readonly Range[] = ranges): ConventionProbe {
  const stream = randomStream(`conventions/${id}`);
  const traces = within.map((range) => drawTrace(range, steps, stream));
  return traced(id, settings, traces);
}

type Range = readonly [low: number, high: number];

/**
 * Currents that are constant for one to five steps. They are odd multiples of 1/128, so none is 1 in either precision.
 */
function drawTrace([low, high]: Range, steps: number, stream: RandomStream): number[] {
  const trace: number[] = [];
  while (trace.length < steps) {
    const current = Math.round((low + (high - low) * stream()) * 64) / 64 + 1 / 128;
    trace.push(...Array.from({ length: 1 + Math.floor(5 * stream()) }, () => current));
  }
  return trace.slice(0, steps);
}

function inputOf({ initialVoltage = 0, ...settings }: Settings, traces: readonly (readonly number[])[]): NeuronInput {
  const current = (traces[0] ?? []).map((_, step) => traces.map((trace) => trace[step] as number));
  const lower = initialVoltage === 0 || traces.length === 1 ? 0 : 1 / 64;
  return { ...settings, initialVoltage: traces.map((_, neuron) => initialVoltage - neuron * lower), current };
}
