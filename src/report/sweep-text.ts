import { numberOf } from '../study/answer/number-of.ts';
import { curvesOf } from '../study/results/accuracy-curve.ts';
import { summarizeSeeds } from '../study/results/seed-summary.ts';
import { columnsOf } from './columns.ts';
import type { SweepOutput } from './output.ts';
import { drawSummary } from './summary.ts';
import { noteOnIntervals } from './summary-columns.ts';
import { drawPlot } from './text-plot.ts';
import { drawTable } from './text-table.ts';

/** Writes a sweep for the terminal: what was run, the table, the plot and the answer. */
export function formatSweepText({ versions, settings, answer, rows }: SweepOutput): string {
  const lines = [
    `lifspec ${versions.lifspec}: the ${settings.network} network, ${describeSettings(settings)}`,
    '',
    ...drawTable(columnsOf(rows)),
    '',
    ...(settings.amplitudes.length > 1 ? [...drawPlot(curvesOf(rows)), ''] : []),
    ...(settings.seeds.length > 1 ? [...drawSeedSummary(rows), ''] : []),
    ...answer,
  ];
  return `${lines.join('\n')}\n`;
}

function drawSeedSummary(rows: SweepOutput['rows']): string[] {
  const summaries = summarizeSeeds(rows);
  return ['Over seeds:', ...drawSummary(summaries), noteOnIntervals(summaries)];
}

/** Says in words with which settings a study was run. */
export function describeSettings(settings: SweepOutput['settings']): string {
  const { images, steps, dtSeconds, precision, initialVoltage, seeds } = settings;
  const voltages = {
    file: 'initial voltages of the weights folder',
    zero: 'initial voltages 0',
    uniform: `initial voltages drawn from seed ${seeds.join(', ')}`,
  };
  return [
    `the first ${images} test images`,
    `${steps} steps of ${1000 * dtSeconds} ms`,
    precision,
    voltages[initialVoltage],
    ...describeWeights(settings),
  ].join(', ');
}

function describeWeights(settings: SweepOutput['settings']): string[] {
  const { rescalingBase, seeds } = settings;
  const fixed =
    rescalingBase === null ? 'weights held fixed' : `weights behind the neurons divided by amplitude/${rescalingBase}`;
  if (!('training' in settings)) return [fixed];
  const { epochs, trainImages, amplitude, rescalingBase: base } = settings.training;
  const units = base === null ? '' : `, in units of amplitude/${base}`;
  const recipe = `${numberOf(epochs, 'epoch')} of ${trainImages} images${units}`;
  const ofSeeds = `of seed ${seeds.join(', ')}`;
  if (amplitude === null) return [`networks ${ofSeeds} trained for every amplitude, ${recipe}`];
  return [`networks ${ofSeeds} trained for amplitude ${amplitude}, ${recipe}`, fixed];
}
