import fc from 'fast-check';
import { deviationsOf } from '../../src/conformance/assumption.ts';
import { type Conventions, nengoConventions } from '../../src/conformance/conventions/conventions.ts';
import { simulatorOf } from '../../src/conformance/conventions/simulate.ts';
import { isApplicable, type Law } from '../../src/conformance/law.ts';

const wholeSteps = { kind: 'whole-steps', rounding: 'down', more: 0, meanwhile: 'clamped' } as const;

/**
 * A spike at a current of at most 1 has no defined time within the step, so these neurons have no refractory period.
 */
const untimed = { refractory: { kind: 'none' } } as const;

const others: readonly Partial<Conventions>[] = [
  { integrator: 'euler' },
  { integrator: 'backward-euler' },
  { integrator: 'trapezoidal' },
  { inputScale: 'dt-over-tau' },
  { inputScale: 'one' },
  { comparison: '>=', ...untimed },
  { reset: 'subtract' },
  { reset: 'none', ...untimed },
  { resetTime: 'one-step-late' },
  { shownVoltage: 'before-reset' },
  { refractory: { kind: 'none' } },
  { refractory: wholeSteps },
  { refractory: { ...wholeSteps, rounding: 'up', more: 1, meanwhile: 'input-masked' } },
  { refractory: { ...wholeSteps, meanwhile: 'silent' } },
  { refractory: { kind: 'sub-step', spikeTime: 'end-of-step' } },
  { refractory: { kind: 'sub-step', spikeTime: 'linear' } },
  { refractory: { kind: 'sub-step', spikeTime: 'scaled' } },
  { floor: 'none' },
  { floor: 'zero' },
  { initialVoltage: 'zero' },
  { inputDelaySteps: 1 },
  { spikeDelaySteps: 1 },
  { spikesPerStep: 'many' },
  { spikeHeight: 'amplitude' },
  { spikeHeight: '1/dt' },
  { spikeHeight: '1' },
];

/** Conventions that differ from those of Nengo in one field, with their names. */
export const otherConventions: readonly (readonly [name: string, conventions: Conventions])[] = others.map((one) => {
  const name = Object.values(one)
    .map((choice) => (typeof choice === 'object' ? Object.values(choice).join(' ') : choice))
    .join(', ');
  return [`${Object.keys(one).join(', ')}: ${name}`, { ...nengoConventions, ...one }];
});

/** The ids of the laws that do not hold under conventions, although they do not assume others. */
export async function wronglyBroken(laws: readonly Law[], one: Conventions, numRuns: number): Promise<string[]> {
  const deviations = deviationsOf(one);
  const implementation = simulatorOf(one);
  const broken: string[] = [];
  for (const law of laws) {
    const isAssuming = law.assumes?.some((assumption) => deviations[assumption] !== undefined);
    if (isAssuming || !isApplicable(law, implementation)) continue;
    const { failed } = await fc.check(law.property(implementation, one), { numRuns, endOnFailure: true });
    if (failed) broken.push(law.id);
  }
  return broken;
}
