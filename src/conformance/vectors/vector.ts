import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import type { PrecisionName } from '../../base/precision.ts';
import type { Conventions } from '../choices/conventions.ts';
import { clauses } from '../clauses.ts';
import type { InputOf } from '../implementation.ts';
import { outputs } from '../protocol/outputs.ts';

const text = z.string().min(1);
const tolerance = z.number().min(0);
const { neuron, tuning, synapse, network } = outputs;

/**
 * The expected output of each capability whose output is the same for every implementation, and the tolerances of its
 * numbers. Drawing, training and NIR leave much to the implementation.
 */
export const answers = {
  neuron: {
    expected: neuron.omit({ state: true }).strict(),
    tolerance: z.strictObject({ voltage: tolerance, spikeHeight: tolerance }),
  },
  tuning: { expected: tuning.strict(), tolerance: tuning.strict().describe('one for each number') },
  synapse: { expected: synapse.omit({ state: true }).strict(), tolerance: z.strictObject({ filtered: tolerance }) },
  network: {
    expected: network.omit({ state: true }).strict(),
    tolerance: z.strictObject({ current: tolerance, voltage: tolerance, readout: tolerance }),
  },
};

export type AnsweredCapability = keyof typeof answers;

/** The fields that all vectors share, except `conventions`, which those have that simulate neurons. */
export const description = z.object({
  id: z
    .string()
    .regex(/^[a-z-]+(\/[a-z-]+)?\/[a-z0-9.-]+$/)
    .describe('Never reused or renamed.'),
  clause: z.enum(clauses.map(({ id }) => id)),
  title: text.describe('A predicate in the present tense, without its subject.'),
  rules: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .exactOptional()
    .describe('Rules that give the expected values, in addition to the conventions.'),
  origin: z.strictObject({
    kind: z.enum(['analytic', 'reference', 'upstream']),
    name: text,
    version: text,
    script: text,
  }),
  units: text,
  margin: z
    .number()
    .min(0)
    .nullable()
    .describe(
      'Smallest |v - 1| at a decision; 0 if every order of operations gives exactly 1; null if nothing is decided.',
    ),
  kills: list(text).min(1).describe('Names of the mutants that fail the vector.'),
});

/** A test case as plain data: an input and the expected output. */
export type Vector = NeuronVector | VectorOf<'tuning'> | VectorOf<'synapse'> | NetworkVector;

/** The fields that all vectors share. */
export interface VectorDescription extends DataOf<typeof description> {
  /** The conventions of the neurons, in the protocol's schema. Absent if no neuron is simulated. */
  readonly conventions?: Conventions;
}

interface VectorOf<Name extends AnsweredCapability> extends VectorDescription {
  readonly capability: Name;
  readonly input: InputOf<Name>;
  readonly expected: DataOf<(typeof answers)[Name]['expected']>;
  /** Absolute tolerances for each precision, and how they were derived. */
  readonly tolerance: Readonly<Record<PrecisionName, DataOf<(typeof answers)[Name]['tolerance']>>> & {
    readonly derivation: string;
  };
}

/**
 * Neurons fed with currents. Spikes have no tolerance: the margin is either larger than any rounding error or exactly
 * 0.
 */
export type NeuronVector = VectorOf<'neuron'>;

export type NeuronTolerance = NeuronVector['tolerance'][PrecisionName];

/** A network and its images. Classes and spikes have no tolerance. */
export type NetworkVector = VectorOf<'network'>;
