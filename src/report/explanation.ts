import { z } from 'zod';
import type { ExplainedAmplitude, Explanation, Way } from '../study/explain.ts';
import type { StudySettings } from '../study/settings.ts';
import type { Versions } from '../version.ts';
import { type Column, floorName, percent } from './columns.ts';
import { settingsSchema, versionsSchema } from './output.ts';
import { describeSettings } from './sweep-text.ts';
import { drawTable } from './text-table.ts';

/** What `lifspec explain --format json` prints. */
export interface ExplainOutput extends Explanation {
  readonly versions: Versions;
  readonly settings: StudySettings;
  readonly trainedAmplitude: number;
  /** What the numbers say, sentence by sentence. */
  readonly answer: readonly string[];
}

const share: z.ZodNumber = z.number().min(0).max(1);
const change: z.ZodNumber = z.number().min(-1).max(1);
const layers: z.ZodType<readonly number[]> = z.array(z.number().min(0)).min(1);

/** What an explanation must look like. */
export const explainSchema: z.ZodType<ExplainOutput> = z.object({
  versions: versionsSchema,
  settings: settingsSchema,
  trainedAmplitude: z.number().positive(),
  amplitudes: z
    .array(
      z.object({
        amplitude: z.number().positive(),
        accuracy: z
          .object({ rate: share, floored: share, free: share, compensated: share })
          .describe(
            'as a rate network; with spikes and a floor of 0, without floor, with next weights ÷ k and a floor',
          ),
        spikes: z
          .object({ rate: layers, floored: layers, free: layers, compensated: layers })
          .describe('mean number a neuron and step, a layer; of the rate network rate · dt'),
        lostToFloor: change.describe('accuracy without floor less that with it'),
        lostByRates: change.describe('of the rate network, at the smallest amplitude less here'),
        isWorse: z.boolean().describe('than the best amplitude, with spikes and floor, by more than chance makes it'),
      }),
    )
    .min(1),
  floors: z
    .array(
      z.object({
        minVoltage: z.number().max(0).nullable().describe('floor of the voltage; null is none'),
        accuracy: share,
        isEnough: z.boolean().describe('not worse than without floor by more than chance makes it'),
      }),
    )
    .min(1)
    .describe('at the largest amplitude'),
  choice: z.number().positive().describe('the largest amplitude that is not worse than the best'),
  best: z.number().positive(),
  answer: z.array(z.string().min(1)).min(1),
});

/** Writes an explanation for the terminal: what was run, the tables and the answer. */
export function formatExplanationText(output: ExplainOutput): string {
  const { versions, settings, trainedAmplitude, amplitudes, floors, answer } = output;
  const lines = [
    `lifspec ${versions.lifspec}: why accuracy falls, and what to change`,
    `the ${settings.network} network, trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}`,
    '',
    ...drawTable(columnsOfAccuracy(amplitudes)),
    '',
    ...drawTable(columnsOfSpikes(amplitudes)),
    '',
    // no groups, so no line of their headings
    ...drawTable([
      {
        group: '',
        name: `floor at ${amplitudes.at(-1)?.amplitude}`,
        cells: floors.map((one) => floorName(one.minVoltage)),
      },
      { group: '', name: 'accuracy, %', cells: floors.map(({ accuracy }) => percent(accuracy)) },
      { group: '', name: 'low enough', cells: floors.map(({ isEnough }) => (isEnough ? 'yes' : 'no')) },
    ]).slice(1),
    '',
    ...answer,
  ];
  return `${lines.join('\n')}\n`;
}

const wayNames: Readonly<Record<Way, string>> = {
  rate: 'rate',
  floored: 'floor 0',
  free: 'no floor',
  compensated: 'weights ÷ k',
};
const ways: readonly Way[] = ['rate', 'floored', 'free', 'compensated'];

function columnsOfAccuracy(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(({ amplitude }) => String(amplitude)) },
    ...ways.map((way) => ({
      group: 'accuracy, %',
      name: wayNames[way],
      cells: amplitudes.map(({ accuracy }) => percent(accuracy[way])),
    })),
    { group: 'points lost', name: 'to the floor', cells: amplitudes.map((one) => percent(one.lostToFloor)) },
    { group: 'points lost', name: 'by the rate network', cells: amplitudes.map((one) => percent(one.lostByRates)) },
    { group: 'than the best', name: 'worse', cells: amplitudes.map((one) => (one.isWorse ? 'yes' : 'no')) },
  ];
}

/** Spikes against what rates promise, from the second layer on: the first one does not know the amplitude. */
function columnsOfSpikes(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const layers = amplitudes[0]?.spikes.rate ?? [];
  return [
    { group: '', name: 'amplitude', cells: amplitudes.map(({ amplitude }) => String(amplitude)) },
    ...layers.flatMap((_, layer) =>
      layer === 0 && layers.length > 1
        ? []
        : (['rate', 'floored', 'free'] as const).map((way) => ({
            group: `spikes a neuron and step, layer ${layer + 1}`,
            name: way === 'rate' ? 'rate · dt' : wayNames[way],
            cells: amplitudes.map(({ spikes }) => (spikes[way][layer] as number).toFixed(4)),
          })),
    ),
  ];
}
