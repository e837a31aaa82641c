import type { Command } from 'commander';
import { InputError } from '../base/input-error.ts';
import { containsEvaluations } from '../study/results/contains-evaluations.ts';
import { needsTraining } from '../study/training/needs-training.ts';

/** Parsed options, whatever the command. */
type Values = Readonly<Record<string, unknown>>;

/** Options that have no effect in one mode of a command. */
interface Idle {
  readonly options: readonly string[];
  readonly isIdle: (values: Values, words: readonly string[]) => boolean;
  /** Ends the message that they have no effect: 'with --quick', 'because nothing is trained'. */
  readonly mode: string;
  /** What to do instead. */
  readonly remedy: string;
}

const trainingOptions = ['--epochs', '--train-images', '--batch-size', '--networks'];
const trains = (values: Values) => needsTraining({ mode: 'fixed', ...values });
const draws = ({ initialVoltage }: Values) => initialVoltage === 'uniform';
const records = ({ out, format }: Values) => out !== undefined || format !== 'text';

const untrained = 'because nothing is trained';
const whatTrains = 'it needs --mode retrained, or --network miniature or --seeds without --weights';
const undrawn = 'because no voltage is drawn and nothing records it';

/** The options without effect in a mode, by command. All others have an effect in every mode. */
export const idleOptions: Readonly<Record<string, readonly Idle[]>> = {
  sweep: [
    { options: trainingOptions, isIdle: (values) => !trains(values), mode: untrained, remedy: whatTrains },
    {
      options: ['--seeds'],
      isIdle: (values) => !trains(values) && !draws(values) && !records(values),
      ...{ mode: undrawn, remedy: 'it needs --initial-voltage uniform, or --out, which records it' },
    },
    {
      options: ['--initial-voltage'],
      isIdle: ({ initialVoltage, ...values }) => trains(values) && initialVoltage === 'file',
      ...{ mode: 'as file, because the networks are trained first', remedy: 'it must be uniform or zero' },
    },
  ],
  evaluate: [
    {
      options: ['--seed'],
      isIdle: ({ weights, ...values }) => !draws(values) && !(weights !== undefined && records(values)),
      ...{ mode: undrawn, remedy: 'it needs --initial-voltage uniform, or --weights and --out, which records it' },
    },
  ],
  explain: [
    { options: trainingOptions, isIdle: ({ retrain }) => !retrain, mode: untrained, remedy: 'it needs --retrain' },
    {
      options: ['--rescale'],
      isIdle: ({ rescale }) => rescale === true,
      ...{ mode: 'without a base, because every explanation rescales', remedy: 'add the base, or omit it' },
    },
  ],
  plan: [
    {
      options: trainingOptions,
      isIdle: (values, [config]) => config === undefined && !trains(values),
      ...{ mode: untrained, remedy: 'it needs a configuration, --mode retrained, --network miniature or --seeds' },
    },
  ],
  summarize: [
    {
      options: ['--out', '--amplitudes', '--min-voltage', '--seeds'],
      isIdle: (_, paths) => !paths.some(containsEvaluations),
      ...{ mode: 'on results of sweeps', remedy: 'it needs files of lifspec evaluate --out' },
    },
  ],
  claims: [
    {
      options: ['--networks'],
      isIdle: ({ verify }) => !verify,
      mode: 'if nothing is verified',
      remedy: 'it needs --verify',
    },
  ],
};

/**
 * Requires that every given option has an effect.
 *
 * @throws {InputError} naming the option, the mode in which it has none, and what would use it
 */
export function requireEffects(command: Command): void {
  const isGiven = (long: string) =>
    command.options.some(
      (option) => option.long === long && command.getOptionValueSource(option.attributeName()) === 'cli',
    );
  for (const { options, isIdle, mode, remedy } of idleOptions[command.name()] ?? []) {
    const given = options.find(isGiven);
    if (given !== undefined && isIdle(command.opts(), command.args))
      throw new InputError(`${given} has no effect ${mode}; ${remedy}`);
  }
}
