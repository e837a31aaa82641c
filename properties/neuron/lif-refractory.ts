import fc from 'fast-check';
import type { Implementation, NeuronInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { SpikeTrain } from '../../src/conformance/spike-trains.ts';
import { lifSettings } from '../arbitraries/lif.ts';
import { rounded } from '../arbitraries/scale.ts';
import { requireThat } from '../require.ts';
import { justBeside } from './lif-threshold.ts';
import { oneNeuron, run, standing, thresholdRounding, trainOf, voltagesOf, within } from './neuron-run.ts';

/** A refractory period is whole if it is this close to whole steps. */
const wholeWithin = 1e-3;

/** The steps after that of a spike in which a neuron is refractory, wherever the spike was within its step. */
const refractorySteps = ({ tauRefSeconds, dtSeconds }: NeuronInput) =>
  Math.ceil(tauRefSeconds / dtSeconds - wholeWithin) - 2;

/**
 * A neuron that fires in its first step at a current just above 1, then receives another current. If a step is much longer
 * than τ_rc, its voltage rounds to that current, and ln((J − 1)/(J − v)), the time since the spike, is not finite.
 */
const firingAtOnce = ({ precision }: Implementation) =>
  fc
    .tuple(lifSettings(), fc.integer({ min: 4, max: 9 }), fc.boolean(), fc.constantFrom(0.5, 8))
    .map(([settings, steps, isLong, current]) => {
      const { dtSeconds } = settings;
      const tauRefSeconds = rounded(steps * dtSeconds, 12);
      const given = { ...settings, tauRefSeconds, ...(isLong && { tauRcSeconds: dtSeconds / 24 }) };
      return oneNeuron(given, 1, [1 + justBeside[precision], ...standing(current, steps)]);
    });

/** By the spikes alone, also of a program that shows no voltages. */
export const neverFiresWhileRefractory: Law = {
  id: 'lif/never-fires-while-refractory',
  clause: 'refractory',
  statement: 'never fires within its refractory period, even if rounding hides the time of a spike',
  needs: ['neuron'],
  assumes: ['inputScale', 'refractory', 'spikesPerStep'],
  property: (implementation) =>
    fc.asyncProperty(firingAtOnce(implementation), async (input) => {
      const train = trainOf(await run(implementation, input));
      const early = train.find(
        (step, index) => step - (train[index - 1] ?? Number.NEGATIVE_INFINITY) <= refractorySteps(input),
      );
      requireThat(early === undefined, neverFiresWhileRefractory, () => ({
        expected: `no spike in step ${early}`,
        got: new SpikeTrain(train, input.current.length),
      }));
    }),
};

/** A neuron that is not refractory moves towards its current. */
export const staysAtZeroWhileRefractory: Law = {
  id: 'lif/stays-at-zero-while-refractory',
  clause: 'refractory',
  statement: 'always keeps its voltage at zero while refractory, even if rounding hides the time of a spike',
  needs: ['neuron'],
  assumes: ['inputScale', 'refractory', 'reset', 'resetTime', 'shownVoltage', 'spikeDelay'],
  looksAt: ['voltage'],
  property: (implementation) =>
    fc.asyncProperty(firingAtOnce(implementation), async (input) => {
      const got = await run(implementation, input);
      const [train, voltages = []] = [trainOf(got), voltagesOf(got)];
      const allowed = thresholdRounding(implementation);
      const isRefractory = (step: number) =>
        train.some((spike) => step > spike && step - spike <= refractorySteps(input));
      const wrong = voltages.findIndex((voltage, step) => isRefractory(step) && !(Math.abs(voltage) <= allowed));
      requireThat(wrong === -1, staysAtZeroWhileRefractory, () => ({
        expected: new SpikeTrain(train, input.current.length, `voltage 0${within(allowed)} after step ${wrong}`),
        got: new SpikeTrain(train, input.current.length, `voltage ${voltages[wrong]} after step ${wrong}`),
      }));
    }),
};
