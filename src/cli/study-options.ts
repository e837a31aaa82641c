import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { z } from 'zod';
import type { StudyRequest } from '../study/prepare.ts';
import { type SettingName, type SettingOption, type StudyCommand, settingNames, settingOf } from '../study/settings.ts';
import { amplitudeList, optionFor } from './options.ts';

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
    const { option: usual, schema } = settingOf(name);
    if (!usual?.commands.includes(command.name() as StudyCommand)) continue;
    const { flags, help, preset, presetText } = { ...usual, ...changes[name] };
    const shown = presetText === undefined ? help : `${help} (default: ${presetText})`;
    const option = optionFor(flags, shown, schema);
    command.addOption((name === 'amplitudes' ? option.argParser(amplitudeList) : option).default(preset));
  }
  return command;
}

/** The settings that the options of a command give. */
export function requestOf(command: Command): StudyRequest {
  const given = settingNames.map((name) => {
    const option = command.options.find(({ flags }) => flags === settingOf(name).option?.flags);
    return [name, option && command.getOptionValue(option.attributeName())] as const;
  });
  const request: StudyRequest = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { ...request, ...budgetOf(command.opts()) };
}

export interface TrainingOption {
  readonly training?: readonly number[];
}

export function budgetOf({ training: [epochs, trainImages] = [] }: TrainingOption): StudyRequest {
  return { ...(epochs !== undefined && { epochs }), ...(trainImages !== undefined && { trainImages }) };
}

/** Adds the option for the amount of training. */
export function addTraining(command: Command): Command {
  const help = 'passes over the training images, and their number (default: 10,60000, miniature 4,5000)';
  return command.addOption(optionFor('--training <epochs[,images]>', help, z.array(z.int().min(1)).max(2)));
}

/** Adds the option for the number of threads. */
export function addWorkers(command: Command): Command {
  const option = optionFor('--workers <n>', 'threads; the results do not depend on them', z.int().min(1));
  return command.addOption(option.default(availableParallelism()));
}
