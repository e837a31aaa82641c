import { z } from 'zod';
import { type PrecisionName, precisions } from '../../base/precision.ts';
import type { Conventions } from './conventions.ts';
import { conventionsSchema } from './conventions-schema.ts';
import { fieldNames } from './family.ts';

/** Which conventions an implementation follows, as far as its answers tell. */
export interface Fingerprint {
  /**
   * - member: it follows conventions of the family, in every probe and on further traces
   * - outside: it follows none of them; `nearest` says which comes nearest and where it leaves them
   * - untold: it answered no probe
   */
  readonly outcome: 'member' | 'outside' | 'untold';
  /** `exact, >, reset to zero, sub-step refractory, spike height amplitude/dt`; without what is not told. */
  readonly words: string;
  /** Of a member; where something is not told, the possible conventions that have most in common with Nengo's. */
  readonly conventions: Conventions | null;
  /** Fields whose choices could not be told apart with the answers that came. */
  readonly notTold: readonly NotTold[];
  /** Known simulators that follow the same conventions but for input scale, floor, start, shown voltage and spike height. */
  readonly like: readonly string[];
  readonly precision: FoundPrecision;
  readonly nearest?: NearestMember;
  /** Whether the first probe, and one with another amplitude, were answered in the same way at the end. */
  readonly isRepeatable: boolean;
  readonly probes: readonly ProbeOutcome[];
}

/** A field that the probes did not tell. */
export interface NotTold {
  readonly field: keyof Conventions;
  /** What it may be, in words. */
  readonly possible: readonly string[];
}

/** In what an implementation computes: what it says, and what its voltages show. */
export interface FoundPrecision {
  readonly declared: PrecisionName;
  /** In whose rounding the answers agree; null if they do not, or no voltages were shown. */
  readonly found: PrecisionName | null;
  /** Largest difference between a voltage and that of the simulator of the conventions, as a share of voltages above 1. */
  readonly agreesWithin: number | null;
}

/** The member of the family that an outsider comes nearest to. */
export interface NearestMember {
  readonly words: string;
  readonly conventions: Conventions;
  /** Spike trains that it explains, and how many were compared. */
  readonly explained: number;
  readonly compared: number;
  /** Where it first fails. */
  readonly deviation: {
    readonly what: 'voltage' | 'spikes' | 'spike height' | 'repetition' | 'answer';
    readonly probe: string;
    readonly neuron?: number;
    readonly step?: number;
    readonly expected?: number;
    readonly got?: number | null;
  } | null;
}

/** What came of a probe. */
export interface ProbeOutcome {
  readonly id: string;
  /** Flawed: something came that is no answer. */
  readonly outcome: 'answered' | 'unanswered' | 'flawed';
  readonly reason?: string;
}

const precisionName = z.enum(Object.keys(precisions) as [PrecisionName, ...PrecisionName[]]);

const deviationSchema = z.object({
  what: z.enum(['voltage', 'spikes', 'spike height', 'repetition', 'answer']),
  probe: z.string(),
  neuron: z.int().exactOptional(),
  step: z.int().exactOptional(),
  expected: z.number().exactOptional(),
  got: z.number().nullable().exactOptional(),
});

/** The fingerprint as JSON: what `lifspec fingerprint --report json` prints, and a field of what `lifspec check` prints. */
export const fingerprintSchema: z.ZodType<Fingerprint> = z.object({
  outcome: z.enum(['member', 'outside', 'untold']),
  words: z.string(),
  conventions: conventionsSchema.nullable(),
  notTold: z.array(
    z.object({
      field: z.enum(fieldNames as [keyof Conventions, ...(keyof Conventions)[]]),
      possible: z.array(z.string()),
    }),
  ),
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
      deviation: deviationSchema.nullable(),
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
