import { z } from 'zod';
import { type Conventions, choices, nengoConventions, type Refractory, refractoryChoices } from './conventions.ts';

const { steps, rounding, more, meanwhile, spikeTime } = refractoryChoices;

const refractory: z.ZodType<Refractory> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('fixed-steps'),
    steps: z.literal(steps).describe('Fixed number of refractory steps, whatever the refractory period.'),
    meanwhile: z.enum(meanwhile),
  }),
  z.strictObject({
    kind: z.literal('whole-steps'),
    rounding: z.enum(rounding).describe('How tau_ref/dt is rounded to whole steps.'),
    more: z.literal(more).describe('Steps added to the rounded number.'),
    meanwhile: z.enum(meanwhile),
  }),
  z.strictObject({ kind: z.literal('sub-step'), spikeTime: z.enum(spikeTime) }),
]);

const fields: { readonly [Field in keyof Conventions]: z.ZodType<Conventions[Field]> } = {
  integrator: z.enum(choices.integrator).describe('What remains of a voltage after one step.'),
  inputScale: z.enum(choices.inputScale).describe('The factor of the current.'),
  comparison: z.enum(choices.comparison).describe('Whether a voltage of exactly 1 fires.'),
  reset: z.enum(choices.reset).describe('What remains of the voltage after a spike.'),
  resetTime: z.enum(choices.resetTime).describe('Whether the reset is in the step of the spike or in the next one.'),
  shownVoltage: z.enum(choices.shownVoltage).describe('Which voltage is reported for the step of a spike.'),
  refractory: refractory.describe('The refractory period.'),
  floor: z.enum(choices.floor).describe('The lower bound of the voltage.'),
  initialVoltage: z.enum(choices.initialVoltage).describe('The initial voltage.'),
  inputDelaySteps: z.literal(choices.inputDelaySteps).describe('Steps until a current arrives.'),
  spikeDelaySteps: z.literal(choices.spikeDelaySteps).describe('Steps until a spike is reported.'),
  spikesPerStep: z.enum(choices.spikesPerStep).describe('Whether a voltage of 2.5 is one spike or two.'),
  spikeHeight: z.enum(choices.spikeHeight).describe('The output of a neuron in the step of a spike.'),
};

/** The schema of complete conventions, in vectors and fingerprints. */
export const conventionsSchema: z.ZodType<Conventions> = z.strictObject(fields);

/** The schema of the conventions that an implementation declares when it starts. Missing fields are as in Nengo. */
export const declaredConventions: z.ZodType<Partial<Conventions>> = z.strictObject(
  Object.fromEntries(Object.entries(fields).map(([field, schema]) => [field, schema.exactOptional()])),
);

/**
 * The complete conventions that an implementation declares.
 *
 * @param declared - in the form of `declaredConventions`; undefined means Nengo's conventions
 * @example readConventions({ integrator: 'euler', refractory: { kind: 'none' } }).reset // 'zero'
 */
export function readConventions(declared: unknown): Conventions {
  return { ...nengoConventions, ...declaredConventions.parse(declared ?? {}) };
}
