import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { z } from 'zod';
import { describeIssue } from '../base/describe-issue.ts';
import { InputError } from '../base/input-error.ts';
import type { StudyRequest } from '../study/prepare.ts';
import { type SettingName, type SettingOption, type StudyCommand, settingNames, settingOf } from '../study/settings.ts';

/**
 * An option whose texts follow from the schema of its value: names, a number, `none` for null, or a list of these, whose
 * items are separated by commas or given one by one.
 */
export function optionFor(flags: string, help: string, schema: z.ZodType): Option {
  const option = new Option(flags, help);
  const { enum: names, type } = z.toJSONSchema(schema);
  if (names !== undefined) return option.choices(names as string[]);
  if (type !== 'array') return option.argParser((text) => readBy(schema, readValue(text), text, option));
  return option.argParser((text, before: unknown = []) => {
    const [earlier, texts] = [before as readonly unknown[], text.split(',')];
    return readBy(schema, [...earlier, ...texts.map(readValue)], [...earlier, ...texts], option);
  });
}

/** A number in decimal notation, and null for `none`. Other texts stay texts, which no schema accepts. */
function readValue(text: string): unknown {
  if (text.trim() === 'none') return null;
  // a leading zero may be a thousands separator: 1,000
  const isNumber = /^\s*[+-]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i.test(text);
  return isNumber ? Number(text) + 0 : text; // −0 is 0
}

/** @param shown - the value as it was typed */
function readBy(schema: z.ZodType, value: unknown, shown: unknown, { long }: Option): unknown {
  const { success, data, error } = schema.safeParse(value);
  if (success) return data;
  const [issue] = error.issues as [z.core.$ZodIssue];
  throw new InputError(describeIssue(issue, shown, { root: long as string }));
}

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
    command.addOption(optionFor(flags, shown, schema).default(preset));
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

/** Help of an option for the folder of a network. */
export const networkFolder =
  "a folder of weights, and of images.npy and labels.npy if they are not those of MNIST (default: NengoDL's tutorial network)";

export interface TrainingOption {
  readonly training?: readonly number[];
}

export function budgetOf({ training: [epochs, trainImages] = [] }: TrainingOption): StudyRequest {
  return { ...(epochs !== undefined && { epochs }), ...(trainImages !== undefined && { trainImages }) };
}

export function addTraining(command: Command): Command {
  const help = 'passes over the training images, and their number (default: 10,60000, miniature 4,5000)';
  return command.addOption(optionFor('--training <epochs[,images]>', help, z.array(z.int().min(1)).max(2)));
}

export function addWorkers(command: Command): Command {
  // far more threads than cores only take memory, and a mistyped number would occupy the machine
  const option = optionFor('--workers <n>', 'threads; the results do not depend on them', z.int().min(1).max(256));
  return command.addOption(option.default(availableParallelism()));
}
