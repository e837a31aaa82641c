import { type Conventions, differingFields, tell } from '../conventions/conventions.ts';
import { goTogether } from '../conventions/family.ts';
import { networkUnder } from '../conventions/network.ts';
import type { KnownMutant } from './likeness.ts';

/** Choices that are common mistakes of neurons, or rules of another simulator that were not declared. */
const slips: readonly Partial<Conventions>[] = [
  { integrator: 'euler' },
  { comparison: '>=' },
  { integrator: 'euler', comparison: '>=' },
  { reset: 'zero' },
  { reset: 'subtract' },
  { integrator: 'euler', reset: 'subtract' },
  { refractory: { kind: 'none' } },
  { floor: 'none' },
  { inputDelaySteps: 1 },
  { spikeDelaySteps: 1 },
];

/**
 * Networks whose neurons differ from the given conventions by a slip. A program that offers no neurons alone has no
 * fingerprint, so only its networks show the slip.
 */
export function networkSlips(conventions: Conventions): KnownMutant[] {
  return slips
    .map((slip) => ({ ...conventions, ...slip }))
    .filter((own) => differingFields(own, conventions).length > 0 && goTogether(own))
    .map((own) => {
      const fields = differingFields(own, conventions);
      const does = fields.map((field) => tell(field, own)).join(' and ');
      return {
        name: `neurons with ${fields.join(' and ')} of another rule`,
        difference: `each of its neurons ${does}: fix it, or declare it if you intended it`,
        implementation: { name: 'slip', precision: 'float64', network: networkUnder(own, 'float64') },
      };
    });
}
