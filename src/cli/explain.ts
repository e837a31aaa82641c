import { Command, Option } from 'commander';
import { versions } from '../base/version.ts';
import { type ExplainOutput, formatExplanationJson, formatExplanationText } from '../report/explanation.ts';
import { answerExplanation } from '../study/answer/answer-explanation.ts';
import {
  type AccuracyExplanation,
  explain,
  type MeasuredAmplitude,
  usualAmplitudes,
} from '../study/explanation/explain.ts';
import { requireFolder, writeWhole } from '../study/folder/study-folder.ts';
import type { Study } from '../study/run/run-study.ts';
import { measureAmplitudes, measureFloors, measureVariations, withRemedy } from './explain-measure.ts';
import {
  type Lessons,
  loadLessons,
  measureRetrained,
  type RetrainOptions,
  requireRetraining,
  retrainingSeed,
  retrainings,
} from './explain-retrain.ts';
import { addNetworkOptions, amplitudes, type NetworkOptions } from './options.ts';
import { loadNetwork, prepareStudy } from './prepare.ts';
import { addBudgetOptions } from './training-budget.ts';

interface ExplainOptions extends Omit<NetworkOptions, 'minVoltage'>, RetrainOptions {
  readonly amplitudes?: readonly number[];
  readonly quick?: true;
  readonly out?: string;
  readonly format: 'text' | 'json';
}

/** `lifspec explain` */
export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('why accuracy falls with the amplitude, and what to change, for a network')
    .description(
      'Runs a network as a rate network, with spikes and a floor of the voltage, without floor, and with the amplitude undone in the next weights; at the largest amplitude also with lower floors, with the floor in some layers only, with reset by subtraction, shorter steps and a longer window. Says how much of the fall each cause explains, which amplitude to choose, and how to recover.',
    )
    .addOption(
      new Option(
        '--amplitudes <list>',
        'a,b,c or first:last:step (default: 1, 2, 5, 10, 20 and 50 times the amplitude of training)',
      ).argParser(amplitudes),
    );
  addNetworkOptions(command, imagesOfExplanation)
    .option('--quick', 'only every amplitude with floor, without, and undone; nothing else at the largest one')
    .option('--retrain', 'also train such a network anew for every amplitude, plainly and in units of it; takes long')
    .option('--networks <dir>', 'keep trained networks there, and find them again');
  return addBudgetOptions(command)
    .option('--out <dir>', 'keep the explanation there: JSON, text, HTML')
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(printExplanation);
}

/** Chosen so that it takes about 20 s on two cores. */
const imagesOfExplanation = 200;

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --quick --images 100       in seconds
  lifspec explain --weights mini             a network of lifspec train, or your own in that format
  lifspec explain --weights mini --retrain   and such networks trained anew for every amplitude
  lifspec explain --retrain --epochs 1 --train-images 20000 --networks nets
  lifspec explain --images 1000 --out why    keeps it, as a page as well
  lifspec explain --amplitudes 0.01:0.05:0.01 --images 2000 --format json`;

async function printExplanation(options: ExplainOptions): Promise<void> {
  requireRetraining(options);
  const { trainedAmplitude, architecture } = loadNetwork(options);
  const ascending = [...(options.amplitudes ?? usualAmplitudes(trainedAmplitude))].sort((a, b) => a - b);
  const { rescale, ...rest } = options;
  const study = prepareStudy({ ...rest, minVoltage: [0, null] }, ascending, [0]);
  const base = typeof rescale === 'number' ? rescale : trainedAmplitude;
  const lessons = options.retrain && loadLessons(architecture, options);
  if (options.out !== undefined) requireFolder(options.out);
  const explanation = await measure(study, base, lessons, options);
  const answer = answerExplanation(explanation, {
    network: architecture.name,
    images: options.images,
    trainedAmplitude,
  });
  const retraining = lessons && { seed: retrainingSeed, ...lessons.budget };
  const about = { versions, settings: study.settings, trainedAmplitude, ...(retraining ? { retraining } : {}) };
  const output: ExplainOutput = { ...about, ...explanation, answer };
  if (options.out !== undefined) await writeExplanation(options.out, output);
  process.stdout.write(options.format === 'json' ? formatExplanationJson(output) : formatExplanationText(output));
}

async function writeExplanation(directory: string, output: ExplainOutput): Promise<void> {
  const { formatExplanationHtml } = await import('../report/explanation-html.ts'); // slow to load
  writeWhole(directory, 'explanation.json', formatExplanationJson(output));
  writeWhole(directory, 'explanation.txt', formatExplanationText(output));
  writeWhole(directory, 'explanation.html', formatExplanationHtml(output));
}

/** Runs all that is asked for, and explains it. */
async function measure(
  study: Study,
  base: number,
  lessons: Lessons | undefined,
  options: ExplainOptions,
): Promise<AccuracyExplanation> {
  let measured = await measureAmplitudes(study, base, options);
  const last = measured.at(-1) as MeasuredAmplitude;
  const floors = options.quick ? [] : await measureFloors(study, last, options);
  const variations = options.quick ? [] : await measureVariations(study, last, options);
  if (!lessons) return explain(measured, floors, variations);
  for (const { remedy, rescalingBase } of retrainings) {
    const retrained = await measureRetrained(study, lessons, rescalingBase, options);
    measured = withRemedy(measured, remedy, retrained);
  }
  return explain(measured, floors, variations);
}
