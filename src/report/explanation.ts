import { numberOf } from '../study/answer/words.ts';
import { floorOf } from '../study/explanation/explain.ts';
import type { ExplainedAmplitude, ExplainOutput, RunKind } from '../study/explanation/explanation-schema.ts';
import type { AccuracyCurve } from '../study/results/accuracy-curve.ts';
import { describeSettings } from '../study/settings.ts';
import { mostLostByChance } from '../study/statistics/accuracy-tests.ts';
import { type Document, type Part, sentences, titledTable } from './document.ts';
import type { AccuracyFigure } from './figure.ts';
import { settingsOf } from './studies.ts';
import { type Column, type ColumnOf, makeColumns, toPercent } from './table.ts';

/**
 * Reports an explanation: the answer, a figure, the tables.
 *
 * @param svg - the curves, drawn from `figureOfExplanation`
 */
export function reportExplanation(output: ExplainOutput, svg?: string): Document {
  const about = describeExplained(output);
  return {
    title: `Why the accuracy of the ${output.settings.network} network drops with the spike amplitude`,
    parts: [
      ...sentences([`lifspec ${output.versions.lifspec}: ${about}`], 'soft'),
      ...sentences(output.answer, 'answer'),
      ...(svg === undefined ? [] : [{ kind: 'figure', svg, caption: [`${about}.`] } as const]),
      ...tablesOf(output),
    ],
    appendix: settingsOf(output),
  };
}

function describeExplained({ settings, trainedAmplitude }: ExplainOutput): string {
  return `${settings.network} network trained for amplitude ${trainedAmplitude}, ${describeSettings(settings)}; k = amplitude/${trainedAmplitude}; ${describeResolution(settings)}`;
}

function describeResolution({ images, amplitudes }: ExplainOutput['settings']): string {
  const lost = mostLostByChance(Math.max(1, amplitudes.length - 1));
  if (lost >= images) return `with ${numberOf(images, 'image')}, any loss may be chance`;
  return `a loss of ${lost} images (${((100 * lost) / images).toFixed(1)} points) or fewer may be chance`;
}

/** Floors and variations only if they were measured. */
function tablesOf(output: ExplainOutput): Part[] {
  const last = output.amplitudes.at(-1)?.amplitude;
  return [
    ...titledTable('Accuracy, and where it is lost', tabulateAccuracy(output)),
    ...titledTable(`Floors at amplitude ${last}`, tabulateFloors(output)),
    ...titledTable(`Variations at amplitude ${last}`, tabulateVariations(output)),
  ];
}

const namesOf = (settings: ExplainOutput['settings']): Readonly<Record<RunKind, string>> => ({
  rate: 'rate',
  floored: `floor ${floorOf(settings)}`,
  free: 'no floor',
  rescaled: 'weights ÷ k',
});

const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
const causes = { total: 'in all', floor: 'to the floor', rates: 'by the rates', spikes: 'to spikes' } as const;

function tabulateAccuracy({ amplitudes, reference, settings }: ExplainOutput): Column[] {
  const wayNames = namesOf(settings);
  const lost = `points lost since ${reference}`;
  const kick: ColumnOf<ExplainedAmplitude> = ['median kick', (one) => (one.kick ?? 0).toFixed(2), 'theory'];
  return makeColumns(amplitudes, [
    ['amplitude', ({ amplitude }) => amplitude],
    ...(amplitudes[0]?.kick === undefined ? [] : [kick]),
    ...(Object.keys(wayNames) as RunKind[]).map((way): ColumnOf<ExplainedAmplitude> => {
      return [wayNames[way], ({ accuracy }) => toPercent(accuracy[way]), 'accuracy, %'];
    }),
    ...(Object.keys(causes) as (keyof typeof causes)[]).map((cause): ColumnOf<ExplainedAmplitude> => {
      return [causes[cause], ({ drop }) => toPercent(drop[cause]), lost];
    }),
    [`worse than ${reference}`, ({ isWorse }) => yesOrNo(isWorse)],
  ]);
}

function tabulateFloors({ floors, settings }: ExplainOutput): Column[] {
  return makeColumns(floors, [
    ['floor', ({ minVoltage }) => minVoltage ?? 'none'],
    ['accuracy, %', ({ accuracy }) => toPercent(accuracy)],
    ['low enough', ({ isEnough }) => yesOrNo(isEnough)],
    [`better than ${namesOf(settings).floored}`, (one) => yesOrNo(one.isBetter)],
  ]);
}

function tabulateVariations({ variations, settings }: ExplainOutput): Column[] {
  const wayNames = namesOf(settings);
  const cell = (fraction: number | null) => (fraction === null ? '–' : toPercent(fraction));
  const [changed, unchanged] = ['accuracy, %', 'unchanged, same images'];
  return makeColumns(variations, [
    ['variation', ({ name }) => name],
    [wayNames.floored, ({ accuracy }) => cell(accuracy.floored), changed],
    [wayNames.free, ({ accuracy }) => cell(accuracy.free), changed],
    [wayNames.floored, ({ before }) => cell(before.floored), unchanged],
    [wayNames.free, ({ before }) => cell(before.free), unchanged],
    ['images', ({ images }) => images, 'test'],
  ]);
}

/** Accuracy against amplitude: with the floor, without a floor, with rescaled weights, and as a rate network. */
export function figureOfExplanation({ amplitudes, settings, answer }: ExplainOutput): AccuracyFigure {
  const curve = (name: string, floor: AccuracyCurve['floor'], way: RunKind): AccuracyCurve => {
    const points = amplitudes.map(({ amplitude, accuracy }) => {
      return { amplitude, accuracy: accuracy[way], ofSeeds: [accuracy[way]] };
    });
    return { name, floor, points, images: settings.images, seeds: [0] };
  };
  return {
    curves: [
      curve(`spiking, ${namesOf(settings).floored}`, floorOf(settings), 'floored'),
      curve('spiking, no floor', null, 'free'),
      curve('weights ÷ k', floorOf(settings), 'rescaled'),
      curve('rate network', 'rate', 'rate'),
    ],
    title: `Accuracy of the ${settings.network} network against the spike amplitude, with and without remedies`,
    description: answer.join(' '),
  };
}
