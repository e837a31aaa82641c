import { numberOf } from '../study/answer/words.ts';
import type { JobCost } from '../study/cost.ts';
import type { JobStudy } from '../study/jobs.ts';
import type { Measurement } from '../study/measurement.ts';
import type { CostOutput } from './cost.ts';
import { formatDuration } from './duration.ts';
import { type Column, formatTextTable, nameFloor } from './table.ts';

/** Writes for the terminal what a study costs. */
export function formatCostText({ versions, study, measurement, cost, durations, growth }: CostOutput): string {
  const lines = [
    `lifspec ${versions.lifspec}: what a study costs`,
    describeStudy(study),
    '',
    ...drawColumns([
      ...cost.kinds.map(cellsOfKind),
      ['all', count(cost.jobs), '', hours(cost.coreHours), '', size(cost.diskMegabytes)],
    ]),
    '',
    ...durations.map((one) => `on ${coresOf(one.cores)}`.padEnd(16) + formatDuration(one.hours * 3600)),
    '',
    ...growth.map(({ twice, factor, coreHours }) => {
      return `twice the ${twice.padEnd(16)} ${factor.toFixed(2).padStart(5)} times the core hours: ${hours(coreHours)}`;
    }),
    '',
    ...describeMeasurement(measurement),
  ];
  return `${lines.join('\n')}\n`;
}

function describeStudy({ modes, network, amplitudes, seeds, minVoltages, training, images }: JobStudy): string {
  const sizes = Object.entries({ amplitude: amplitudes, seed: seeds, floor: minVoltages });
  const numbers = sizes.map(([name, { length }]) => numberOf(length, name)).join(' × ');
  const trained = training
    ? `${numberOf(training.epochs, 'epoch')} of ${count(training.trainImages)} images, `
    : 'weights that are there, ';
  return `the ${network} network, ${modes.join(' and ')}: ${numbers}; ${trained}${count(images)} test images`;
}

const headings = ['', 'jobs', 'core time each', 'core hours', 'memory each, MB', 'disk, MB'];

function cellsOfKind({ kind, jobs, secondsEach, coreHours, memoryMegabytes, diskMegabytes }: JobCost): string[] {
  const memory = Math.round(memoryMegabytes).toString();
  return [kind, count(jobs), formatDuration(secondsEach), hours(coreHours), memory, size(diskMegabytes)];
}

function drawColumns(lines: readonly string[][]): string[] {
  const columns = headings.map((name, index): Column => {
    return { group: '', name, cells: lines.map((cells) => cells[index] as string) };
  });
  return formatTextTable(columns);
}

function describeMeasurement({ processor, training, evaluation }: Measurement): string[] {
  const points = evaluation.spiking.map(({ amplitude, minVoltage, imagesPerSecond }) => {
    return `${count(imagesPerSecond)} at ${amplitude} with ${nameFloor(minVoltage)}`;
  });
  const trained = training ? ` training ${count(training.imagesPerSecond)};` : '';
  return [
    `From a short measurement of one core (${processor}), images a second:${trained}`,
    `with spikes ${points.join(', ')}; rate network ${count(evaluation.ratesPerSecond)}.`,
    'Not counted: the time of the engine that starts the jobs, and of waiting in a queue.',
  ];
}

function coresOf(cores: number): string {
  return cores === 1 ? '1 core' : `${cores} cores`;
}

function count(number: number): string {
  return Math.round(number).toLocaleString('en');
}

function hours(number: number): string {
  return number < 10 ? number.toFixed(2) : count(number);
}

function size(megabytes: number): string {
  return megabytes < 10 ? megabytes.toFixed(1) : count(megabytes);
}
