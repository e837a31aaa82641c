import { z } from 'zod';
import {
  type Conventions,
  comparisons,
  floors,
  initialVoltages,
  inputScales,
  integrators,
  meanwhiles,
  type Refractory,
  resets,
  resetTimes,
  roundings,
  shownVoltages,
  spikeHeights,
  spikesPerSteps,
  spikeTimes,
} from './conventions.ts';

const refractorySchema: z.ZodType<Refractory> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('fixed-steps'),
    steps: z.literal([1, 2, 3, 4, 5]).describe('Steps asleep, whatever the refractory time.'),
    meanwhile: z.enum(meanwhiles),
  }),
  z.strictObject({
    kind: z.literal('whole-steps'),
    rounding: z.enum(roundings).describe('How the refractory time over dt is made whole.'),
    more: z.literal([-1, 0, 1]).describe('Steps asleep more than that.'),
    meanwhile: z.enum(meanwhiles),
  }),
  z.strictObject({ kind: z.literal('sub-step'), spikeTime: z.enum(spikeTimes) }),
]);

/** A schema for each field. */
export const conventionFields: { readonly [Field in keyof Conventions]: z.ZodType<Conventions[Field]> } = {
  integrator: z.enum(integrators).describe('What is left of a voltage after a step.'),
  inputScale: z.enum(inputScales).describe('By what the current is multiplied before it is added.'),
  comparison: z.enum(comparisons).describe('Whether a voltage of exactly 1 fires.'),
  reset: z.enum(resets).describe('What a spike leaves of the voltage.'),
  resetTime: z
    .enum(resetTimes)
    .describe('Whether that happens in the step of the spike or at the end of the next one.'),
  shownVoltage: z.enum(shownVoltages).describe('Which voltage is shown for the step of a spike.'),
  refractory: refractorySchema.describe('How long a neuron sleeps after a spike.'),
  floor: z.enum(floors).describe('Below what the voltage is cut.'),
  initialVoltage: z.enum(initialVoltages).describe('Where the voltage starts.'),
  inputDelaySteps: z.literal([0, 1]).describe('Steps until a current arrives.'),
  spikeDelaySteps: z.literal([0, 1]).describe('Steps until a spike is seen.'),
  spikesPerStep: z.enum(spikesPerSteps).describe('Whether a voltage of 2.5 is one spike or two.'),
  spikeHeight: z.enum(spikeHeights).describe('What a neuron sends in the step of a spike.'),
};

/** Conventions as data: what `lifspec fingerprint` finds, and what an implementation may say of itself when it starts. */
export const conventionsSchema: z.ZodType<Conventions> = z.strictObject(conventionFields);
