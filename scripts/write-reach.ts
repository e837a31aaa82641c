import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { formatJson } from '../src/base/text.ts';
import { formatMarkdownTable, makeColumns } from '../src/report/table.ts';
import { foldForSpikes, tutorialPoint } from '../src/simulator/network/effective.ts';
import type { StudySettings } from '../src/study/results/settings.ts';
import { digestImages, digestNetwork } from '../src/study/run/digest.ts';
import { runStudy } from '../src/study/run/run-study.ts';
import { kickOfDrop, medianKick } from '../src/study/theory/median-kick.ts';
import { predictNetwork } from '../src/study/theory/predict-network.ts';
import { type ReachNetwork, reachNetworks } from './reach-networks.ts';
import { tabulateRules } from './write-rules.ts';

/** What a network does at eight amplitudes, with each setting. Accuracies are fractions [amplitude]. */
export interface Reach extends Pick<ReachNetwork, 'name' | 'difference'> {
  readonly images: number;
  readonly networkDigest: string;
  readonly amplitudes: readonly number[];
  /** Median kick in layer 2 by theory [amplitude]; missing for one layer. */
  readonly kicks?: readonly number[];
  readonly accuracy: Readonly<Record<'floor' | 'no floor' | 'synapse' | 'rates', readonly number[]>> & {
    /** Predicted with the floor; missing for neurons that the theory does not describe. */
    readonly theory?: readonly number[];
  };
}

const path = 'fixtures/studies/reach.json';
const document = 'docs/reach.md';
const multiples = [1, 2, 5, 10, 20, 30, 40, 50];
/** Images from which the kick is predicted. */
const kickImages = 4;

/** Runs every network with the floor, without it, and with a synapse: fixtures/studies/reach.json, in ten minutes. */
export async function writeReach(): Promise<void> {
  const networks: Reach[] = [];
  for (const one of await reachNetworks()) networks.push(await measureReach(one));
  writeFileSync(path, formatJson({ networks }));
}

/** Rewrites the tables of docs/reach.md from the saved accuracies. */
export function writeReachTables(): void {
  const tables = [tabulateReachNetworks(), tabulateReach(), tabulateRules()];
  const text = readFileSync(document, 'utf8').replace(/^\|.*\n(\|.*\n)*/gm, (table) => tables.shift() ?? table);
  writeFileSync(document, text);
}

/** Measures one network on its images. */
export async function measureReach(one: ReachNetwork): Promise<Reach> {
  const { name, difference, network, digits, reset } = one;
  const amplitudes = amplitudesOf(network);
  const settings: StudySettings = {
    mode: 'fixed',
    network: name,
    images: digits.images.length,
    amplitudes,
    minVoltages: [0, null],
    seeds: [0],
    rescalingBase: null,
    initialVoltage: 'file',
    steps: tutorialPoint.steps,
    dtSeconds: tutorialPoint.dtSeconds,
    precision: 'float32',
    ...(reset && { reset }),
    imagesDigest: digestImages(digits),
    networkDigest: digestNetwork(network),
  };
  const run = async (change: Partial<StudySettings>) => {
    const study = { settings: { ...settings, ...change }, network, ...digits };
    const engine = reset === undefined ? 'fast' : 'readable';
    return (await runStudy(study, { workers: availableParallelism(), engine })).map(({ row }) => row);
  };
  const plain = await run({});
  const filtered = await run({ synapseSeconds: 0.005, minVoltages: [0] });
  const floored = plain.filter(({ minVoltage }) => minVoltage === 0);
  const kicks = amplitudes.flatMap(
    (amplitude) => medianKick(network, { ...tutorialPoint, amplitude }, digits.images.slice(0, kickImages)) ?? [],
  );
  return {
    name,
    difference,
    images: settings.images,
    networkDigest: settings.networkDigest,
    amplitudes,
    ...(kicks.length > 0 && { kicks }),
    accuracy: {
      floor: floored.map(({ spikingAccuracy }) => spikingAccuracy),
      'no floor': plain.filter(({ minVoltage }) => minVoltage === null).map(({ spikingAccuracy }) => spikingAccuracy),
      synapse: filtered.map(({ spikingAccuracy }) => spikingAccuracy),
      rates: floored.map(({ rateAccuracy }) => rateAccuracy),
      ...(isDescribedByTheory(one) && { theory: predictReach(one) }),
    },
  };
}

const amplitudesOf = ({ trainedAmplitude }: ReachNetwork['network']) =>
  multiples.map((multiple) => Number((multiple * trainedAmplitude).toPrecision(12)));

/** The theory describes a leaky neuron that is reset to 0. */
export const isDescribedByTheory = ({ network, reset }: Pick<ReachNetwork, 'network' | 'reset'>): boolean =>
  reset === undefined && network.architecture.neuron.tauRcSeconds < 1;

/** Predicts the accuracy with the floor at every amplitude. */
export function predictReach({ network, digits }: Pick<ReachNetwork, 'network' | 'digits'>): number[] {
  const { images, labels } = digits;
  return amplitudesOf(network).map((amplitude) => {
    const folded = foldForSpikes(network, { ...tutorialPoint, amplitude });
    const right = images.filter((image, index) => predictNetwork(folded, image).predicted === labels[index]);
    return right.length / images.length;
  });
}

const readReach = (): readonly Reach[] => JSON.parse(readFileSync(path, 'utf8')).networks;

/** The networks, and at which multiple of the amplitude accuracy drops, predicted and measured, as a Markdown table. */
export function tabulateReachNetworks(): string {
  return formatMarkdownTable(
    makeColumns(readReach(), [
      ['network', ({ name }) => name],
      ['difference from the tutorial network', ({ difference }) => difference],
      ['images', ({ images }) => images],
      ['drop predicted from', ({ kicks }) => (kicks ? `${(kickOfDrop / (kicks[0] as number)).toFixed(1)} ×` : 'never')],
      ['1 point lost from', ({ accuracy }) => describeMultiple(dropIndex(accuracy.floor))],
    ]),
  );
}

/** The first index from which accuracy is always at least a point below the first; −1 if there is none. */
function dropIndex(accuracies: readonly number[]): number {
  const isLost = (accuracy: number) => (accuracies[0] as number) - accuracy > 0.01 - 1e-9;
  return accuracies.findIndex((_, index) => accuracies.slice(index).every(isLost));
}

const describeMultiple = (index: number) => (index < 0 ? 'never' : `${multiples[index]} ×`);

/** The saved accuracies as a Markdown table. */
export function tabulateReach(): string {
  const rows = readReach().flatMap((one) =>
    (Object.keys(settingNames) as (keyof Reach['accuracy'])[]).flatMap((setting) => {
      const accuracies = one.accuracy[setting];
      return accuracies === undefined ? [] : [{ one, setting, accuracies }];
    }),
  );
  return formatMarkdownTable(
    makeColumns(rows, [
      ['network', ({ one, setting }) => (setting === 'floor' ? one.name : '')],
      ['setting', ({ setting }) => settingNames[setting]],
      ...multiples.map((multiple, index) => {
        const cell = ({ accuracies }: (typeof rows)[number]) => (100 * (accuracies[index] as number)).toFixed(1);
        return [`${multiple} ×`, cell] as const;
      }),
    ]),
  );
}

const settingNames = {
  floor: 'floor 0',
  theory: 'floor 0, by theory',
  'no floor': 'no floor',
  synapse: 'floor 0, synapse 5 ms',
  rates: 'rate network',
};
