import { Command, Option } from 'commander';
import { createEngine } from '../engine/engine.ts';
import { type ExplainOutput, formatExplanationText } from '../report/explanation.ts';
import { advise } from '../study/advice.ts';
import { expectedSpikes } from '../study/expected-spikes.ts';
import {
  explain,
  type MeasuredAmplitude,
  type MeasuredFloor,
  type Outcome,
  usualAmplitudes,
} from '../study/explain.ts';
import { operatingPoint, planTasks } from '../study/plan.ts';
import type { Study } from '../study/run.ts';
import type { StudySettings } from '../study/settings.ts';
import { type PointResult, summarise } from '../study/summarise.ts';
import { versions } from '../version.ts';
import { addNetworkOptions, amplitudes, type NetworkOptions } from './options.ts';
import { performStudy } from './perform.ts';
import { loadNetwork, prepareStudy } from './prepare.ts';

interface ExplainOptions extends Omit<NetworkOptions, 'minVoltage'> {
  readonly amplitudes?: readonly number[];
  readonly format: 'text' | 'json';
}

/** `lifspec explain` */
export function explainCommand(): Command {
  const command = new Command('explain')
    .summary('why accuracy falls with the amplitude, and what to change, for a network')
    .description(
      'Runs a network as a rate network, with spikes and a floor of the voltage, without floor, and with the amplitude undone in the next weights; says what the floor takes, which amplitude to choose, and how to recover.',
    )
    .addOption(
      new Option(
        '--amplitudes <list>',
        'a,b,c or first:last:step (default: 1, 2, 5, 10, 20 and 50 times the amplitude of training)',
      ).argParser(amplitudes),
    );
  return addNetworkOptions(command, imagesOfExplanation)
    .addOption(new Option('--format <name>', 'of stdout').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples)
    .action(printExplanation);
}

/** Chosen so that it takes less than 20 s on two cores. */
const imagesOfExplanation = 300;

const examples = `
Examples:
  lifspec explain                            NengoDL's network
  lifspec explain --weights trained          a network of lifspec train, or your own in that format
  lifspec explain --amplitudes 0.01:0.05:0.01 --images 2000 --format json`;

/** Floors that are tried at the largest amplitude, besides 0 and none. */
const lowerFloors = [-0.25, -0.5, -1, -2, -4, -8, -16, -32];

async function printExplanation(options: ExplainOptions): Promise<void> {
  const { trainedAmplitude } = loadNetwork(options);
  const ascending = [...(options.amplitudes ?? usualAmplitudes(trainedAmplitude))].sort((a, b) => a - b);
  const study = prepareStudy({ ...options, compensate: options.compensate ?? true, minVoltage: [0] }, ascending, [0]);
  const explanation = explain(...(await measure(study, options)));
  const answer = advise(explanation, { images: options.images, trainedAmplitude });
  const settings = { ...study.settings, compensationBase: null, minVoltages: [0, null] };
  const output: ExplainOutput = { versions, settings, trainedAmplitude, ...explanation, answer };
  process.stdout.write(
    options.format === 'json' ? `${JSON.stringify(output, null, 2)}\n` : formatExplanationText(output),
  );
}

/** Runs all that an explanation needs. */
async function measure(
  study: Study,
  options: ExplainOptions,
): Promise<[measured: MeasuredAmplitude[], floors: MeasuredFloor[]]> {
  const run = (change: Partial<StudySettings>) =>
    resultsOf({ ...study, settings: { ...study.settings, ...change } }, options);
  const { amplitudes } = study.settings;
  const last = amplitudes.at(-1) as number;
  const asTrained = await run({ compensationBase: null, minVoltages: [0, null] });
  const compensated = await run({});
  const lower = await run({ compensationBase: null, amplitudes: [last], minVoltages: lowerFloors });

  const engine = await createEngine();
  const shown = study.images.slice(0, study.settings.images);
  const at = (results: readonly PointResult[], amplitude: number, floor: number | null) =>
    results.find(({ row }) => row.amplitude === amplitude && row.minVoltage === floor) as PointResult;
  const right = (predicted: readonly number[]) =>
    predicted.map((label, image) => (label === study.labels[image] ? 1 : 0));
  const outcome = ({ row, predicted }: PointResult): Outcome => {
    return { right: right(predicted), spikes: row.spikesPerNeuronStep };
  };
  const measured = amplitudes.map((amplitude): MeasuredAmplitude => {
    const floored = at(asTrained, amplitude, 0);
    const point = operatingPoint({ amplitude, minVoltage: 0 }, { ...study.settings, compensationBase: null });
    return {
      amplitude,
      rate: { right: right(floored.ratePredicted), spikes: expectedSpikes(engine, study.network, point, shown) },
      floored: outcome(floored),
      free: outcome(at(asTrained, amplitude, null)),
      compensated: outcome(at(compensated, amplitude, 0)),
    };
  });
  const floors = [at(asTrained, last, 0), ...lower, at(asTrained, last, null)];
  return [measured, floors.map(({ row, predicted }) => ({ minVoltage: row.minVoltage, right: right(predicted) }))];
}

async function resultsOf(study: Study, options: ExplainOptions): Promise<PointResult[]> {
  const tasks = planTasks(study.settings);
  const blocks = await performStudy(study, tasks, options);
  return summarise(study.settings, study.network.architecture, study.labels, tasks, blocks);
}
