import { z } from 'zod';
import { type PrecisionName, precisions } from '../../base/precision.ts';
import { type Conventions, fieldNames } from './conventions.ts';
import { conventionsSchema } from './conventions-schema.ts';

/** The conventions that an implementation follows, as far as its answers determine them. */
export interface Fingerprint {
  /**
   * - member: it follows conventions of the family in every probe and on further traces
   * - outside: no known conventions explain it; `nearest` contains the nearest ones and the first deviation
   * - untold: it answered no probe
   */
  readonly outcome: 'member' | 'outside' | 'untold';
  /** `exact, >, reset to zero, sub-step refractory, spike height amplitude/dt`, without the fields in `notTold`. */
  readonly words: string;
  /**
   * The conventions of a member. If some fields are undetermined, the possible conventions that are nearest to Nengo's.
   */
  readonly conventions: Conventions | null;
  /** Fields that the answers do not determine, with the possible choices in words. */
  readonly notTold: readonly { readonly field: keyof Conventions; readonly possible: readonly string[] }[];
  /**
   * Known simulators with the same conventions, except input scale, floor, initial and shown voltage, and spike height.
   */
  readonly like: readonly string[];
  readonly precision: {
    readonly declared: PrecisionName;
    /** The precision whose rounding explains the voltages; null if none does, or if there are no voltages. */
    readonly found: PrecisionName | null;
    /** Largest difference from the voltages of the conventions, relative above 1. */
    readonly agreesWithin: number | null;
  };
  /** The member of the family that is nearest to a simulator outside it. */
  readonly nearest?: {
    readonly words: string;
    readonly conventions: Conventions;
    /** Number of spike trains that it explains, and number of trains compared. */
    readonly explained: number;
    readonly compared: number;
    readonly deviation: FoundDeviation | null;
  };
  /** Whether the first probe and one with another amplitude had the same answers when repeated at the end. */
  readonly isRepeatable: boolean;
  /** What became of each probe. A flawed answer is invalid. */
  readonly probes: readonly {
    readonly id: string;
    readonly outcome: 'answered' | 'unanswered' | 'flawed';
    readonly reason?: string;
  }[];
}

/** The first deviation of an implementation from conventions. */
export interface FoundDeviation {
  readonly what: 'voltage' | 'spikes' | 'spike height' | 'repetition' | 'answer';
  readonly probe: string;
  readonly neuron?: number;
  /** Undefined if the only question is whether the neuron fires. */
  readonly step?: number;
  readonly expected?: number;
  /** Null if the answer lacks it. */
  readonly got?: number | null;
}

const precisionName = z.enum(Object.keys(precisions) as [PrecisionName, ...PrecisionName[]]);

/** The schema of a fingerprint in the reports of `lifspec fingerprint` and `lifspec check`. */
export const fingerprintSchema: z.ZodType<Fingerprint> = z.object({
  outcome: z.enum(['member', 'outside', 'untold']),
  words: z.string(),
  conventions: conventionsSchema.nullable(),
  notTold: z.array(z.object({ field: z.enum(fieldNames), possible: z.array(z.string()) })),
  like: z.array(z.string()),
  precision: z.object({
    declared: precisionName,
    found: precisionName.nullable(),
    agreesWithin: z.number().nullable(),
  }),
  nearest: z
    .object({
      words: z.string(),
      conventions: conventionsSchema,
      explained: z.int(),
      compared: z.int(),
      deviation: z
        .object({
          what: z.enum(['voltage', 'spikes', 'spike height', 'repetition', 'answer']),
          probe: z.string(),
          neuron: z.int().exactOptional(),
          step: z.int().exactOptional(),
          expected: z.number().exactOptional(),
          got: z.number().nullable().exactOptional(),
        })
        .nullable(),
    })
    .exactOptional(),
  isRepeatable: z.boolean(),
  probes: z.array(
    z.object({
      id: z.string(),
      outcome: z.enum(['answered', 'unanswered', 'flawed']),
      reason: z.string().exactOptional(),
    }),
  ),
});
