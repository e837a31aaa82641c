import { readFileSync } from 'node:fs';
import { dropCauses } from '../../src/study/explanation/explain.ts';
import type { DropCauses } from '../../src/study/explanation/explanation-schema.ts';
import { mean, roughness } from '../../src/study/statistics/statistics.ts';

/**
 * A number in a document, followed by a comment that says where it comes from: `98.7 %<!-- nengo-dl-all 0.01 floor
 * -->`.
 */
export interface CitedNumber {
  readonly text: string;
  readonly source: string;
}

/** Finds the cited numbers in a document. */
export function citedNumbersIn(markdown: string): CitedNumber[] {
  return [...markdown.matchAll(/(-?[\d.]+)(?: %)?<!-- (.*?) -->/g)].map(([, text, source]) => ({
    text: text as string,
    source: source as string,
  }));
}

/** Finds percentages with a decimal that cite no source, outside code. */
export function uncitedPercentagesIn(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, '').replace(/[\d.]+(?: %)?<!-- .*? -->/g, '');
  return [...prose.matchAll(/\d+\.\d+ %/g)].map(([percentage]) => percentage);
}

/** Looks up the number that a source gives: a percentage, or a ratio of roughnesses. */
export function citedValue(source: string): number {
  const [study, ...words] = [...source.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, word]) => quoted ?? (word as string),
  );
  if (study === 'roughness') return roughnessRatio(words[0] as string);
  return 100 * (lookUp[study as string]?.(words) ?? accuracyIn(study as string, words));
}

const lookUp: Readonly<Record<string, (words: readonly string[]) => number>> = {
  explain: explained,
  remedy: (words) => remedied('nengo-dl-remedies.json', 'fixed', words),
  retrained: (words) => remedied('nengo-dl-remedies-retrained.json', 'retrained', words),
  streams: streamed,
  neurons: ofNeurons,
  reach: reached,
  recipe: recipeAccuracy,
  lost: lostIn,
  theory: predicted,
};

interface SavedRow {
  readonly seed: number;
  readonly amplitude: number;
  readonly minVoltage: number | null;
  readonly spikingAccuracy: number;
  readonly rateAccuracy: number;
}

const readSaved = (path: string) => JSON.parse(readFileSync(`fixtures/studies/${path}`, 'utf8'));

const rowsOf = (study: string): readonly SavedRow[] => readSaved(`${study}/results.json`).rows;

function accuracyIn(study: string, words: readonly string[]): number {
  return accuracyOfRows(rowsOf(study), words);
}

function accuracyOfRows(all: readonly SavedRow[], [amplitude, what, over = 'mean']: readonly string[]): number {
  const floor = what === 'no-floor' ? null : 0;
  const rows = all.filter((row) => row.amplitude === Number(amplitude) && row.minVoltage === floor);
  const accuracies = rows.map((row) => (what === 'rate' ? row.rateAccuracy : row.spikingAccuracy));
  if (over === 'lowest') return Math.min(...accuracies);
  if (over === 'highest') return Math.max(...accuracies);
  return mean(accuracies);
}

function explained([kind, which, column = '']: readonly string[]): number {
  const { floors, variations } = readSaved('nengo-dl-explain/explanation.json');
  if (kind === 'variation')
    return variations.find(({ name }: { name: string }) => name === which).accuracy[
      column === 'floored' ? 'floored' : 'free'
    ];
  const wanted = which === 'none' ? null : Number(which);
  return floors.find(({ minVoltage }: { minVoltage: number | null }) => minVoltage === wanted).accuracy;
}

/** Accuracy of NengoDL itself with a remedy: `remedy factor`, or `retrained factor` if it was trained with the remedy. */
function remedied(file: string, kind: 'fixed' | 'retrained', [remedy]: readonly string[]): number {
  return readSaved(file)[kind].find((one: { remedy: string }) => one.remedy === remedy).accuracy;
}

/** Accuracy of NengoDL itself with another type of neurons: `neurons AdaptiveLIF 0.5`, with `synapse` behind synapses. */
function ofNeurons([neuron, amplitude, synapse]: readonly string[]): number {
  const { amplitudes, curves } = readSaved('nengo-dl-neuron-types.json');
  const found = curves.find(
    (one: { neuron: string; synapseSeconds: number }) =>
      one.neuron === neuron && one.synapseSeconds > 0 === (synapse === 'synapse'),
  );
  return found.accuracy[amplitudes.indexOf(Number(amplitude))];
}

/** Accuracy of a network at a multiple of the amplitude of its training: `reach dense 50 no-floor`. */
function reached([name, multiple, what]: readonly string[]): number {
  const { networks } = readSaved('reach.json');
  const { amplitudes, accuracy } = networks.find((one: { name: string }) => one.name === name);
  const index = amplitudes.findIndex((one: number) => Math.abs(one / amplitudes[0] - Number(multiple)) < 1e-9);
  const setting = { 'no-floor': 'no floor', rate: 'rates' }[what as string] ?? what;
  return accuracy[setting as string][index];
}

/** Accuracy at amplitude 0.5 with one part of the recipe divided by k: `recipe start floor`. */
function recipeAccuracy([divided, what]: readonly string[]): number {
  const trained: readonly { divided: string; rows: SavedRow[] }[] = readSaved('tutorial-recipe.json').trained;
  const rows = trained.filter((one) => one.divided === divided).flatMap((one) => one.rows);
  return accuracyOfRows(rows, ['0.5', what as string]);
}

/**
 * Accuracy on an image of a stream: `streams 0.5 -32 second`, `streams 0.5 synapse-5ms second`; at the end, the steps per
 * image and how many of them the read-out ignores: `streams 0.5 synapse-5ms second 30 10`.
 */
function streamed([amplitude, what = '', image, steps = '30', ignoredSteps = '0']: readonly string[]): number {
  const [, milliseconds = '0'] = /^synapse-(\d+)ms$/.exec(what) ?? [];
  const wanted = { steps: Number(steps), ignoredSteps: Number(ignoredSteps), minVoltage: floorNamed(what) };
  const point = pointWith('nengo-dl-streams.json', amplitude, wanted, Number(milliseconds) / 1000);
  return point.accuracy[image === 'first' ? 0 : 1];
}

function pointWith(file: string, amplitude: string | undefined, settings: object, synapseSeconds: number) {
  const wanted = Object.entries({ ...settings, amplitude: Number(amplitude), synapseSeconds });
  return readSaved(file).points.find((one: Record<string, unknown>) =>
    wanted.every(([name, value]) => one[name] === value),
  );
}

function floorNamed(what: string): number | null {
  if (what === 'no-floor') return null;
  return what === 'floor' || what.startsWith('synapse') ? 0 : Number(what);
}

/** What a study loses from amplitude 0.01 to 0.5, by cause: `lost tutorial-retrained floor`. */
function lostIn([study, cause]: readonly string[]): number {
  const at = (amplitude: string) => ({
    rate: accuracyIn(study as string, [amplitude, 'rate']),
    floored: accuracyIn(study as string, [amplitude, 'floor']),
    free: accuracyIn(study as string, [amplitude, 'no-floor']),
  });
  return dropCauses(at('0.01'), at('0.5'))[cause as keyof DropCauses];
}

/** Accuracy in the file of the theory: `theory 0.5 floor spiking`. */
function predicted([amplitude, what = '', kind = 'theory']: readonly string[]): number {
  const synapseSeconds = what === 'synapse' ? 0.005 : 0;
  return pointWith('nengo-dl-theory.json', amplitude, { minVoltage: floorNamed(what) }, synapseSeconds).accuracy[kind];
}

/**
 * Roughness of the mean over seeds divided by the rms roughness of a seed, with the floor, from amplitude 0.2 to 0.5.
 */
function roughnessRatio(study: string): number {
  const rows = rowsOf(study).filter(({ amplitude, minVoltage }) => amplitude > 0.195 && minVoltage === 0);
  const bySeed = [...new Set(rows.map(({ seed }) => seed))].map((seed) =>
    rows
      .filter((row) => row.seed === seed)
      .sort((a, b) => a.amplitude - b.amplitude)
      .map(({ spikingAccuracy }) => spikingAccuracy),
  );
  const average = (bySeed[0] as number[]).map((_, index) => mean(bySeed.map((curve) => curve[index] as number)));
  return roughness(average) / Math.sqrt(mean(bySeed.map((curve) => roughness(curve) ** 2)));
}
