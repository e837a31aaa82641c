import { numberOf } from '../study/answer/words.ts';
import { accuracyCurves } from '../study/results/accuracy-curve.ts';
import type { EvaluateOutput, SweepOutput } from '../study/results/saved-results.ts';
import { summarizeSeeds } from '../study/results/seed-summary.ts';
import { noteOnIntervals, tabulateRows } from './study-tables.ts';
import { formatSummaryTables } from './summary.ts';
import { formatTextTable, nameFloor } from './table.ts';
import { drawPlot } from './text-plot.ts';

/** Writes a sweep for the terminal: a table, a plot, a summary over several seeds, and the answer, which stays in view. */
export function formatSweepText({ versions, settings, answer, rows }: SweepOutput): string {
  const lines = [
    `lifspec ${versions.lifspec}: ${settings.network} network, ${describeSettings(settings)}`,
    '',
    ...formatTextTable(tabulateRows(rows).columns),
    ...(settings.amplitudes.length > 1 ? ['', ...drawPlot(accuracyCurves(rows))] : []),
    ...(settings.seeds.length > 1 ? ['', 'Over seeds:', ...formatSeedSummary(rows)] : []),
    '',
    ...answer,
  ];
  return `${lines.join('\n')}\n`;
}

function formatSeedSummary(rows: SweepOutput['rows']): string[] {
  const summaries = summarizeSeeds(rows);
  return [...formatSummaryTables(summaries), noteOnIntervals(summaries)];
}

/** Writes an evaluation for the terminal. */
export function formatEvaluationText(output: EvaluateOutput): string {
  const { versions, settings, amplitude, minVoltage, images } = output;
  const count = (fraction: number) =>
    `${(100 * fraction).toFixed(2)} % (${Math.round(fraction * images)} of ${images})`;
  const lines = [
    `lifspec ${versions.lifspec}: ${settings.network} network at amplitude ${amplitude}, ${nameFloor(minVoltage)}, ${describeSettings(settings)}`,
    '',
    `accuracy with spikes            ${count(output.spikingAccuracy)}`,
    `accuracy as a rate network      ${count(output.rateAccuracy)}`,
    `both predict the same class     ${count(output.agreement)}`,
    ...output.spikesPerNeuronStep.map(
      (spikes, layer) => `spikes per neuron per step      ${spikes.toFixed(4)} in layer ${layer + 1}`,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** Lists the settings of a study. */
export function describeSettings(settings: SweepOutput['settings']): string {
  const { images, steps, dtSeconds, synapseSeconds, precision, initialVoltage, seeds, reset } = settings;
  const voltages = {
    file: 'initial voltages from the network folder',
    zero: 'initial voltages 0',
    uniform: `initial voltages drawn with ${nameSeeds(seeds)}`,
  };
  return [
    `first ${images} test images`,
    `${steps} steps of ${1000 * dtSeconds} ms`,
    ...(synapseSeconds ? [`synapses of ${1000 * synapseSeconds} ms between layers`] : []),
    precision,
    voltages[initialVoltage],
    ...describeWeights(settings),
    ...(reset === 'subtract' ? ['reset by subtraction'] : []),
  ].join(', ');
}

function describeWeights(settings: SweepOutput['settings']): string[] {
  const fixed =
    settings.rescalingBase === null
      ? 'fixed weights'
      : `weights after each layer of neurons divided by amplitude/${settings.rescalingBase}`;
  if (!('training' in settings)) return [fixed];
  const { epochs, trainImages, amplitude, rescalingBase } = settings.training;
  const units = rescalingBase === null ? '' : ', rescaled';
  const recipe = `${numberOf(epochs, 'epoch')} of ${trainImages} images${units}`;
  const networks = `networks of ${nameSeeds(settings.seeds)}`;
  if (amplitude === null) return [`${networks} trained for every amplitude, ${recipe}`];
  return [`${networks} trained for amplitude ${amplitude}, ${recipe}`, fixed];
}

function nameSeeds(seeds: readonly number[]): string {
  return `seed${seeds.length === 1 ? '' : 's'} ${seeds.join(', ')}`;
}
