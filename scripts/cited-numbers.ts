import type { Row } from '../src/study/results/saved-results.ts';
import { mean } from '../src/study/statistics/statistics.ts';
import { commonZigZag } from '../src/study/statistics/zig-zag.ts';
import { entryOf, floorNamed, readSaved, streamed, zigZagIn } from './cited-points.ts';

/** Finds percentages with a decimal, in prose and in cells of tables, outside code. */
export function percentagesIn(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, '');
  return [...prose.matchAll(/([\d.]*\d\.\d+) %|(?<=\| )(\d\d\.\d+)(?= \|)/g)].map(
    ([, inProse, inCell]) => (inProse ?? inCell) as string,
  );
}

/** Looks up the number that a source gives: a percentage, points, or a ratio of roughnesses. */
export function citedValue(source: string): number {
  const [study, ...words] = [...source.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? (word as string),
  );
  if (study === 'roughness') {
    const { ofMean, single } = zigZagIn(rowsOf(words[0] as string));
    return ofMean / single;
  }
  return 100 * (lookUp[study as string]?.(words) ?? accuracyIn(study as string, words));
}

const lookUp: Readonly<Record<string, (words: readonly string[]) => number>> = {
  explain: explained,
  // accuracy of NengoDL itself with a remedy, with fixed or retrained weights
  remedy: ([remedy]) => entryOf('nengo-dl-remedies.json', 'fixed', { remedy }).accuracy,
  retrained: ([remedy]) => entryOf('nengo-dl-remedies-retrained.json', 'retrained', { remedy }).accuracy,
  'retrained-again': ([remedy]) => entryOf('nengo-dl-remedies-retrained.json', 'repeated', { remedy }).accuracy,
  streams: streamed,
  'held-out': heldOut,
  'own-software': ([index, weights]) =>
    readSaved('nengo-dl-curve.json').points[Number(index)].accuracy[weights as string],
  neurons: ofNeurons,
  'zig-zag': zigZagOfSeeds,
  common: (studies) => commonZigZag(studies.flatMap((study) => zigZagIn(rowsOf(study)).curves)),
};

const rowsOf = (study: string): readonly Row[] => readSaved(`${study}/results.json`).rows;

function accuracyIn(study: string, words: readonly string[]): number {
  return accuracyOfRows(rowsOf(study), words);
}

function accuracyOfRows(all: readonly Row[], [amplitude, what, over = 'mean']: readonly string[]): number {
  const floor = what === 'rate' ? 0 : floorNamed(what as string);
  const rows = all.filter(isOf(over)).filter((row) => row.amplitude === Number(amplitude) && row.minVoltage === floor);
  const accuracies = rows.map((row) => (what === 'rate' ? row.rateAccuracy : row.spikingAccuracy));
  if (over === 'lowest') return Math.min(...accuracies);
  if (over === 'highest') return Math.max(...accuracies);
  return mean(accuracies);
}

/** Whether a row belongs to the seed that a word names, such as `seed-0`; every row if it names none. */
const isOf = (word: string) => {
  const [, seed] = /^seed-(\d+)$/.exec(word) ?? [];
  return (row: Row) => seed === undefined || row.seed === Number(seed);
};

/** Roughness of single curves: `zig-zag tutorial-fixed`, or for one seed, `zig-zag tutorial-fixed seed-0`. */
function zigZagOfSeeds([study, over = '']: readonly string[]): number {
  return zigZagIn(rowsOf(study as string).filter(isOf(over))).single;
}

/** `explain "floor -31"`: a remedy of the saved explanation, by its name. */
function explained([name]: readonly string[]): number {
  return entryOf('nengo-dl-explain/explanation.json', 'remedies', { name }).accuracy;
}

/** Accuracy of NengoDL itself with another type of neurons: `neurons AdaptiveLIF 0.5`, with `synapse` behind synapses. */
function ofNeurons([neuron, amplitude, synapse]: readonly string[]): number {
  const file = 'nengo-dl-neuron-types.json';
  const { accuracy } = entryOf(file, 'curves', { neuron, synapseSeconds: synapse === 'synapse' ? 0.005 : 0 });
  return accuracy[readSaved(file).amplitudes.indexOf(Number(amplitude))];
}

/** Accuracy of a network that nothing was fitted to, by its index, at an index of its amplitudes: `held-out 0 4 no-floor`. */
function heldOut([network, index, what]: readonly string[]): number {
  const { accuracy } = readSaved('held-out.json').networks[Number(network)];
  const setting = { 'no-floor': 'no floor', rate: 'rates' }[what as string] ?? what;
  return accuracy[setting as string][Number(index)];
}
