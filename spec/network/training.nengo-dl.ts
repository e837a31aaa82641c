import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { preparePython } from '../../adapters/environment.ts';
import { code } from '../../page/parts/training/code.ts';

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
