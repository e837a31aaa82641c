import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { diagnosisSchema } from '../choices/diagnosis.ts';
import { eventsSchema, portSchema } from './port-events.ts';

const count = z.int().min(0);
const perSide = <Schema extends z.ZodType>(schema: Schema) => z.object({ a: schema, b: schema });

const agreementSchema = z.object({
  agrees: z
    .boolean()
    .nullable()
    .describe('whether all spikes are in the same steps, with at least one spike; null if both answered nothing'),
  inputs: count,
  compared: count.describe('inputs that both answered, or only one of them'),
  sameSpikes: count.describe('inputs with the same spikes from both'),
  bitIdentical: count.describe('inputs with exactly the same numbers from both'),
  failed: perSide(count).describe('inputs that it refused or answered with an error or an invalid answer'),
  skipped: perSide(count),
});

const numbers = z.array(z.array(z.number()));

const separationSchema = z.object({
  what: z.enum(['spikes', 'voltage']).describe('voltage: all spikes agree'),
  step: count.describe('first step in which they differ'),
  neuron: count,
  voltageStep: count.exactOptional().describe('first step in which the voltages differ'),
  input: z.object({
    dtSeconds: z.number(),
    tauRcSeconds: z.number(),
    tauRefSeconds: z.number(),
    amplitude: z.number(),
    minVoltage: z.number().nullable(),
    initialVoltage: z.array(z.number()),
    current: numbers,
  }),
  answers: perSide(
    z.object({
      spikes: z.array(z.array(count)).describe('[neuron]'),
      voltage: numbers.exactOptional().describe('[step][neuron]'),
    }),
  ),
});

export const findingsSchema = z.object({
  ...agreementSchema.shape,
  diagnoses: perSide(diagnosisSchema),
  rules: z
    .array(z.object({ field: z.string(), a: z.string(), b: z.string() }))
    .nullable()
    .describe('the fields in which their choices differ; null if the choices of either are unknown'),
  separation: separationSchema.nullable(),
  largestVoltageDifference: z
    .number()
    .min(0)
    .nullable()
    .describe('relative above 1; null if the rules differ or are unknown, or if no voltages are shown'),
  events: eventsSchema.nullable().describe('null if one of them has no events'),
  port: portSchema
    .nullable()
    .describe('how a network of events moves from A to B; null if both follow the same rules, or no known ones'),
});

export interface PairFindings extends DataOf<typeof findingsSchema> {}

export interface OverallAgreement extends DataOf<typeof agreementSchema> {}

/** The smallest input that separates two simulators. */
export interface SeparationShown extends DataOf<typeof separationSchema> {}
