import fc from 'fast-check';
import type { Assumption } from '../../src/conformance/assumption.ts';
import type { Law } from '../../src/conformance/law.ts';
import { type LifSettings, lifSettings } from '../arbitraries/lif.ts';
import { timing } from '../assumptions.ts';
import { currentReachingOneIn } from '../oracles/closed-form.ts';
import { justBeside } from './lif-threshold.ts';
import { oneNeuron, requireTrain, run, standing, trainOf } from './neuron-run.ts';

/** The quantities that decide when a neuron first fires. */
const fromGivenStart: readonly Assumption[] = [
  'integrator',
  'inputScale',
  'floor',
  'initialVoltage',
  'inputDelay',
  'spikeDelay',
  'spikesPerStep',
];

/** A time within the first membrane time constant. */
interface Moment {
  /** Step that contains it, counted from 0. */
  readonly step: number;
  readonly seconds: number;
}

/**
 * A time at least a sixteenth of a step away from the ends of its step. With the current that reaches 1 at that time,
 * the voltage at either end is at least (J − 1)(1 − e^(−dt/16τ_rc)) ≥ 6e-5 from 1, for the settings and voltages used
 * here. That is five times the rounding error of float32.
 */
const momentBetweenSteps = (): fc.Arbitrary<(settings: LifSettings) => Moment> =>
  fc
    .tuple(fc.integer({ min: 0, max: 24 }), fc.integer({ min: 1, max: 15 }))
    .map(([part, sixteenths]) => ({ dtSeconds, tauRcSeconds }) => {
      const step = Math.floor((part / 24) * (tauRcSeconds / dtSeconds));
      return { step, seconds: (step + sixteenths / 16) * dtSeconds };
    });

/** From −4 to 15/16. */
const voltageBelowThreshold = () => fc.integer({ min: -64, max: 15 }).map((sixteenths) => sixteenths / 16 + 0);

/** In runs of a few spikes, the initial voltage decides how many there are. */
export const firstSpikeOnTime: Law = {
  id: 'lif/first-spike-on-time',
  clause: 'start',
  statement: 'always fires first at τ_rc · ln((J − v0)/(J − 1)) if it starts from a voltage v0',
  needs: ['neuron'],
  assumes: [...fromGivenStart],
  property: (implementation) =>
    fc.asyncProperty(lifSettings(), voltageBelowThreshold(), momentBetweenSteps(), async (settings, voltage, at) => {
      const { step, seconds } = at(settings);
      const current = currentReachingOneIn(seconds, voltage, settings.tauRcSeconds);
      const input = oneNeuron(
        { ...settings, minVoltage: Number.NEGATIVE_INFINITY },
        voltage,
        standing(current, step + 1),
      );
      const got = await run(implementation, input);
      requireTrain(firstSpikeOnTime, [step], trainOf(got), step + 1, `current ${current} from voltage ${voltage}`);
    }),
};

/**
 * From a voltage of 1, a current above 1 crosses the threshold at the start of the first step, and the neuron is active
 * again after τ_ref, or after that step if it is longer. At the smallest distance d of the current from 1, rounding
 * shifts the time of the spike by at most 3 · 2⁻²⁴/d of τ_rc in float32: 1/43 of a step.
 */
export const firesAtOnceFromOne: Law = {
  id: 'lif/fires-at-once-from-one',
  clause: 'refractory',
  statement: 'always fires at once from a voltage of one at a current just above one, and is refractory from then on',
  needs: ['neuron'],
  assumes: [...timing, 'initialVoltage'],
  property: (implementation) =>
    fc.asyncProperty(lifSettings(), fc.nat({ max: 8 }), momentBetweenSteps(), async (settings, doublings, at) => {
      const { dtSeconds, tauRcSeconds, tauRefSeconds } = settings;
      const above = 1 + justBeside[implementation.precision] * 2 ** doublings;
      const activeFrom = Math.max(tauRefSeconds, dtSeconds);
      const whole = Math.ceil(activeFrom / dtSeconds);
      const { step, seconds } = at(settings);
      const later = currentReachingOneIn(seconds + whole * dtSeconds - activeFrom, 0, tauRcSeconds);
      const trace = [above, ...standing(later, whole + step)];
      const got = await run(implementation, oneNeuron(settings, 1, trace));
      requireTrain(
        firesAtOnceFromOne,
        [0, whole + step],
        trainOf(got),
        trace.length,
        `current ${above}, then ${later}`,
      );
    }),
};
