import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { architectures } from '../simulator/network/architecture.ts';
import type { StudyRequest } from '../study/prepare.ts';
import {
  type SettingName,
  type SettingOption,
  type StudyCommand,
  settingNames,
  settingOf,
  settings,
} from '../study/settings.ts';
import { amplitudeList, listOf, type NumberRange, numberIn, orNone, type Read, wholeNumber } from './options.ts';

/**
 * Adds an option for every setting that a command takes.
 *
 * @param changes - how the option of a setting differs for this command
 */
export function addSettings(
  command: Command,
  changes: Partial<Record<SettingName, Partial<SettingOption>>> = {},
): Command {
  for (const name of settingNames) {
    const usual = settingOf(name).option;
    if (!usual?.commands.includes(command.name() as StudyCommand)) continue;
    const { flags, help, preset, presetText } = { ...usual, ...changes[name] };
    const option = new Option(flags, presetText === undefined ? help : `${help} (default: ${presetText})`);
    command.addOption(readBySchema(option, name).default(preset));
  }
  return command;
}

/** The settings that the options of a command give. A network that is no architecture is a folder of weights. */
export function requestOf(command: Command): StudyRequest {
  const given = settingNames.map((name) => {
    const option = command.options.find(({ flags }) => flags === settingOf(name).option?.flags);
    return [name, option && command.getOptionValue(option.attributeName())] as const;
  });
  const { network, ...request }: StudyRequest = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  const { training: [epochs, trainImages] = [] } = command.opts<{ readonly training?: readonly number[] }>();
  return {
    ...request,
    ...(network !== undefined && (network in architectures ? { network } : { weights: network })),
    ...(epochs !== undefined && { epochs }),
    ...(trainImages !== undefined && { trainImages }),
  };
}

/** The texts that an option takes follow from the schema of its setting. */
function readBySchema(option: Option, name: SettingName): Option {
  if (name === 'network') return option;
  if (name === 'amplitudes') return option.argParser(amplitudeList);
  const schema = z.toJSONSchema(settings[name].schema) as JsonSchema;
  return schema.enum ? option.choices(schema.enum) : option.argParser(readerOf(schema) as Read<unknown>);
}

interface JsonSchema extends NumberRange {
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

function readerOf({ items, anyOf, ...range }: JsonSchema): (text: string, before: never) => unknown {
  if (items !== undefined) return listOf(readerOf(items) as Read<unknown>);
  return anyOf === undefined ? numberIn(range) : orNone(numberIn(anyOf[0] as NumberRange));
}

/** Adds the option for the amount of training. */
export function addTraining(command: Command): Command {
  const help = 'passes over the training images, and their number (default: 10,60000, miniature 4,5000)';
  return command.option('--training <epochs[,images]>', help, (text) => text.split(',', 2).map(wholeNumber(1)));
}

/** Adds the option for the number of threads. */
export function addWorkers(command: Command): Command {
  const help = 'threads; the results do not depend on them';
  return command.option('--workers <n>', help, wholeNumber(1), availableParallelism());
}
