import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';

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
