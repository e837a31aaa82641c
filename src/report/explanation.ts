import { highestEnough } from '../study/explanation/explain.ts';
import type {
  ExplainedAmplitude,
  ExplainedStream,
  ExplainedVariation,
  ExplainOutput,
  RunKind,
} from '../study/explanation/explanation-schema.ts';
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
  return `a loss of ${lost} images (${((100 * lost) / images).toFixed(1)} points) or fewer may be chance`;
}

/** Floors and variations only if they were measured. */
function tablesOf(output: ExplainOutput): Part[] {
  const { amplitudes, floors, variations } = output;
  const last = amplitudes.at(-1)?.amplitude;
  return [
    ...titledTable(`Checklist at amplitude ${last}, with floor 0`, tabulateChecklist(output)),
    ...titledTable('Accuracy, and where it is lost', tabulateAccuracy(output)),
    ...titledTable('Spikes and expected rates', tabulateSpikes(amplitudes)),
    ...titledTable(`Floors at amplitude ${last}`, tabulateFloors(floors)),
    ...titledTable(`Variations at amplitude ${last}`, tabulateVariations(variations)),
  ];
}

const wayNames: Readonly<Record<RunKind, string>> = {
  rate: 'rate',
  floored: 'floor 0',
  free: 'no floor',
  rescaled: 'weights ÷ k',
};
const ways = Object.keys(wayNames) as RunKind[];

const amplitudeColumn: ColumnOf<ExplainedAmplitude> = ['amplitude', ({ amplitude }) => amplitude];
const yesOrNo = (is: boolean) => (is ? 'yes' : 'no');
const causes = { total: 'in all', floor: 'to the floor', rates: 'by the rates', spikes: 'to spikes' } as const;

function tabulateAccuracy({ amplitudes, reference }: ExplainOutput): Column[] {
  const lost = `points lost since ${reference}`;
  const kick: ColumnOf<ExplainedAmplitude> = ['median kick', (one) => (one.kick ?? 0).toFixed(2), 'theory'];
  return makeColumns(amplitudes, [
    amplitudeColumn,
    ...(amplitudes[0]?.kick === undefined ? [] : [kick]),
    ...ways.map((way): ColumnOf<ExplainedAmplitude> => {
      return [wayNames[way], ({ accuracy }) => toPercent(accuracy[way]), 'accuracy, %'];
    }),
    ...(Object.keys(causes) as (keyof typeof causes)[]).map((cause): ColumnOf<ExplainedAmplitude> => {
      return [causes[cause], ({ drop }) => toPercent(drop[cause]), lost];
    }),
    [`worse than ${reference}`, ({ isWorse }) => yesOrNo(isWorse)],
  ]);
}

/** From the second layer on, because the input of the first does not depend on the amplitude. */
function tabulateSpikes(amplitudes: readonly ExplainedAmplitude[]): Column[] {
  const layers = (amplitudes[0]?.spikes.rate ?? []).map((_, layer) => layer);
  const unscaled = ['rate', 'floored', 'free'] as const;
  const columnOf = (layer: number, way: (typeof unscaled)[number]): ColumnOf<ExplainedAmplitude> => [
    way === 'rate' ? 'rate · dt' : wayNames[way],
    ({ spikes }) => (spikes[way][layer] as number).toFixed(4),
    `spikes per neuron per step, layer ${layer + 1}`,
  ];
  const shown = layers.length > 1 ? layers.slice(1) : layers;
  const columns = shown.flatMap((layer) => unscaled.map((way) => columnOf(layer, way)));
  return makeColumns(amplitudes, [amplitudeColumn, ...columns]);
}

function tabulateFloors(floors: ExplainOutput['floors']): Column[] {
  return makeColumns(floors, [
    ['floor', ({ minVoltage }) => minVoltage ?? 'none'],
    ['accuracy, %', ({ accuracy }) => toPercent(accuracy)],
    ['low enough', ({ isEnough }) => yesOrNo(isEnough)],
    ['better than floor 0', (one) => yesOrNo(one.isBetter)],
  ]);
}

function tabulateVariations(variations: readonly ExplainedVariation[]): Column[] {
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

/** Accuracy against amplitude: with floor 0, without a floor, with rescaled weights, and as a rate network. */
export function figureOfExplanation({ amplitudes, settings, answer }: ExplainOutput): AccuracyFigure {
  const curve = (name: string, floor: AccuracyCurve['floor'], way: RunKind): AccuracyCurve => {
    const points = amplitudes.map(({ amplitude, accuracy }) => {
      return { amplitude, accuracy: accuracy[way], ofSeeds: [accuracy[way]] };
    });
    return { name, floor, points, images: settings.images, seeds: [0] };
  };
  return {
    curves: [
      curve('spiking, floor 0', 0, 'floored'),
      curve('spiking, no floor', null, 'free'),
      curve('weights ÷ k', 0, 'rescaled'),
      curve('rate network', 'rate', 'rate'),
    ],
    title: `Accuracy of the ${settings.network} network against the spike amplitude, with and without remedies`,
    description: answer.join(' '),
  };
}

/**
 * What was checked and found, how much another setting changes the accuracy, a remedy, and the accuracy with it.
 * Undefined if it was not measured.
 */
type Check = readonly [
  name: string,
  finding: string,
  difference?: number | undefined,
  remedy?: string | undefined,
  gives?: number | undefined,
];

/** The checklist of an explanation: everything that can cost accuracy at the largest amplitude. */
function tabulateChecklist(output: ExplainOutput): Column[] {
  const last = output.amplitudes.at(-1) as ExplainedAmplitude;
  const checks = [
    checkAmplitude(last, output),
    checkFloor(last, output),
    ...checkVariations(output),
    ...checkStarts(last, output),
    ...checkStreams(output),
    ...checkReadouts(output),
    checkSaturated(last, output),
    checkSilent(last, output),
  ];
  const columns: ColumnOf<Check>[] = [
    ['check', ([name]) => name],
    ['finding', ([, finding]) => finding],
    ['differs by, points', ([, , difference]) => percent(difference)],
    ['remedy', ([, , , remedy = '–']) => remedy],
    ['gives, %', ([, , , , gives]) => percent(gives)],
  ];
  return makeColumns(checks, columns).map((column, index) => ({ ...column, isProse: [0, 1, 3].includes(index) }));
}

const percent = (fraction: number | undefined) => (fraction === undefined ? '–' : (100 * fraction).toFixed(1));
const percents = (fractions: readonly number[]) => fractions.map((one) => `${percent(one)} %`).join(', ');
const brief = (number: number) => Number(number.toPrecision(3));

function checkAmplitude(last: ExplainedAmplitude, { trainedAmplitude }: ExplainOutput): Check {
  const { amplitude, accuracy, drop } = last;
  const finding = `${brief(amplitude / trainedAmplitude)} times that of training`;
  const remedy = `factor ${trainedAmplitude} / ${amplitude} on connections`;
  return ['amplitude', finding, drop.total, remedy, accuracy.rescaled];
}

function checkFloor({ accuracy, kick }: ExplainedAmplitude, { floors }: ExplainOutput): Check {
  const enough = highestEnough(floors);
  const finding = kick === undefined ? 'floor 0' : `floor 0, median kick ${kick.toPrecision(2)}`;
  const gives = floors.find(({ minVoltage }) => minVoltage === enough)?.accuracy ?? accuracy.free;
  const remedy = enough === undefined ? 'no floor' : `floor ${enough}`;
  return ['voltage floor', finding, accuracy.free - accuracy.floored, remedy, gives];
}

/** Synapse, steps and window; steps only if others give a higher accuracy with the floor. */
function checkVariations({ variations }: ExplainOutput): Check[] {
  return variations.flatMap(({ kind, name, accuracy, before }) => {
    const gain = accuracy.floored - before.floored;
    if (!['synapse', 'window', 'step'].includes(kind) || (kind === 'step' && gain <= 0)) return [];
    return [[kind, kind === 'synapse' ? 'none between layers' : 'as asked', gain, name, accuracy.floored]];
  });
}

function checkStarts({ accuracy }: ExplainedAmplitude, { variations }: ExplainOutput): Check[] {
  const starts = variations.filter(({ kind }) => kind === 'start').map((one) => one.accuracy.floored);
  if (starts.length === 0) return [];
  const all = [accuracy.floored, ...starts];
  return [['initial voltages', `best minus worst of ${all.length}`, Math.max(...all) - Math.min(...all)]];
}

function checkStreams({ streams: [asked, ...remedies] }: ExplainOutput): Check[] {
  if (asked === undefined) return [];
  const { first, second, carried } = asked.accuracy;
  const finding = `${percent(second)} % (${percent(carried)} %), first image ${percent(first)} %`;
  return remedies.map((one, index) => {
    const [found, difference] = index === 0 ? [finding, first - second] : ['–', undefined];
    const remedy = `${nameStream(one)} (${percent(one.accuracy.carried)} if the read-out is carried over)`;
    return ['second image of a stream', found, difference, remedy, one.accuracy.second];
  });
}

function nameStream({ minVoltage, synapseSeconds, rescaled }: ExplainedStream): string {
  if (rescaled) return 'factor on connections';
  if (synapseSeconds > 0) return `synapses of ${1000 * synapseSeconds} ms between layers`;
  return minVoltage === null ? 'no floor' : `floor ${minVoltage}`;
}

function checkReadouts({ readouts: [asked, ...others] }: ExplainOutput): Check[] {
  if (asked === undefined) return [];
  const nameOf = (tauSeconds: number | null) =>
    tauSeconds === null ? 'mean of all steps' : `low-pass filter of ${brief(1000 * tauSeconds)} ms`;
  return others.map(({ tauSeconds, accuracy }) => {
    return ['read-out', nameOf(asked.tauSeconds), accuracy - asked.accuracy, nameOf(tauSeconds), accuracy];
  });
}

/** What the rate network loses has no other cause than rates that do not grow in proportion to the amplitude. */
function checkSaturated({ drop, rescaledRate }: ExplainedAmplitude, { neurons, highestRateHz }: ExplainOutput): Check {
  const saturated = percents(neurons.map((layer) => layer.saturated));
  const finding = `${saturated} of rates above ${brief(highestRateHz / 2)} Hz; cost in rate network`;
  const remedy = 'factor on connections, rate network';
  return ['saturated neurons', finding, drop.rates, remedy, rescaledRate];
}

function checkSilent({ accuracy }: ExplainedAmplitude, { neurons, withoutSilent }: ExplainOutput): Check {
  const finding = `${percents(neurons.map(({ silent }) => silent))} have rate 0 for every image`;
  const difference = withoutSilent === undefined ? undefined : withoutSilent - accuracy.floored;
  const remedy = neurons.some(({ silent }) => silent > 0) ? 'remove them' : undefined;
  return ['silent neurons', finding, difference, remedy, withoutSilent];
}
