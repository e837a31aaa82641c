import fc from 'fast-check';
import { wholeRule } from '../../src/conformance/assumption.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { predict } from '../oracles/prediction.ts';
import { requireTrain, requireTrains, run, trainOf } from './neuron-run.ts';

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
