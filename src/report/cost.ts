import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { versionsSchema } from '../base/version.ts';
import { numberOf } from '../study/answer/words.ts';
import { type PlannedStudy, plannedStudy, studyCost } from '../study/cost.ts';

/** The schema of what `lifspec plan --format json` prints. */
export const costSchema = z.object({
  versions: versionsSchema,
  study: plannedStudy,
  cost: studyCost,
});

/** A plan. */
export interface CostOutput extends DataOf<typeof costSchema> {}

/** Writes the cost of a study for the terminal. */
export function formatCostText({ versions, study, cost }: CostOutput): string {
  const { networks, evaluations, trainingCoreHours, evaluationCoreHours, coreHours } = cost;
  const line = (name: string, text: string) => `${name.padEnd(12)} ${text}`;
  const lines = [
    `lifspec ${versions.lifspec}: ${formatHours(coreHours)} for the ${study.network} network, ${study.modes.join(' and ')}`,
    '',
    line('networks', `${inFull(networks)} to train, ${formatHours(trainingCoreHours)}`),
    line('evaluations', `${inFull(evaluations)}, ${formatHours(evaluationCoreHours)} (${describeSize(study)})`),
    line('memory', `${Math.round(cost.memoryMegabytes)} MB per job`),
    line('disk', `${cost.diskMegabytes.toFixed(1)} MB`),
    '',
    'Estimated from one short training and one short evaluation on one core of this machine.',
  ];
  return `${lines.join('\n')}\n`;
}

function describeSize({ amplitudes, seeds, minVoltages, images }: PlannedStudy): string {
  const sizes = Object.entries({ amplitude: amplitudes, seed: seeds, floor: minVoltages });
  return `${sizes.map(([name, { length }]) => numberOf(length, name)).join(' × ')}, ${inFull(images)} images each`;
}

function formatHours(hours: number): string {
  return hours < 1 ? `${(60 * hours).toFixed(1)} minutes of one core` : `${inFull(hours)} core hours`;
}

function inFull(number: number): string {
  return Math.round(number).toLocaleString('en');
}
