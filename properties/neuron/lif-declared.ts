import fc from 'fast-check';
import { type PrecisionName, precisions, unitRoundoff } from '../../src/base/precision.ts';
import { type Conventions, choicesOf, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { nearlyWhole } from '../../src/conformance/choices/neuron.ts';
import { neuronActs, prepareNeuron } from '../../src/conformance/choices/neuron-step.ts';
import { predictRun } from '../../src/conformance/choices/prediction.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { legalNeuron, longNeuron } from '../arbitraries/legal-neuron.ts';
import { lifSettings } from '../arbitraries/lif.ts';
import { smallFirst } from '../arbitraries/scale.ts';
import { inTwoOrders } from '../arbitraries/size.ts';
import { wholeRule } from '../assumptions.ts';
import { predict } from '../oracles/prediction.ts';
import { requireThat } from '../require.ts';
import { justBeside } from './lif-threshold.ts';
import {
  countsIn,
  oneNeuron,
  requirePredicted,
  requireTrain,
  run,
  thresholdRounding,
  trainOf,
  tutorialSettings,
  voltagesOf,
} from './neuron-run.ts';

/** Roundings of amplitude, dt and their quotient, in any unit of time. */
const roundingsOfHeight = 6;

/** The statement that is refuted if only the height is wrong. */
const hasDeclaredHeight = { clause: 'spike-height', statement: 'sends spikes of the declared height' };

/**
 * The differential law: other laws assume some of Nengo's conventions, this one tests everything that a neuron
 * declares, on any legal input, in one run or continued from its state.
 */
export const firesAsDeclared: Law = {
  id: 'lif/fires-as-declared',
  clause: 'rule',
  statement:
    'always has the height, spikes and voltages of its declared rule on any input, also continued; rounding may decide a spike',
  needs: ['neuron'],
  times: 17,
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(legalNeuron(), async (drawn) => {
      const { precision } = implementation;
      const input = stableUnder(conventions, drawn);
      if (isPeriodUndecided(conventions, input)) return;
      const chosen = prepareNeuron(neuronActs(conventions), input, precisions[precision]);
      const requireRun = (got: NeuronOutput, of: NeuronInput, part = '') => {
        for (const neuron of of.initialVoltage.keys()) {
          const own = { train: trainOf(got, neuron), voltages: voltagesOf(got, neuron) };
          const observed = { precision, counts: countsIn(own.train, of.current.length) };
          const predicted = predictRun(chosen, of, neuron, observed);
          requirePredicted(firesAsDeclared, own, { ...predicted, note: `neuron ${neuron}${part}` });
        }
      };
      const heights: number[] = [];
      for (const current of inTwoOrders(input.current)) {
        const output = await run(implementation, { ...input, current });
        requireRun(output, { ...input, current });
        heights.push(output.spikeHeight);
      }
      for (const output of await continued(implementation, input)) {
        requireRun(output, input, ', continued');
        heights.push(output.spikeHeight);
      }
      const height = chosen.acts.spikeHeight(chosen.given);
      const isNear = (one: number) => Math.abs(one - height) <= roundingsOfHeight * unitRoundoff[precision] * height;
      requireThat(heights.every(isNear), hasDeclaredHeight, () => ({ expected: `height ${height}`, got: heights }));
    }),
};

/** One run in four, continued twice from one state, with a run of other neurons in between, and once more in two parts. */
async function continued(implementation: Implementation, input: NeuronInput): Promise<NeuronOutput[]> {
  const { length } = input.current;
  if (length % 4 !== 0) return [];
  const steps = 1 + (((length / 4) * 5) % (length - 1));
  const part = (state: unknown, from: number, to = length) =>
    run(implementation, { ...input, current: input.current.slice(from, to), ...(state !== undefined && { state }) });
  const first = await part(undefined, 0, steps);
  if (first.state === undefined) return [];
  const once = await part(first.state, steps);
  await run(implementation, { ...oneNeuron(tutorialSettings, 0, [2, 2]), initialVoltage: [0.5] });
  const again = await part(first.state, steps);
  const inTwo = [once, again].map((rest) => joined(first, rest, steps));
  if (steps + 1 >= length) return inTwo;
  const second = joined(first, await part(first.state, steps, length - 1), steps);
  return [...inTwo, joined(second, await part(second.state, length - 1), length - 1)];
}

/** The answers to two parts of a run as one, whose second part begins in a step. */
function joined(first: NeuronOutput, { spikes, voltage, ...output }: NeuronOutput, step: number): NeuronOutput {
  return {
    ...output,
    spikes: first.spikes.map((train, neuron) => [...train, ...(spikes[neuron] ?? []).map((one) => one + step)]),
    ...(first.voltage && voltage && { voltage: [...first.voltage, ...voltage] }),
  };
}

/**
 * Limits an input for rules that answer without bounds: seven steps if an unstable integrator could overflow in
 * float32, and currents of at most 50 if each step lists as many spikes.
 */
export function stableUnder({ integrator, spikesPerStep }: Conventions, input: NeuronInput): NeuronInput {
  const isUnstable = integrator !== 'exact' && input.dtSeconds > 2 * input.tauRcSeconds;
  if (!isUnstable && spikesPerStep === 'one') return input;
  const most = spikesPerStep === 'one' ? Number.POSITIVE_INFINITY : 50;
  const current = input.current.map((row) => row.map((value) => Math.min(value, most)));
  return { ...input, current: current.slice(0, isUnstable ? 7 : undefined) };
}

/**
 * Whether rounding could decide the number of whole steps in a refractory period: at halves, or beside a whole number,
 * but not so close to it that the quotient counts as whole.
 */
function isPeriodUndecided({ refractory }: Conventions, { tauRefSeconds, dtSeconds }: NeuronInput): boolean {
  if (refractory === 'sub-step' || refractory === 'none') return false;
  const steps = tauRefSeconds / dtSeconds;
  const isWhole = Math.abs(steps - Math.round(steps)) < nearlyWhole(steps) / 2;
  return !isWhole && Math.abs(2 * steps - Math.round(2 * steps)) < Math.max(1e-4, 4 * nearlyWhole(steps));
}

/**
 * Nengo's rule, on any legal input, by an oracle that shares no code with lifspec. A network trained elsewhere relies
 * on it.
 */
export const firesAsTextbook: Law = {
  id: 'lif/fires-as-textbook',
  clause: 'integration',
  statement: 'always has the spikes and voltages of the textbook form, up to where rounding could decide a spike',
  needs: ['neuron'],
  assumes: [...wholeRule],
  times: 14,
  property: (implementation, { shownVoltage } = nengoConventions) =>
    fc.asyncProperty(anyNeuron(), async (drawn) => {
      for (const current of inTwoOrders(drawn.current)) {
        const input = { ...drawn, current };
        const got = await run(implementation, input);
        for (const neuron of input.initialVoltage.keys()) {
          const { voltageError, ...predicted } = predict(input, neuron, implementation.precision);
          const voltages = shownVoltage === 'after-reset' ? voltagesOf(got, neuron) : undefined;
          const allowed = voltageError.map((error) => Math.max(error, thresholdRounding(implementation)));
          const own = { train: trainOf(got, neuron), voltages };
          requirePredicted(firesAsTextbook, own, { ...predicted, voltageError: allowed, note: `neuron ${neuron}` });
        }
      }
    }),
};

const anyNeuron = () =>
  fc.oneof(smallFirst, { weight: 5, arbitrary: legalNeuron() }, { weight: 1, arbitrary: longNeuron() });

/**
 * A generated current is never so close to the threshold that a threshold of 1.00001 shows. One request contains
 * neurons for every rule, so that it does not depend on what is declared.
 */
export const firesAboveOneAsDeclared: Law = {
  id: 'lif/fires-above-one-as-declared',
  clause: 'threshold',
  statement: 'always fires in a step that would end just above one by its declared rule, never just below',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(lifSettings(), sixteenths(), fc.boolean(), async (settings, voltage, above) => {
      const { precision } = implementation;
      const reached = 1 + (above ? 1 : -1) * justBeside[precision];
      const currents = currentsReaching(reached, voltage, { ...settings, amplitude: 1 }, precision);
      const idle = currents.map(() => 0);
      const initial = currents.map(() => voltage);
      const input = { ...settings, amplitude: 1, initialVoltage: initial, current: [currents, idle, idle] };
      const got = await run(implementation, input);
      const chosen = prepareNeuron(neuronActs(conventions), input, precisions[precision]);
      for (const neuron of currents.keys()) {
        const { spikes, comparableSteps } = predictRun(chosen, input, neuron, { precision });
        const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
        const note = `neuron ${neuron}, voltage ${reached} before a comparison`;
        requireTrain(firesAboveOneAsDeclared, spikes, train, comparableSteps, note);
      }
    }),
};

/** An initial voltage that no floor changes, even after a step without current. */
const sixteenths = () => fc.integer({ min: 0, max: 16 }).map((count) => count / 16);

/**
 * The currents that take a voltage to another one in a step by any rule: from 0, from the initial voltage, or after a
 * step without current, in case the input is late.
 */
function currentsReaching(
  reached: number,
  initial: number,
  settings: Omit<NeuronInput, 'initialVoltage' | 'current'>,
  precision: PrecisionName,
): number[] {
  const currents = choicesOf('integrator').flatMap((integrator) =>
    choicesOf('inputScale').flatMap((inputScale) => {
      const { whole } = prepareNeuron(neuronActs({ integrator, inputScale }), settings, precisions[precision]);
      const starts = [initial, 0, whole.rest * initial];
      return starts.map((before) => (reached - whole.rest * before) / whole.scale);
    }),
  );
  return [...new Set(currents)];
}
