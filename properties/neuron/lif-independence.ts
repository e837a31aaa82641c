import fc from 'fast-check';
import { nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import type { NeuronOutput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { predictByRule } from '../oracles/declared-rule.ts';
import { requireTrain, run, trainOf } from './neuron-run.ts';

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
    fc.asyncProperty(lifInput(), fc.constantFrom(1, 5, 17, 65), async (input, copies) => {
      const repeated = <Any>(values: readonly Any[]) => Array.from({ length: copies }, () => values).flat();
      const initialVoltage = repeated(input.initialVoltage);
      const together = await run(implementation, { ...input, initialVoltage, current: input.current.map(repeated) });
      const { length } = input.initialVoltage;
      for (const [neuron, voltage] of input.initialVoltage.entries()) {
        const current = input.current.map((currents) => [currents[neuron] as number]);
        const { comparableSteps: steps } = predictByRule(conventions, input, neuron, implementation.precision);
        const compared = (output: NeuronOutput, index = 0) => trainOf(output, index).filter((step) => step < steps);
        const alone = await run(implementation, { ...input, initialVoltage: [voltage], current });
        for (let copy = neuron; copy < initialVoltage.length; copy += length) {
          const note = `neuron ${copy} alone, and with ${initialVoltage.length - 1} others`;
          requireTrain(neuronsAreIndependent, compared(alone), compared(together, copy), steps, note);
        }
      }
    }),
};
