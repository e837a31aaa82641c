import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';

/**
 * A spike at a current of at most 1 has no defined time within the step, so these neurons have no refractory period.
 */
const untimed = { refractory: 'none' } as const;

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
  { refractory: 'none' },
  { refractory: 'down' },
  { refractory: 'up', refractoryExtra: 'one-step-more', whileRefractory: 'input-masked' },
  { refractory: 'down', whileRefractory: 'silent' },
  { spikeTime: 'end-of-step' },
  { floor: 'none' },
  { floor: 'zero' },
  { initialVoltage: 'zero' },
  { inputDelay: 'one-step' },
  { spikeDelay: 'one-step' },
  { spikesPerStep: 'many' },
  { spikeHeight: 'amplitude' },
  { spikeHeight: '1/dt' },
  { spikeHeight: '1' },
];

/** Conventions that differ from those of Nengo in one field, with their names. */
export const otherConventions: readonly (readonly [name: string, conventions: Conventions])[] = others.map((one) => {
  return [`${Object.keys(one).join(', ')}: ${Object.values(one).join(', ')}`, { ...nengoConventions, ...one }];
});
