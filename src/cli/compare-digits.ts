import { nengoDlDirectory } from '../base/package-root.ts';
import type { PairFindings } from '../conformance/compare/findings.ts';
import { forBoth, mapPair, type Pair } from '../conformance/compare/pair.ts';
import { networkUnder } from '../conformance/conventions/network.ts';
import type { Implementation, NetworkInput } from '../conformance/implementation.ts';
import type { CompareOutput } from '../report/compare.ts';
import { tutorialPoint } from '../simulator/network/effective.ts';
import { loadFirst } from '../study/dataset/mnist.ts';
import { readNetwork } from '../study/network/folder.ts';

/**
 * Shows the same digits to the network that NengoDL trained: in both programs if they support networks, otherwise in
 * the reference under the rules of each. Null if their neurons fire in the same steps.
 *
 * @throws {InputError} if there are too few digits, or the package that contains them is missing
 */
export async function measureDigits(
  pair: Pair<Implementation>,
  { rules, fingerprints, separation }: PairFindings,
  count: number,
): Promise<CompareOutput['digits']> {
  const isAsked = pair.a.network !== undefined && pair.b.network !== undefined;
  const conventions = { a: fingerprints.a.conventions, b: fingerprints.b.conventions };
  const differ = rules?.some(({ matters }) => matters > 0) && separation?.what === 'spikes';
  if (count === 0 || !(isAsked || differ)) return null;
  const { input, labels } = digitsInput(count);
  const networks = mapPair((side) => {
    const { network } = pair[side];
    return isAsked && network ? network : networkUnder(conventions[side] as never, 'float32');
  });
  const { a, b } = await forBoth(async (side) => (await networks[side](input)).predicted);
  const right = (predicted: readonly number[]) => predicted.filter((label, index) => label === labels[index]).length;
  return {
    ...{ source: isAsked ? 'programs' : 'rules', images: count, amplitude: input.amplitude },
    right: { a: right(a), b: right(b) },
    otherClass: a.filter((label, index) => label !== b[index]).length,
  };
}

function digitsInput(count: number): { readonly input: NetworkInput; readonly labels: Uint8Array } {
  const { architecture, layers, readout, initialVoltage } = readNetwork(nengoDlDirectory());
  const { images, labels } = loadFirst('test', '--images', count);
  const { amplitude, minVoltage, steps, dtSeconds } = tutorialPoint;
  const run = { architecture, amplitude, minVoltage, steps, dtSeconds, images };
  return { input: { ...run, initialVoltage, weights: { layers, readout } }, labels };
}
