import fc from 'fast-check';
import { expm1 } from '../../src/base/elementary.ts';
import { randomStream } from '../../src/base/random.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { initialVoltage, lifSettings } from './lif.ts';
import { logUniform, wholeLogUniform } from './size.ts';

/** The largest sizes at which neurons are run. */
export const largestLif = { neurons: 512, steps: 3000, depth: 1000, depthWithoutFloor: 10_000 } as const;

/** Step lengths in τ_rc, shorter and longer than usual ones. The longest is the limit of the definition. */
export const unusualSteps = { short: [1e-4, 1e-2], long: [1, 30] } as const;

/** Either 32 to 512 neurons or 400 to 3,000 steps, evenly distributed over the powers of ten. */
export const largeLifInput = (): fc.Arbitrary<NeuronInput> => fc.oneof(manyNeurons(), manySteps());

/** Many neurons, many steps or deep inhibition, for integrators that are unstable in steps above 2 τ_rc. */
export const largeInputOfAnyRule = (): fc.Arbitrary<NeuronInput> => fc.oneof(largeLifInput(), deepInhibition());

/**
 * Either inhibition and a start below the floor, which is −1 to −1,000, or down to −10,000 without a floor. Or steps of
 * τ_rc/10,000 to τ_rc/100, or of τ_rc to 30 τ_rc.
 */
export const extremeLifInput = (): fc.Arbitrary<NeuronInput> => fc.oneof(deepInhibition(), unusualStepLength());

const seed = () => fc.nat({ max: 2 ** 20 });

/** 24 steps, so an input has at most 12,000 currents. */
const manyNeurons = () =>
  fc
    .tuple(lifSettings(), wholeLogUniform(32, largestLif.neurons), seed())
    .map(([settings, neurons, seed]) => runOf(settings, neurons, 24, seed));

const manySteps = () =>
  fc
    .tuple(lifSettings(), fc.integer({ min: 1, max: 2 }), wholeLogUniform(400, largestLif.steps), seed())
    .map(([settings, neurons, steps, seed]) => runOf(settings, neurons, steps, seed));

/** Currents from −4 to 8 in quarters, each for one to eight steps, as in short runs. */
function runOf(settings: Omit<NeuronInput, OfRun>, neurons: number, steps: number, seed: number): NeuronInput {
  const stream = randomStream(`large/${seed}`);
  const held = Array.from({ length: neurons }, () => ({ current: 0, left: 0 }));
  const current = Array.from({ length: steps }, () =>
    held.map((one) => {
      if (one.left-- <= 0) Object.assign(one, { current: Math.floor(49 * stream()) / 4 - 4, left: 8 * stream() });
      return one.current;
    }),
  );
  const voltages = held.map(() => Math.floor(33 * stream()) / 16 - 1);
  return { ...settings, amplitude: 1, initialVoltage: voltages, current };
}

type OfRun = 'amplitude' | 'initialVoltage' | 'current' | 'state';

/** One neuron below its floor, or far below 0 without a floor, and then a current with which it recovers. */
const deepInhibition = () =>
  fc
    .record({
      settings: lifSettings(),
      floor: fc.option(logUniform(1, largestLif.depth), { freq: 2 }),
      deep: logUniform(largestLif.depth, largestLif.depthWithoutFloor),
      beyond: fc.integer({ min: 2, max: 8 }),
      startsThere: fc.boolean(),
      recovery: fc.constantFrom(0.5, 1, 2),
    })
    .map(({ settings, floor, deep, beyond, startsThere, recovery }) => {
      const depth = Math.round(floor === null ? deep : beyond * floor);
      // after τ_rc, 63 % of twice the floor is below the floor
      const inhibited = startsThere ? 1 : Math.ceil(settings.tauRcSeconds / settings.dtSeconds);
      const recovering = Math.round(recovery * (floor ?? deep)) + 4;
      return {
        ...settings,
        minVoltage: floor === null ? null : -Math.round(floor),
        amplitude: 1,
        initialVoltage: [startsThere ? -depth : 0],
        current: Array.from({ length: inhibited + 120 }, (_, step) => [
          step >= inhibited ? recovering : startsThere ? 0 : -depth,
        ]),
      };
    });

/**
 * Currents with which a neuron just reaches the threshold after one to eight steps, and some with which it just fails
 * to.
 */
const unusualStepLength = () =>
  fc
    .record({
      settings: lifSettings(),
      dtPerTau: fc.oneof(logUniform(...unusualSteps.short), logUniform(...unusualSteps.long)),
      voltage: initialVoltage(),
      pieces: fc.array(fc.tuple(fc.constantFrom(-1, 0.9, 1.01, 1.05, 1.3, 2), fc.integer({ min: 1, max: 8 })), {
        minLength: 8,
        maxLength: 16,
      }),
    })
    .map(({ settings, dtPerTau, voltage, pieces }) => ({
      ...settings,
      tauRcSeconds: settings.dtSeconds / dtPerTau,
      amplitude: 1,
      initialVoltage: [voltage],
      current: pieces.flatMap(([reached, steps]) =>
        Array.from({ length: steps }, () => [reached / -expm1(-dtPerTau * steps)]),
      ),
    }));
