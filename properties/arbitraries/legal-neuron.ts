import fc from 'fast-check';
import { expm1 } from '../../src/base/elementary.ts';
import { randomStream } from '../../src/base/random.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { current } from './current.ts';
import { initialVoltage, minVoltage } from './lif.ts';
import { multiple, positive, rounded, sizeUpTo, smallFirst, timeStep } from './scale.ts';
import { logUniform } from './size.ts';

/** The most values of a request, neurons times steps, so that no request takes long. */
const mostValues = 4000;

/** Every field of a request over its legal range, except `state`, which an earlier answer must contain. */
export const legalNeuron = (): fc.Arbitrary<NeuronInput> =>
  fc
    .record({
      dt: timeStep(),
      size: size(),
      uneven: fc.constantFrom(undefined, undefined, undefined, undefined, Math.floor, Math.ceil),
      tauRc: fc.oneof({ weight: 19, arbitrary: multiple(1 / 29.99, 1e5) }, fc.constant('longest step')),
      tauRef: refractoryTime(),
      amplitude: positive(1e-6, 1e6),
      minVoltage: fc.oneof(
        { weight: 4, arbitrary: minVoltage() },
        logUniform(1e-3, 1e4).map((depth) => -depth),
      ),
      voltages: fc.array(startingVoltage(), { minLength: 3, maxLength: 6 }),
      pieces: fc.array(piece(), { minLength: 4, maxLength: 24 }),
      seed: fc.nat({ max: 2 ** 20 }),
    })
    .map(({ dt, size: { neurons, ...size }, uneven, tauRc, tauRef, voltages, pieces, seed, ...settings }) => {
      const [dtSeconds, tauRcSeconds] = tauRc === 'longest step' ? longestStep : [dt, tauRc(dt)];
      const steps = uneven
        ? unevenLength(uneven, dtSeconds, size.steps, Math.min(size.steps + mostAdded, mostValues / neurons))
        : size.steps;
      const charge = (count: number) => -expm1((-dtSeconds * count) / tauRcSeconds);
      const traces = Array.from({ length: neurons }, (_, n) => traceOf(pieces, steps, charge, `${seed}/${n}`));
      const stream = randomStream(`${seed}/voltages`);
      return {
        dtSeconds,
        tauRcSeconds,
        tauRefSeconds: tauRef(dtSeconds, steps),
        ...settings,
        initialVoltage: traces.map(() => voltages[Math.floor(voltages.length * stream())] as number),
        current: Array.from({ length: steps }, (_, step) => traces.map((trace) => trace[step] as number)),
      };
    });

/**
 * Long runs of neurons that wake every few steps, so that some neuron is in any state in any step. With a shorter τ_rc,
 * rounding errors would grow with every spike.
 */
export const longNeuron = (): fc.Arbitrary<NeuronInput> =>
  fc
    .record({
      input: legalNeuron(),
      // 2,001 ms in steps of 1 ms are computed as 2,000 steps
      steps: fc.constantFrom(1200, 2001),
      eighths: fc.integer({ min: 1, max: 32 }),
      pieces: fc.array(strongPiece(), { minLength: 4, maxLength: 8 }),
      seed: fc.nat({ max: 2 ** 20 }),
    })
    .map(({ input, steps, eighths, pieces, seed }) => {
      const { dtSeconds, initialVoltage } = input;
      const tauRcSeconds = Math.max(input.tauRcSeconds, 20 * dtSeconds);
      const charge = (count: number) => -expm1((-dtSeconds * count) / tauRcSeconds);
      const traces = Array.from({ length: 4 }, (_, n) => traceOf(pieces, steps, charge, `${seed}/${n}`));
      return {
        ...input,
        tauRcSeconds,
        tauRefSeconds: (eighths / 8) * dtSeconds,
        initialVoltage: traces.map((_, n) => initialVoltage[n % initialVoltage.length] as number),
        current: Array.from({ length: steps }, (_, step) => traces.map((trace) => trace[step] as number)),
      };
    });

/** A step of exactly 30 time constants in any precision and unit. */
const longestStep = [30 / 1024, 1 / 1024] as const;

/** Three times in seven many neurons or many steps, up to 1,200 and 5,000. */
const size = () =>
  fc.oneof(
    smallFirst,
    {
      weight: 4,
      arbitrary: fc.record({ neurons: fc.integer({ min: 1, max: 3 }), steps: fc.integer({ min: 1, max: 64 }) }),
    },
    {
      weight: 1,
      arbitrary: sizeUpTo(1200, 12).map((neurons) => ({ neurons, steps: wholeFours(limited(12, neurons)) })),
    },
    { weight: 2, arbitrary: sizeUpTo(5000, 200).map((steps) => ({ steps, neurons: limited(2, steps) })) },
  );

/** A number of steps with which lif/fires-as-declared continues a run. */
const wholeFours = (steps: number) => Math.max(4, steps - (steps % 4));

/** In steps of 0.1 ms, one of so many lengths is uneven. Longer runs would compare fewer steps. */
const mostAdded = 64;

/**
 * A number of steps that programs get wrong if they compute it from the length of a run: 49 · 0.1 ms / 0.1 ms is below
 * 49, and 2,001 · 1 ms / 1 ms below 2,001 (brian2#695). The next one from `least`, or `least` if there is none.
 *
 * @param rounding - makes the quotient a whole number
 */
export function unevenLength(
  rounding: (steps: number) => number,
  dtSeconds: number,
  least: number,
  most: number,
): number {
  for (let steps = least; steps <= most; steps++) if (rounding((steps * dtSeconds) / dtSeconds) !== steps) return steps;
  return least;
}

const limited = (wished: number, others: number) => Math.max(Math.min(wished, Math.floor(mostValues / others)), 1);

/** 0, any multiple of the step, or a part of the run, mostly if it is long. */
const refractoryTime = () =>
  fc
    .record({
      zero: fc.integer({ min: 0, max: 6 }).map((n) => n === 0),
      any: fc.oneof(
        { weight: 7, arbitrary: multiple(1e-3, 1e5) },
        { weight: 2, arbitrary: fc.constantFrom(3, 4, 6, 7, 50).map(decimal) },
        { weight: 1, arbitrary: fc.tuple(fc.integer({ min: 1, max: 5 }), logUniform(1e-4, 0.01)).map(below) },
        { weight: 1, arbitrary: logUniform(1e5, 1e12).map((steps) => (dtSeconds: number) => steps * dtSeconds) },
      ),
      parts: fc.integer({ min: 1, max: 18 }),
    })
    .map(({ zero, any, parts }) => (dtSeconds: number, steps: number) => {
      if (zero) return 0;
      const isPart = parts <= (steps > 300 ? 9 : 3);
      return isPart ? (dtSeconds * steps) / parts : any(dtSeconds);
    });

/** 0.3, 0.4, 0.6, 0.7 or 5 ms in steps of 0.1 ms, as people write them. */
const decimal = (steps: number) => (dtSeconds: number) => rounded(steps * dtSeconds, 12);

const below =
  ([whole, less]: readonly [number, number]) =>
  (dtSeconds: number) =>
    (whole - less) * dtSeconds;

/** Far below 0, at the threshold, and just below it. */
const startingVoltage = () =>
  fc.oneof(
    { weight: 6, arbitrary: initialVoltage() },
    { weight: 1, arbitrary: fc.integer({ min: 2, max: 53 }).map((power) => 1 - 2 ** -power) },
    { weight: 2, arbitrary: logUniform(1, 1e5).map((depth) => -depth) },
    { weight: 1, arbitrary: logUniform(1e-9, 0.01).map((depth) => -depth) },
    { weight: 1, arbitrary: fc.constantFrom(2 ** -1074, -(2 ** -1074), 1e-40) },
  );

/** A current held for some steps: as it is, or such that the voltage reaches `reached` from 0 in `after` steps. */
interface Piece {
  readonly held: number;
  readonly current?: number;
  readonly reached?: number;
  readonly after?: number;
}

const piece = (): fc.Arbitrary<Piece> => {
  const held = fc.integer({ min: 1, max: 8 });
  const reached = fc.constantFrom(-1, 0.9, 1, 1 + 1e-9, 1 - 1e-9, 1.001, 1.01, 1.05, 1.3, 2, 5);
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ held, current: current() }) },
    { weight: 3, arbitrary: fc.record({ held, reached, after: held }) },
    { weight: 1, arbitrary: fc.record({ held, current: unusualCurrent() }) },
    // rounding decides more often so near the threshold
    {
      weight: 1,
      arbitrary: fc.record({
        held,
        reached: fc.oneof({ weight: 9, arbitrary: fc.constant(2) }, fc.constant(1 + 5e-13)),
        after: held,
      }),
    },
  );
};

/** A current with which a neuron fires soon after it wakes. */
const strongPiece = (): fc.Arbitrary<Piece> =>
  fc.record({
    held: fc.integer({ min: 100, max: 400 }),
    reached: fc.constantFrom(1.3, 2, 5),
    after: fc.integer({ min: 1, max: 3 }),
  });

/** Just above 1, huge, and near 0. */
const unusualCurrent = () =>
  fc.oneof(
    logUniform(1e-9, 0.1).map((more) => 1 + more),
    logUniform(10, 1e9),
    logUniform(10, 1e5).map((size) => -size),
    fc.constantFrom(2 ** -1074, -(2 ** -1060), 1e-40, 1 + 2 ** -52, 1 + 2 ** -23),
  );

/** The current of a neuron in each step: pieces in an order of its own. */
function traceOf(pieces: readonly Piece[], steps: number, charge: (steps: number) => number, name: string): number[] {
  const stream = randomStream(name);
  const trace: number[] = [];
  while (trace.length < steps) {
    const { held, current, reached = 0, after = 1 } = pieces[Math.floor(pieces.length * stream())] as Piece;
    for (let step = 0; step < held; step++) trace.push(current ?? reached / charge(after));
  }
  return trace.slice(0, steps);
}
