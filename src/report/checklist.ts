import { highestEnough } from '../study/explanation/explain.ts';
import type { ExplainedAmplitude, ExplainedStream, ExplainOutput } from '../study/explanation/explanation-schema.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';

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
export function tabulateChecklist(output: ExplainOutput): Column[] {
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
  const { first, second } = asked.accuracy;
  const finding = `${percent(second)} %, first image ${percent(first)} %`;
  return remedies.map((one, index) => {
    const [found, difference] = index === 0 ? [finding, first - second] : ['–', undefined];
    return ['second image of a stream', found, difference, nameStream(one), one.accuracy.second];
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
function checkSaturated({ drop, remedies }: ExplainedAmplitude, { neurons, highestRateHz }: ExplainOutput): Check {
  const saturated = percents(neurons.map((layer) => layer.saturated));
  const finding = `${saturated} of rates above ${brief(highestRateHz / 2)} Hz; cost in rate network`;
  const remedy = 'factor on connections, rate network';
  return ['saturated neurons', finding, drop.rates, remedy, remedies.rescaled?.accuracy.rate];
}

function checkSilent({ accuracy }: ExplainedAmplitude, { neurons, withoutSilent }: ExplainOutput): Check {
  const finding = `${percents(neurons.map(({ silent }) => silent))} have rate 0 for every image`;
  const difference = withoutSilent === undefined ? undefined : withoutSilent - accuracy.floored;
  const remedy = neurons.some(({ silent }) => silent > 0) ? 'remove them' : undefined;
  return ['silent neurons', finding, difference, remedy, withoutSilent];
}
