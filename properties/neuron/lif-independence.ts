import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { wholeLogUniform } from '../arbitraries/size.ts';
import { requireSameRun, requireTrain, run, trainOf } from './neuron-run.ts';

/** Otherwise the answer would depend on the size of a layer or batch. */
export const neuronsAreIndependent: Law = {
  id: 'lif/neurons-are-independent',
  clause: 'independence',
  statement: 'never fires differently because of the neurons beside it',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), async (input) => {
      const together = await run(implementation, input);
      for (const [neuron, voltage] of input.initialVoltage.entries()) {
        const current = input.current.map((currents) => [currents[neuron] as number]);
        const alone = await run(implementation, { ...input, initialVoltage: [voltage], current });
        const note = `neuron ${neuron} alone, and with ${input.initialVoltage.length - 1} others`;
        requireTrain(neuronsAreIndependent, trainOf(alone), trainOf(together, neuron), current.length, note);
      }
    }),
};

/** Holds for every rule. A neuron may depend on its index by mistake, for instance beyond the size of a buffer. */
export const firesAlikeAtAnyIndex: Law = {
  id: 'lif/fires-alike-at-any-index',
  clause: 'independence',
  statement: 'always fires alike in each of up to 512 neurons with the same current',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), wholeLogUniform(8, 512), async (input, neurons) => {
      const [voltage = 0] = input.initialVoltage;
      const copies = (count: number) => ({
        ...input,
        initialVoltage: Array<number>(count).fill(voltage),
        current: input.current.slice(0, stepsOfMany).map(([current = 0]) => Array<number>(count).fill(current)),
      });
      const alone = trainOf(await run(implementation, copies(1)));
      const together = await run(implementation, copies(neurons));
      for (let neuron = 0; neuron < neurons; neuron++) {
        const note = `neuron ${neuron} of ${neurons}`;
        requireTrain(firesAlikeAtAnyIndex, alone, trainOf(together, neuron), stepsOfMany, note);
      }
    }),
};

/** Few steps, because there are many neurons. */
const stepsOfMany = 24;

/** Otherwise no result could be repeated. */
export const runsAreRepeatable: Law = {
  id: 'lif/runs-are-repeatable',
  clause: 'determinism',
  statement: 'always gives the same output for the same input, whatever ran in between',
  needs: ['neuron'],
  property: (implementation) =>
    fc.asyncProperty(lifInput(), lifInput(), async (input, other) => {
      const steps = input.current.length;
      const expected = await run(implementation, input);
      await run(implementation, other);
      const got = await run(implementation, input);
      requireSameRun(runsAreRepeatable, expected, got, steps);
    }),
};
