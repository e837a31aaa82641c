import { createEngine, type PreparedNetwork } from '../../../src/engine/engine.ts';
import { startingVoltage } from '../../../src/simulator/network/build.ts';
import { foldForRates, foldForSpikes, tutorialPoint } from '../../../src/simulator/network/effective.ts';
import type { Network } from '../../../src/simulator/network/network.ts';
import type { JobCode } from './job.ts';

/** With spikes and floor 0, with spikes and no floor, or as a rate network. */
export type Kind = 'with' | 'without' | 'rate';

/** Correct predictions at an amplitude. */
export interface CurveScore {
  readonly kind: Kind;
  readonly amplitude: number;
  readonly correct: number;
  readonly images: number;
}

/** The accuracies to compute, on the first test images. */
export interface CurveInput {
  readonly images: number;
  readonly amplitudes: readonly number[];
  readonly kinds: readonly Kind[];
  /** Seed of the initial voltages; null for those of the saved network. */
  readonly seed: number | null;
}

/** Computes one amplitude after another and reports each result. */
export const curve: JobCode<CurveInput, CurveScore[]> = async (input, { data, report, goOn }) => {
  const digits = await data.testDigits();
  const network = withSeed(await data.network(), input.seed);
  const engine = await createEngine();
  const points: CurveScore[] = [];
  for (const amplitude of input.amplitudes) {
    for (const kind of input.kinds) {
      const predict = makePredictor(engine.prepare(fold(network, amplitude, kind)), kind);
      let correct = 0;
      for (let index = 0; index < input.images; index++) {
        if (predict(digits.images[index] as Uint8Array) === digits.labels[index]) correct++;
        await goOn();
      }
      const point = { kind, amplitude, correct, images: input.images };
      points.push(point);
      report(point);
    }
  }
  return points;
};

function withSeed(network: Network, seed: number | null): Network {
  if (seed === null) return network;
  return { ...network, initialVoltage: startingVoltage(network.architecture, seed, 'uniform') };
}

function fold(network: Network, amplitude: number, kind: Kind) {
  if (kind === 'rate') return foldForRates(network, { ...tutorialPoint, amplitude });
  const minVoltage = kind === 'without' ? Number.NEGATIVE_INFINITY : 0;
  return foldForSpikes(network, { ...tutorialPoint, amplitude, minVoltage });
}

function makePredictor(prepared: PreparedNetwork, kind: Kind): (image: Uint8Array) => number {
  return kind === 'rate'
    ? (image) => prepared.runRates(image).predicted
    : (image) => prepared.runSpiking(image).predicted;
}
