import { nengoDlDirectory } from '../../src/base/package-root.ts';
import type { Implementation, NetworkInput } from '../../src/conformance/implementation.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { foldForSpikes, tutorialPoint } from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { loadMnist } from '../../src/study/dataset/mnist.ts';
import { readNetwork } from '../../src/study/network/folder.ts';

/** How an implementation classifies handwritten digits with the tutorial network, at one operating point. */
export interface DigitsResult {
  readonly amplitude: number;
  /** Voltage floor; null means no floor. */
  readonly minVoltage: number | null;
  readonly images: number;
  /** Indices, in the test set, of digits whose class differs from the reference's. */
  readonly different: readonly number[];
}

/** The amplitude of training, and fifty times that amplitude, with and without the voltage floor. */
const points = [
  { amplitude: 0.01, minVoltage: 0 },
  { amplitude: 0.5, minVoltage: 0 },
  { amplitude: 0.5, minVoltage: null },
] as const;

/** Every n-th test digit is shown. */
const stride = 100;

/**
 * Shows 100 test digits to the network that NengoDL trained, in the reference and in an implementation.
 *
 * @param onProgress - receives the number of digits shown so far and in total
 */
export async function compareDigits(
  network: NonNullable<Implementation['network']>,
  onProgress: (shown: number, of: number) => void,
): Promise<DigitsResult[]> {
  const trained = readNetwork(nengoDlDirectory());
  const digits = loadMnist('test').images.flatMap((image, index) => (index % stride === 0 ? [{ image, index }] : []));
  const images = digits.map(({ image }) => image);
  const engine = await createEngine();
  const results: DigitsResult[] = [];
  for (const point of points) {
    const { predicted } = await network(inputOf(trained, point, images));
    const minVoltage = point.minVoltage ?? Number.NEGATIVE_INFINITY;
    const own = engine.prepare(foldForSpikes(trained, { ...tutorialPoint, ...point, minVoltage }));
    const different = digits.filter(({ image }, at) => own.runSpiking(image).predicted !== predicted[at]);
    results.push({ ...point, images: images.length, different: different.map(({ index }) => index) });
    onProgress(results.length * images.length, points.length * images.length);
  }
  return results;
}

function inputOf(trained: Network, point: (typeof points)[number], images: readonly Uint8Array[]): NetworkInput {
  const { architecture, initialVoltage, layers, readout } = trained;
  const { steps, dtSeconds } = tutorialPoint;
  return { architecture, initialVoltage, weights: { layers, readout }, steps, dtSeconds, images, ...point };
}
