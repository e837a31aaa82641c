import { z } from 'zod';
import { list } from '../base/collection-schema.ts';
import type { DataOf } from '../base/data-of.ts';
import { float32 } from '../base/precision.ts';
import { shownText } from '../base/text.ts';
import { neuronTypeNames, neuronTypes } from '../models/neuron-types.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import type { OperatingPoint } from '../simulator/network/effective.ts';
import { milliseconds, numberOf } from './answer/words.ts';

/**
 * One setting of a study. Options and their help, validation, saved settings, the sentence about a run and the operating
 * point are read from these fields, so a new setting is a new entry of `settings`.
 */
interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** Range and meaning of the saved value. */
  readonly schema: Schema;
  /** The option that sets it. A setting without one follows from others. */
  readonly option?: SettingOption<z.infer<Schema>>;
  /** Whether every operating point takes it over under the same name. */
  readonly isOfPoint?: true;
  /** How the sentence about a run names the value, given all settings. */
  readonly phrase?: (value: z.infer<Schema>, chosen: Readonly<Record<string, unknown>>) => string | undefined;
}

export interface SettingOption<Value = unknown> {
  /** As for commander. */
  readonly flags: string;
  readonly help: string;
  /** The commands that have the option. */
  readonly commands: readonly StudyCommand[];
  readonly preset?: Value;
  /** How the help shows the preset, or the value that follows from other settings. */
  readonly presetText?: string;
}

export type StudyCommand = 'sweep' | 'explain';

/** A thousand time constants of the read-out. A typo must not start a computation of days. */
const mostSteps = 100_000;

const setting = <Schema extends z.ZodType>(
  schema: Schema,
  more: Omit<Setting<Schema>, 'schema'> = {},
): Setting<Schema> => ({ schema, ...more });

/** A list of one or more different values. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  list(item)
    .min(1)
    .refine((values) => new Set(values).size === values.length, 'must not list the same value twice');

const digest = (what: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe(`SHA-256 of ${what}`);
const run: readonly StudyCommand[] = ['sweep', 'explain'];

/** The settings of a study, in the order in which they are saved. */
export const settings = {
  mode: setting(
    z
      .enum(['fixed', 'retrained'])
      .describe('fixed: one set of weights at every amplitude; retrained: weights trained for each amplitude'),
    {
      phrase: (mode) => (mode === 'fixed' ? 'fixed weights' : 'weights trained for every amplitude'),
    },
  ),
  network: setting(shownText),
  images: setting(z.int().min(1).describe('number of images, from the start of the test set or of a folder'), {
    option: {
      flags: '--images <n>',
      help: 'number of images, from the start of the test set',
      commands: run,
      preset: 300,
    },
    phrase: (images) => `first ${numberOf(images, 'test image')}`,
  }),
  amplitudes: setting(listOf(z.number().positive()), {
    option: {
      flags: '--amplitudes <list>',
      help: 'spike amplitudes, separated by commas',
      commands: run,
      presetText: '0.01 to 0.5 in steps of 0.01',
    },
  }),
  minVoltages: setting(listOf(z.number().max(0).nullable()).describe('voltage floors; null means no floor'), {
    option: {
      flags: '--min-voltage <list>',
      help: 'voltage floors: numbers of 0 or less, or none',
      commands: ['sweep'],
      presetText: "0, or the network's own",
    },
  }),
  seeds: setting(
    listOf(z.int().min(0)).describe('seeds of the networks, or of the initial voltages if those are drawn'),
    {
      option: {
        flags: '--seeds <list>',
        help: 'seeds of the networks that are trained for the sweep or, if the network is given, of drawn initial voltages',
        commands: ['sweep'],
      },
      phrase: (seeds, { initialVoltage }) =>
        initialVoltage === 'file' ? undefined : `seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`,
    },
  ),
  rescalingBase: setting(
    z
      .number()
      .positive()
      .nullable()
      .describe(
        'fixed weights that receive spikes are divided by amplitude/base, and retrained ones are trained in units of amplitude/base; null: neither',
      ),
    {
      phrase: (base) => (base === null ? undefined : `rescaled by amplitude/${base}`),
    },
  ),
  initialVoltage: setting(z.enum(['file', 'uniform', 'zero']).describe('the initial voltages of every image'), {
    phrase: (source) =>
      ({
        file: 'initial voltages from the network folder',
        uniform: 'initial voltages drawn',
        zero: 'initial voltages 0',
      })[source],
  }),
  steps: setting(z.int().min(2).max(mostSteps), {
    option: { flags: '--steps <n>', help: 'steps per image', commands: run, presetText: "30, or the network's own" },
    isOfPoint: true,
    phrase: (steps) => numberOf(steps, 'step'),
  }),
  dtSeconds: setting(z.number().positive(), { isOfPoint: true, phrase: (seconds) => `of ${milliseconds(seconds)}` }),
  synapseSeconds: setting(
    z
      .number()
      .min(0)
      .exactOptional()
      .describe('time constant of the synapses between layers of neurons; none if it is 0 or missing'),
    {
      option: {
        flags: '--synapse <s>',
        help: 'time constant of low-pass synapses between layers of neurons, seconds; 0: none',
        commands: run,
        presetText: "no synapses, or the network's own",
      },
      isOfPoint: true,
      phrase: (seconds) => `synapses of ${milliseconds(seconds)} between layers`,
    },
  ),
  stream: setting(
    z
      .enum(['restart', 'carry-over'])
      .exactOptional()
      .describe(
        'each image is shown after the one before it, and the first after the last, without a reset of neurons and synapses; the filter of the read-out starts again for it (restart) or is carried over; if it is missing, each image starts from the initial state',
      ),
    {
      option: {
        flags: '--stream <read-out>',
        help: 'show each image after the one before it (the first after the last) without a reset of neurons and synapses; the filter of the read-out starts again or is carried over (default: each image alone)',
        commands: ['sweep'],
      },
      phrase: (readout) =>
        `each image after the one before it without a reset, read-out filter ${readout === 'restart' ? 'started again' : 'carried over'}`,
    },
  ),
  neurons: setting(
    z.enum(neuronTypeNames).exactOptional().describe('the kind of neurons; those of the definition if it is missing'),
    { phrase: (name) => (name === 'lif' ? undefined : name?.replaceAll('-', ' ')) },
  ),
  epochs: setting(z.int().min(1).exactOptional().describe('passes over all training images'), {
    phrase: (epochs) => `trained for ${numberOf(epochs, 'epoch')}`,
  }),
  trainImages: setting(z.int().min(1).exactOptional().describe('training images, from the start of the training set'), {
    phrase: (count) => `of ${count} images`,
  }),
  batchSize: setting(z.int().min(1).exactOptional().describe('images per optimizer step')),
  trainingDigest: setting(digest('the training images and labels').exactOptional()),
  // the digests come last, so that a message names another setting if that explains a changed digest
  networkDigest: setting(digest('architecture, kind of neurons, weights and initial voltages').exactOptional(), {}),
  imagesDigest: setting(digest('the images and labels')),
};

type Settings = typeof settings;

export type SettingName = keyof Settings;

export const settingNames = Object.keys(settings) as SettingName[];

/** A setting by its name, whatever its value. */
export const settingOf = (name: SettingName): Setting => settings[name] as Setting;

export const settingsSchema = z.object(
  Object.fromEntries(settingNames.map((name) => [name, settings[name].schema])) as {
    [Name in SettingName]: Settings[Name]['schema'];
  },
);

/** Everything on which the numbers of a study depend. It is saved with the results. */
export interface StudySettings extends DataOf<typeof settingsSchema> {}

/** Whether the networks of a study are trained for it. */
export const isTrained = ({ epochs }: Pick<StudySettings, 'epochs'>): boolean => epochs !== undefined;

export function describeSettings(chosen: StudySettings): string {
  const phrases = settingNames.flatMap((name) => {
    const value = chosen[name];
    return value === undefined ? [] : (settingOf(name).phrase?.(value, chosen) ?? []);
  });
  return phrases.join(', ').replaceAll(', of ', ' of ');
}

export function operatingPoint(
  { amplitude, minVoltage }: { readonly amplitude: number; readonly minVoltage: number | null },
  chosen: StudySettings,
): OperatingPoint {
  const { mode, rescalingBase, neurons = 'lif' } = chosen;
  const taken = settingNames.filter((name) => settingOf(name).isOfPoint && chosen[name] !== undefined);
  return {
    ...(Object.fromEntries(taken.map((name) => [name, chosen[name]])) as Pick<StudySettings, 'steps' | 'dtSeconds'>),
    neurons: neuronTypes[neurons],
    amplitude,
    minVoltage: minVoltage ?? Number.NEGATIVE_INFINITY,
    // retrained weights were rescaled while they were trained
    rescaling: rescalingBase === null || mode === 'retrained' ? 1 : amplitude / rescalingBase,
    precision: float32,
  };
}

/** The amplitude for which the tutorial chose initial weights, learning rate and ε. */
export const tutorialAmplitude = 0.01;

/** Everything on which the bits of a trained network depend. It is saved with the network. */
export interface TrainingSettings
  extends Pick<StudySettings, 'rescalingBase'>,
    Required<Pick<StudySettings, 'epochs' | 'trainImages' | 'batchSize' | 'imagesDigest'>> {
  readonly architecture: Architecture;
  /** Of the initial weights and the order of the images. */
  readonly seed: number;
  readonly amplitude: number;
  readonly initialVoltage: 'uniform' | 'zero';
}
