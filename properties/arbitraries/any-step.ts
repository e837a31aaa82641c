import fc from 'fast-check';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { current } from './current.ts';
import { amplitude, initialVoltage, minVoltage, together } from './lif.ts';

/**
 * Time constants per step, dt/τ_rc, from 1e-4 to 29: two digits times a power of ten. Steps below τ_rc/1000 and above
 * τ_rc are more likely, because other arbitraries do not generate them.
 */
const stepInTaus = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 2, arbitrary: twoDigits.map((digits) => digits / 1e5) },
    { weight: 2, arbitrary: fc.tuple(twoDigits, fc.constantFrom(1e4, 1e3, 1e2)).map(([digits, by]) => digits / by) },
    { weight: 2, arbitrary: twoDigits.map((digits) => digits / 10) },
    { weight: 1, arbitrary: fc.integer({ min: 10, max: 29 }) },
  );

const twoDigits = fc.integer({ min: 10, max: 99 });

/** Steps per refractory period, in eighths. Halves are omitted, because languages round them differently. */
const stepsPerTauRef = (): fc.Arbitrary<number> =>
  fc.oneof(
    fc.constantFrom(0, 1, 2),
    fc.integer({ min: 0, max: 40 }).map((eighths) => (eighths % 8 === 4 ? eighths + 1 : eighths) / 8),
  );

/** Long enough to fire again, and too short for an unstable integrator to overflow in float32. */
const mostSteps = (inTaus: number) => (inTaus > 2 ? 7 : 64);

/**
 * One to three neurons with any ratio of step to membrane time constant. If steps are short, currents are stronger, so
 * that neurons fire. With these steps, a whole τ_ref/dt is computed exactly in seconds and in milliseconds.
 */
export const anyStepInput = (): fc.Arbitrary<NeuronInput> =>
  fc
    .record({
      dtSeconds: fc.constantFrom(0.001, 0.002, 2 ** -10, 2 ** -13),
      inTaus: stepInTaus(),
      refractorySteps: stepsPerTauRef(),
      floor: minVoltage(),
      height: amplitude(),
      neurons: fc.array(fc.tuple(initialVoltage(), pieces()), { minLength: 1, maxLength: 3 }),
    })
    .map(({ dtSeconds, inTaus, refractorySteps, floor, height, neurons }) => {
      const strength = Math.min(Math.max(Math.round(1 / (32 * inTaus)), 1), 64);
      return {
        dtSeconds,
        tauRcSeconds: dtSeconds / inTaus,
        tauRefSeconds: dtSeconds * refractorySteps,
        minVoltage: floor,
        amplitude: height,
        initialVoltage: neurons.map(([voltage]) => voltage),
        current: together(neurons.map(([, trace]) => trace.map((one) => strength * one))).slice(0, mostSteps(inTaus)),
      };
    });

/** A current that is constant for one to six steps at a time. */
const pieces = () =>
  fc
    .array(fc.tuple(current(), fc.integer({ min: 1, max: 6 })), { minLength: 4, maxLength: 12 })
    .map((parts) => parts.flatMap(([value, steps]) => Array.from({ length: steps }, () => value)));
