import fc from 'fast-check';
import { precisions } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { neuronActs, prepareNeuron } from '../../src/conformance/choices/neuron-step.ts';
import { predictRun } from '../../src/conformance/choices/prediction.ts';
import type { NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { wholeRule } from '../assumptions.ts';
import { predict } from '../oracles/prediction.ts';
import { requireTrain, requireTrains, run, trainOf } from './neuron-run.ts';

/** The same run with every time multiplied by a factor. */
const stretched = (input: NeuronInput, factor: number): NeuronInput => ({
  ...input,
  dtSeconds: input.dtSeconds * factor,
  tauRcSeconds: input.tauRcSeconds * factor,
  tauRefSeconds: input.tauRefSeconds * factor,
});

/** Makes a millisecond 10 ns, which is 0 if times are rounded to microseconds. */
const intoNanoseconds = 1e-5;

/** Other factors are rounded, which changes no spike unless a voltage is within rounding of the threshold. */
export const scalesWithAnyUnitOfTime: Law = {
  id: 'lif/scales-with-any-unit-of-time',
  clause: 'time',
  statement: 'always fires in the same steps in any unit of dt, τ_rc and τ_ref, except where rounding could decide',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), fc.constantFrom(3, 1 / 3, 0.7, 10, 1000), async (input, usual) => {
      const predicted = input.initialVoltage.map((_, neuron) => predict(input, neuron, implementation.precision));
      for (const factor of [usual, intoNanoseconds]) {
        const got = await run(implementation, stretched(input, factor));
        for (const [neuron, { comparableSteps, spikes }] of predicted.entries()) {
          const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
          requireTrain(scalesWithAnyUnitOfTime, spikes, train, comparableSteps, `every time × ${factor}`);
        }
      }
    }),
};

/** Repeats the neurons of a request, up to more than in usual blocks. */
const copies = () =>
  fc.constantFrom(1, 5, 17, 65).map(
    (count) =>
      <Any>(values: readonly Any[]): Any[] =>
        Array.from({ length: count }, () => values).flat(),
  );

/** The state must include the remaining refractory period, or a run in two parts differs from an uninterrupted one. */
export const continuesFromState: Law = {
  id: 'lif/continues-from-state',
  clause: 'state',
  leastRuns: 30,
  statement: 'always fires, in a run that is stopped and continued from its state, as in an uninterrupted run',
  needs: ['neuron'],
  looksAt: ['state'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), fc.integer({ min: 1, max: 15 }), copies(), async (drawn, sixteenths, repeated) => {
      // 48 steps are enough for many neurons
      const current = drawn.current.slice(0, 48).map(repeated);
      const input = { ...drawn, initialVoltage: repeated(drawn.initialVoltage), current };
      const { length } = input.current;
      const cut = Math.ceil((length * sixteenths) / 16);
      const first = await run(implementation, { ...input, current: input.current.slice(0, cut) });
      if (first.state === undefined) return;
      const whole = await run(implementation, input);
      for (let time = 0; time < 2; time++) {
        const spikes = first.spikes.map((train) => [...train]);
        let { state } = first;
        // in one part, then in two
        for (const [from, to] of time === 0 || cut + 1 >= length
          ? [[cut, length] as const]
          : [[cut, cut + 1] as const, [cut + 1, length] as const]) {
          const next = await run(implementation, { ...input, current: input.current.slice(from, to), state });
          for (const [neuron, train] of spikes.entries())
            train.push(...trainOf(next, neuron).map((step) => step + from));
          state = next.state ?? state;
        }
        requireTrains(continuesFromState, whole, { ...whole, spikes }, length);
      }
    }),
};

/**
 * Otherwise the answer would depend on the size of a layer or batch. Programs compute several neurons together and the
 * last ones of a block one by one, so that they may round differently.
 */
export const neuronsAreIndependent: Law = {
  id: 'lif/neurons-are-independent',
  clause: 'independence',
  statement: 'never fires differently because of the neurons beside it',
  needs: ['neuron'],
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(lifInput(), copies(), async (input, repeated) => {
      const initialVoltage = repeated(input.initialVoltage);
      const together = await run(implementation, { ...input, initialVoltage, current: input.current.map(repeated) });
      const { precision } = implementation;
      const chosen = prepareNeuron(neuronActs(conventions), input, precisions[precision]);
      const { length } = input.initialVoltage;
      for (const [neuron, voltage] of input.initialVoltage.entries()) {
        const current = input.current.map((currents) => [currents[neuron] as number]);
        const { comparableSteps: steps } = predictRun(chosen, input, neuron, { precision });
        const compared = (output: NeuronOutput, index = 0) => trainOf(output, index).filter((step) => step < steps);
        const alone = await run(implementation, { ...input, initialVoltage: [voltage], current });
        for (let copy = neuron; copy < initialVoltage.length; copy += length) {
          const note = `neuron ${copy} alone, and with ${initialVoltage.length - 1} others`;
          requireTrain(neuronsAreIndependent, compared(alone), compared(together, copy), steps, note);
        }
      }
    }),
};
