import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { currentTrace } from '../arbitraries/current.ts';
import { lifInput, lifSettings } from '../arbitraries/lif.ts';
import { longTail } from '../arbitraries/size.ts';
import { predict } from '../oracles/prediction.ts';
import {
  oneNeuron,
  requireTrain,
  requireTrains,
  requireVoltages,
  run,
  standing,
  trainOf,
  voltagesOf,
} from './neuron-run.ts';

/** The same run with every time multiplied by a factor. */
const stretched = (input: NeuronInput, factor: number): NeuronInput => ({
  ...input,
  dtSeconds: input.dtSeconds * factor,
  tauRcSeconds: input.tauRcSeconds * factor,
  tauRefSeconds: input.tauRefSeconds * factor,
});

/** Other factors are rounded, which changes no spike unless a voltage is within rounding of the threshold. */
export const scalesWithAnyUnitOfTime: Law = {
  id: 'lif/scales-with-any-unit-of-time',
  clause: 'time',
  statement: 'always fires in the same steps in any unit of dt, τ_rc and τ_ref, except where rounding could decide',
  needs: ['neuron'],
  assumes: [...wholeRule],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), fc.constantFrom(3, 1 / 3, 0.7, 10, 1000), async (input, factor) => {
      const got = await run(implementation, stretched(input, factor));
      for (const neuron of input.initialVoltage.keys()) {
        const { comparableSteps, spikes } = predict(input, neuron, implementation.precision);
        const train = trainOf(got, neuron).filter((step) => step < comparableSteps);
        requireTrain(scalesWithAnyUnitOfTime, spikes, train, comparableSteps, `every time × ${factor}`);
      }
    }),
};

/** Numbers of steps without current. */
const restSteps = { least: 1, usual: 400, most: 3000 };

/** A neuron at rest without current stays at rest, so results do not depend on when the input begins. */
export const shiftsInTime: Law = {
  id: 'lif/shifts-in-time',
  clause: 'time',
  statement: 'always gives the same spikes and voltages, n steps later, after n steps at rest without current',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(lifSettings(), currentTrace(), longTail(restSteps), async (settings, trace, rest) => {
      const at = await run(implementation, oneNeuron(settings, 0, trace));
      const got = await run(implementation, oneNeuron(settings, 0, [...standing(0, rest), ...trace]));
      const expected = trainOf(at).map((step) => step + rest);
      const steps = rest + trace.length;
      requireTrain(shiftsInTime, expected, trainOf(got), steps, `${rest} steps later`);
      const context = { expectedTrain: expected, train: trainOf(got), steps };
      const voltages = voltagesOf(got);
      const shifted = [...standing(0, rest), ...(voltagesOf(at) ?? [])];
      if (voltages) requireVoltages(shiftsInTime, shifted, voltages, context);
    }),
};

/** The state must include the remaining refractory period, or a run in two parts differs from an uninterrupted one. */
export const continuesFromState: Law = {
  id: 'lif/continues-from-state',
  clause: 'state',
  leastRuns: 30,
  statement: 'always fires, in a run that is stopped and continued from its state, as in an uninterrupted run',
  needs: ['neuron'],
  looksAt: ['state'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), fc.integer({ min: 1, max: 15 }), async (input, sixteenths) => {
      const cut = Math.ceil((input.current.length * sixteenths) / 16);
      const first = await run(implementation, { ...input, current: input.current.slice(0, cut) });
      await requireContinued(continuesFromState, implementation, { input, cut, first });
    }),
};

/** A library that has a single network, or that clears all other networks when it makes one, mixes up two runs. */
export const continuesBesideAnother: Law = {
  id: 'lif/continues-beside-another-run',
  clause: 'state',
  statement: 'always fires, in a run that is continued after another one has begun, as in an uninterrupted run',
  needs: ['neuron'],
  looksAt: ['state'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), lifInput(), async (input, other) => {
      const cut = Math.ceil(input.current.length / 2);
      const first = await run(implementation, { ...input, current: input.current.slice(0, cut) });
      await run(implementation, other);
      await requireContinued(continuesBesideAnother, implementation, { input, cut, first });
    }),
};

/** The first steps of a run. */
interface Part {
  readonly input: NeuronInput;
  /** Number of steps. */
  readonly cut: number;
  readonly first: NeuronOutput;
}

/** Refutes unless a run that is continued twice from one state fires like an uninterrupted one both times. */
async function requireContinued(law: Law, implementation: Implementation, { input, cut, first }: Part): Promise<void> {
  if (first.state === undefined) return;
  const whole = await run(implementation, input);
  for (let time = 0; time < 2; time++) {
    const second = await run(implementation, { ...input, current: input.current.slice(cut), state: first.state });
    const spikes = first.spikes.map((train, n) => [...train, ...trainOf(second, n).map((step) => step + cut)]);
    requireTrains(law, whole, { ...second, spikes }, input.current.length);
  }
}
