import { curvesOf } from '../study/curves.ts';
import { columnsOf } from './columns.ts';
import type { SweepOutput } from './output.ts';
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
    ...answer,
  ];
  return `${lines.join('\n')}\n`;
}

/** Says in words with which settings a study was run. */
export function describeSettings(settings: SweepOutput['settings']): string {
  const { images, steps, dtSeconds, precision, initialVoltage, seeds, compensationBase } = settings;
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
    compensationBase === null
      ? 'weights held fixed'
      : `weights behind the neurons divided by amplitude/${compensationBase}`,
  ].join(', ');
}
