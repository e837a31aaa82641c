import { highestEnough } from '../study/explanation/explain.ts';
import type {
  ExplainedAmplitude,
  ExplainedReadout,
  ExplainedStream,
  ExplainedVariation,
  ExplainOutput,
} from '../study/explanation/explanation-schema.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';

/** A point of the checklist: what was checked, how much another setting changes, and what a remedy gives. */
interface Check {
  readonly name: string;
  readonly finding: string;
  /** Accuracy with the other setting minus accuracy with the given one; undefined if it was not measured. */
  readonly difference?: number | undefined;
  readonly remedy?: string;
  /** Accuracy with the remedy. */
  readonly gives?: number | undefined;
}

const checklistColumns: readonly ColumnOf<Check>[] = [
  ['check', ({ name }) => name],
  ['finding', ({ finding }) => finding],
  ['differs by, points', ({ difference }) => describe(difference)],
  ['remedy', ({ remedy = '–' }) => remedy],
  ['gives, %', ({ gives }) => describe(gives)],
];

/** The checklist of an explanation: everything that can cost accuracy at the largest amplitude. */
export function tabulateChecklist(output: ExplainOutput): Column[] {
  const last = output.amplitudes.at(-1) as ExplainedAmplitude;
  const checks = [
    checkAmplitude(last, output.trainedAmplitude),
    checkFloor(last, output),
    ...checkVariations(last, output.variations),
    ...checkStreams(output.streams),
    ...checkReadouts(output.readouts),
    checkSaturated(last, output),
    checkSilent(last, output),
  ];
  return makeColumns(checks, checklistColumns).map((column) => ({
    ...column,
    isProse: ['check', 'finding', 'remedy'].includes(column.name),
  }));
}

function checkAmplitude({ amplitude, accuracy, drop }: ExplainedAmplitude, trainedAmplitude: number): Check {
  const times = Number((amplitude / trainedAmplitude).toPrecision(3));
  return {
    name: 'amplitude',
    finding: `${times} times that of training`,
    difference: drop.total,
    remedy: `factor ${trainedAmplitude} / ${amplitude} on connections`,
    gives: accuracy.rescaled,
  };
}

function checkFloor({ accuracy, kick }: ExplainedAmplitude, { floors }: ExplainOutput): Check {
  const enough = highestEnough(floors);
  return {
    name: 'voltage floor',
    finding: kick === undefined ? 'floor 0' : `floor 0, median kick ${kick.toPrecision(2)}`,
    difference: accuracy.free - accuracy.floored,
    remedy: enough === undefined ? 'no floor' : `floor ${enough}`,
    gives: floors.find(({ minVoltage }) => minVoltage === enough)?.accuracy ?? accuracy.free,
  };
}

/** Synapse, initial voltages, steps and window, where another setting gives another accuracy with the floor. */
function checkVariations({ accuracy }: ExplainedAmplitude, variations: readonly ExplainedVariation[]): Check[] {
  const gain = (one: ExplainedVariation) => one.accuracy.floored - one.before.floored;
  const checks: Check[] = variations
    .filter(({ kind }) => kind === 'synapse' || kind === 'window' || kind === 'step')
    .filter((one) => one.kind !== 'step' || gain(one) > 0)
    .map((one) => ({
      name: one.kind,
      finding: one.kind === 'synapse' ? 'none between layers' : 'as asked',
      difference: gain(one),
      remedy: one.name,
      gives: one.accuracy.floored,
    }));
  const starts = variations.filter(({ kind }) => kind === 'start').map((one) => one.accuracy.floored);
  if (starts.length === 0) return checks;
  const all = [accuracy.floored, ...starts];
  const spread = { name: 'initial voltages', finding: `best minus worst of ${all.length}` };
  return [...checks, { ...spread, difference: Math.max(...all) - Math.min(...all) }];
}

function checkStreams([asked, ...remedies]: readonly ExplainedStream[]): Check[] {
  if (asked === undefined) return [];
  const { first, second } = asked.accuracy;
  return remedies.map(({ minVoltage, synapseSeconds, rescaled, accuracy }, index) => ({
    name: 'second image of a stream',
    finding: index === 0 ? `${describe(second)} %, first image ${describe(first)} %` : '–',
    difference: index === 0 ? first - second : undefined,
    remedy: nameStream(minVoltage, synapseSeconds, rescaled),
    gives: accuracy.second,
  }));
}

function nameStream(minVoltage: number | null, synapseSeconds: number, rescaled: boolean): string {
  if (rescaled) return 'factor on connections';
  if (synapseSeconds > 0) return `synapses of ${1000 * synapseSeconds} ms between layers`;
  return minVoltage === null ? 'no floor' : `floor ${minVoltage}`;
}

function checkReadouts([asked, ...others]: readonly ExplainedReadout[]): Check[] {
  if (asked === undefined) return [];
  return others.map(({ tauSeconds, accuracy }) => ({
    name: 'read-out',
    finding: nameReadout(asked.tauSeconds),
    difference: accuracy - asked.accuracy,
    remedy: nameReadout(tauSeconds),
    gives: accuracy,
  }));
}

function nameReadout(tauSeconds: number | null): string {
  return tauSeconds === null
    ? 'mean of all steps'
    : `low-pass filter of ${Number((1000 * tauSeconds).toPrecision(3))} ms`;
}

/** What the rate network loses has no other cause than rates that do not grow in proportion to the amplitude. */
function checkSaturated({ drop, remedies }: ExplainedAmplitude, { neurons, highestRateHz }: ExplainOutput): Check {
  const saturated = neurons.map((layer) => `${describe(layer.saturated)} %`).join(', ');
  return {
    name: 'saturated neurons',
    finding: `${saturated} of rates above ${Number((highestRateHz / 2).toPrecision(3))} Hz; cost in rate network`,
    difference: drop.rates,
    remedy: 'factor on connections, rate network',
    gives: remedies.rescaled?.accuracy.rate,
  };
}

function checkSilent({ accuracy }: ExplainedAmplitude, { neurons, withoutSilent }: ExplainOutput): Check {
  return {
    name: 'silent neurons',
    finding: `${neurons.map(({ silent }) => `${describe(silent)} %`).join(', ')} have rate 0 for every image`,
    difference: withoutSilent === undefined ? undefined : withoutSilent - accuracy.floored,
    ...(neurons.some(({ silent }) => silent > 0) && { remedy: 'remove them' }),
    gives: withoutSilent,
  };
}

function describe(fraction: number | undefined): string {
  return fraction === undefined ? '–' : (100 * fraction).toFixed(1);
}
