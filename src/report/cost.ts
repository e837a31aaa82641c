import { z } from 'zod';
import type { Versions } from '../base/version.ts';
import { numberOf } from '../study/answer/words.ts';
import { type PlannedStudy, type StudyCost, studyCostSchema } from '../study/cost.ts';
import { versionsSchema } from '../study/results/saved-results.ts';

/** What `lifspec plan --format json` prints. */
export interface CostOutput {
  readonly versions: Versions;
  readonly study: PlannedStudy;
  readonly cost: StudyCost;
}

const studySchema: z.ZodType<PlannedStudy> = z.object({
  modes: z.array(z.enum(['fixed', 'retrained'])).min(1),
  network: z.string().min(1),
  amplitudes: z.array(z.number().positive()).min(1),
  seeds: z.array(z.int().min(0)).min(1),
  minVoltages: z.array(z.number().max(0).nullable().describe('voltage floor; null is no floor')).min(1),
  rescaled: z.boolean(),
  training: z
    .object({ epochs: z.int().min(1), trainImages: z.int().min(1), batchSize: z.int().min(1) })
    .nullable()
    .describe('null if the weights already exist'),
  images: z.int().min(1),
});

/** The schema of a plan. */
export const costSchema: z.ZodType<CostOutput> = z.object({
  versions: versionsSchema,
  study: studySchema,
  cost: studyCostSchema,
});

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
