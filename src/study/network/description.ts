import { z } from 'zod';
import { list } from '../../base/collection-schema.ts';
import type { DataOf } from '../../base/data-of.ts';
import { parseJson } from '../../base/json.ts';
import { formatJson, shownText } from '../../base/text.ts';
import { type NeuronTypeName, neuronTypeNames } from '../../models/neuron-types.ts';
import type { Network } from '../../simulator/network/network.ts';
import { settings } from '../settings.ts';

/** The contents of `network.json`. */
export interface NetworkDescription extends Pick<Network, 'architecture' | 'trainedAmplitude'> {
  /** The kind of its neurons. By default, those of the definition. */
  readonly neurons?: NeuronTypeName;
  /** How the simulator that it was exported from ran it. Studies run it so unless they are told otherwise. */
  readonly defaults?: RunDefaults;
  /** The library that it was exported from, in whose terms remedies are written. */
  readonly library?: z.infer<typeof librarySchema>;
}

/** A network with the name of its kind of neurons, and how it is run. */
export interface DescribedNetwork extends Network, Pick<NetworkDescription, 'neurons' | 'defaults' | 'library'> {}

export type RunDefaults = DataOf<typeof defaults>;

/** Version of the folder format that `network.json` names. */
const formatVersion = 1;

const whole = z.int().positive();
const positive = z.number().positive();

const layer = z.strictObject({
  kernelSize: whole,
  stride: whole,
  padding: z.int().nonnegative().exactOptional(),
  channels: whole,
});

const { steps, dtSeconds, synapseSeconds } = settings;
const defaults = z.strictObject({
  minVoltage: z.number().max(0).nullable().exactOptional(),
  synapseSeconds: synapseSeconds.schema,
  steps: steps.schema.exactOptional(),
  dtSeconds: dtSeconds.schema.exactOptional(),
});

export const librarySchema = z.enum(['nengo-dl']).describe('the library that a network was exported from');

const description = z.strictObject({
  lifspec: z.literal(formatVersion),
  trainedAmplitude: positive,
  neurons: z.enum(neuronTypeNames).exactOptional(),
  defaults: defaults.exactOptional(),
  library: librarySchema.exactOptional(),
  architecture: z.strictObject({
    name: shownText,
    input: z.strictObject({ rows: whole, columns: whole, channels: whole }),
    hidden: list(layer).min(1),
    classes: z.int().min(2),
    neuron: z.strictObject({
      tauRcSeconds: positive,
      tauRefSeconds: z.number().nonnegative(),
      maxRateHz: positive,
      intercept: z.number().lt(1),
    }),
    readoutTauSeconds: positive.nullable(),
  }),
});

/**
 * Reads a description from the text of `network.json`.
 *
 * @param field - name of the file, for messages
 * @throws {InputError} naming the file, the key and what it must be
 */
export function parseDescription(text: string, field: string): NetworkDescription {
  const { lifspec: _, architecture, ...described } = parseJson(description, text, field);
  // as JSON has no infinity, which sums the read-outs, it is null there
  const readoutTauSeconds = architecture.readoutTauSeconds ?? Number.POSITIVE_INFINITY;
  return { ...described, architecture: { ...architecture, readoutTauSeconds } };
}

export function formatDescription(described: NetworkDescription): string {
  const { architecture, trainedAmplitude, neurons, defaults, library } = described;
  return formatJson({ lifspec: formatVersion, trainedAmplitude, neurons, defaults, library, architecture });
}
