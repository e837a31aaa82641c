import fc from 'fast-check';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { requireTrain, run, trainOf } from './neuron-run.ts';

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
