import { z } from 'zod';
import type { AnsweredCapability } from './vector.ts';

const numbers = z.array(z.number());
const table = z.array(numbers);
const spread = z.strictObject({ low: z.number(), high: z.number(), mean: z.number() });
const trains = z.array(z.array(z.int().min(0)));
const tuned = { gain: numbers, bias: numbers, ratesHz: table, outputs: table };
const allowed = z.number().min(0);

/** The form of an answer and of its tolerance. */
export interface AnswerSchema {
  readonly expected: z.ZodType;
  readonly allowed: z.ZodType;
}

/** What is expected of each capability, and by how much numbers may be off. */
export const answerSchemas: Readonly<Record<AnsweredCapability, AnswerSchema>> = {
  neuron: {
    expected: z.strictObject({
      spikes: trains.describe('[neuron], steps counted from 0, ascending'),
      spikeHeight: z.number().positive(),
      voltage: table.exactOptional().describe('after each step [step][neuron]'),
    }),
    allowed: z.strictObject({ voltage: allowed, spikeHeight: allowed }),
  },
  tuning: {
    expected: z.strictObject(tuned),
    allowed: z.strictObject(tuned).describe('for each number one'),
  },
  synapse: {
    expected: z.strictObject({ filtered: numbers.describe('[step]'), lagSteps: z.int().min(0) }),
    allowed: z.strictObject({ filtered: allowed }),
  },
  network: {
    expected: z.strictObject({
      predicted: z.array(z.int().min(0)).describe('[image]'),
      readout: table.describe('filtered, after the last step [image][class]'),
      spikeCounts: z.array(z.array(z.int().min(0))).describe('[image][layer]'),
      probed: z.array(table).exactOptional().describe('[probe][step][neuron]'),
    }),
    allowed: z.strictObject({ current: allowed, voltage: allowed, readout: allowed }),
  },
  seeded: {
    expected: z.strictObject({ gain: spread, bias: spread, initialVoltage: spread }),
    allowed: z.strictObject({ gain: allowed, bias: allowed, initialVoltage: allowed, mean: allowed }),
  },
};
