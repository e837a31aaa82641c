import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../base/input-error.ts';
import { parseAmplitudes } from '../study/run/amplitudes.ts';
import type { TrainingBudget } from '../study/training/training-budget.ts';

/** Adds the options about the network. */
export function addNetworkOptions(command: Command, images: number): Command {
  command
    .option('--images <n>', 'number of images, from the start of the test set', wholeNumber(1), images)
    .option('--images-from <dir>', 'folder of images.npy and labels.npy (default: the test set of MNIST)')
    .addOption(
      new Option('--network <name>', 'architecture').choices(['tutorial', 'miniature']).default(undefined, 'tutorial'),
    )
    .option('--weights <dir>', "folder of weights (default: NengoDL's weights of the tutorial network)")
    .option('--steps <n>', 'steps of 1 ms per image', stepCount, 30)
    .option(
      '--synapse <s>',
      'time constant of low-pass synapses between layers of neurons, seconds; 0: no synapses',
      synapseTime,
      0,
    )
    .addOption(
      new Option('--initial-voltage <source>', 'initial voltages: from the weights folder, drawn, or 0')
        .choices(['file', 'uniform', 'zero'])
        .default('file'),
    )
    .option(
      '--rescale [base]',
      'divide the next weights by amplitude/base (default base: the amplitude of training)',
      positiveNumber,
    )
    .addOption(
      new Option('--precision <name>', 'number format of all arithmetic')
        .choices(['float32', 'float64'])
        .default('float32'),
    )
    .addOption(
      new Option('--engine <name>', 'fast: WebAssembly if possible; same bits as the readable code')
        .choices(['fast', 'readable'])
        .default('fast'),
    )
    .option('--profile', 'print on stderr how long each stage of the engine takes');
  return addWorkersOption(command);
}

/** Adds the option for the number of threads. */
export function addWorkersOption(command: Command): Command {
  return command.option(
    '--workers <n>',
    'threads; the results do not depend on them',
    wholeNumber(1),
    availableParallelism(),
  );
}

/** The requested part of the training budget. */
export type BudgetOptions = Partial<TrainingBudget>;

/** Images of a study. `npm start` takes less than a minute on two cores. */
export const defaultImages = 300;

/** Adds the options of the training budget. */
export function addBudgetOptions(command: Command): Command {
  return command
    .option('--epochs <n>', 'number of times that all images are shown (default: 10, miniature 4)', wholeNumber(1))
    .option(
      '--train-images <n>',
      'number of images, from the start of the training set (default: 60000, miniature 5000)',
      wholeNumber(1),
    )
    .option('--batch-size <n>', 'images per optimizer step (default: 200, miniature 50)', wholeNumber(1));
}

/** A thousand time constants of the read-out. A typo must not start a computation of days. */
const mostSteps = 100_000;

function stepCount(text: string): number {
  const value = wholeNumber(2)(text);
  if (value <= mostSteps) return value;
  throw new InvalidArgumentError(`must be at most ${mostSteps} (${mostSteps / 1000} s)`);
}

function synapseTime(text: string): number {
  const value = readNumber(text);
  if (value >= 0) return value;
  throw new InvalidArgumentError('must be a number of seconds, 0 or more');
}

/** Reads a whole number. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`must be a whole number of ${least} or more`);
  };
}

/** Reads distinct whole numbers, 0 or more, separated by commas. */
export function wholeNumbers(text: string): number[] {
  const parts = text.split(',');
  if (parts.slice(1).some((part) => /^0\d+$/.test(part))) {
    throw new InvalidArgumentError(`must list whole numbers without leading zeros (did you mean ${parts.join('')}?)`);
  }
  return requireDifferent(parts.map(naming(wholeNumber(0))));
}

/** Reads a number above 0. */
export function positiveNumber(text: string): number {
  const value = readNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('must be a number above 0');
}

/** Reads the value of `--amplitudes`. */
export function amplitudeList(text: string): number[] {
  try {
    return parseAmplitudes(text);
  } catch (error) {
    throw error instanceof RangeError ? new InputError(`--amplitudes: ${error.message}`) : error;
  }
}

/** Reads voltage floors separated by commas. The option may be repeated. */
export function floorList(text: string, before: readonly (number | null)[] = []): (number | null)[] {
  return requireDifferent([...before, ...text.split(',').map(naming(floorValue))]);
}

/** Reads an item of a list. An error message ends with the item, not with the whole list. */
function naming<Value>(read: (text: string) => Value): (text: string) => Value {
  return (text) => {
    try {
      return read(text);
    } catch (error) {
      throw new InvalidArgumentError(`${(error as Error).message}, but is "${text}"`);
    }
  };
}

/** Reads a voltage floor. */
export function floorValue(text: string): number | null {
  if (text.trim() === 'none') return null;
  const value = readNumber(text);
  if (value <= 0) return value === 0 ? 0 : value; // −0 is 0
  throw new InvalidArgumentError('must be none or a number of 0 or less');
}

/** NaN unless the text is a finite decimal number. */
function readNumber(text: string): number {
  const value = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

function requireDifferent<Value>(values: Value[]): Value[] {
  const twice = values.find((value, index) => values.indexOf(value) < index);
  if (twice === undefined) return values;
  throw new InvalidArgumentError(`must not list ${twice ?? 'none'} twice`);
}
