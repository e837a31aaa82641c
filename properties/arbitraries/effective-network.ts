import fc from 'fast-check';
import { float32, type Precision } from '../../src/base/precision.ts';
import { randomStream } from '../../src/base/random.ts';
import { type Architecture, sizeOf } from '../../src/simulator/network/architecture.ts';
import {
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
} from '../../src/simulator/network/effective.ts';
import type { Network } from '../../src/simulator/network/network.ts';
import { type DrawingSettings, drawImage, drawNetwork } from './drawn-network.ts';
import { fittingLayers } from './fitting-layers.ts';

/** A network at an operating point, folded for spikes and for rates, with images. */
export interface NetworkCase {
  /** Before folding. */
  readonly network: Network;
  readonly forSpikes: EffectiveNetwork;
  readonly forRates: EffectiveNetwork;
  readonly images: readonly Uint8Array[];
}

/**
 * Small networks of any form: one to three layers, fitting kernels, strides and paddings of any size, channel counts below,
 * at and above multiples of 16 and 32, with and without floors and synapses, any refractory periods and any initial voltages.
 */
export function networkCase(precision: Precision = float32, mostPadding = 2): fc.Arbitrary<NetworkCase> {
  return fc
    .tuple(architecture(mostPadding), operatingPoint(precision), drawing(), fc.integer({ min: 1, max: 3 }))
    .map(([form, point, drawn, images]) => {
      const network = drawNetwork(form, point, drawn);
      const stream = randomStream(`${drawn.seed}/images`);
      return {
        network,
        forSpikes: foldForSpikes(network, point),
        forRates: foldForRates(network, point),
        images: Array.from({ length: images }, () => drawImage(sizeOf(form.input), stream)),
      };
    });
}

/**
 * Small counts are more frequent, to save time. 31 … 33 and 64 … 65 are just below and above multiples of the words of
 * 16 and 32 channels.
 */
function channelCount(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(31, 32, 33, 40, 64, 65) },
  );
}

function architecture(mostPadding: number): fc.Arbitrary<Architecture> {
  const side = fc.integer({ min: 3, max: 9 });
  const layer = fc.record({
    kernelSize: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    channels: channelCount(),
    padding: fc.nat({ max: mostPadding }),
  });
  return fc
    .record({
      input: fc.record({ rows: side, columns: side, channels: fc.integer({ min: 1, max: 3 }) }),
      hidden: fc.array(layer, { minLength: 1, maxLength: 3 }),
      classes: fc.oneof(fc.integer({ min: 2, max: 6 }), fc.constantFrom(8, 10, 17, 33)),
      neuron: neuron(),
    })
    .map((drawn) => ({
      name: 'drawn',
      ...drawn,
      hidden: fittingLayers(drawn.hidden, drawn.input),
      readoutTauSeconds: 0.1,
    }));
}

/** Refractory periods of zero, below a step of 1 ms, of whole steps, in between, and longer than most runs. */
function neuron(): fc.Arbitrary<Architecture['neuron']> {
  const tauRefSeconds = fc.oneof(
    fc.constantFrom(0, 0.0004, 0.001, 0.002, 0.0025, 0.003, 0.05),
    fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10_000),
  );
  const tauRcSeconds = fc.oneof(
    fc.constant(0.02),
    fc.integer({ min: 10, max: 400 }).map((tenths) => tenths / 10_000),
  );
  return fc.tuple(tauRefSeconds, tauRcSeconds).map(([ref, rc]) => ({
    tauRefSeconds: ref,
    tauRcSeconds: rc,
    maxRateHz: 1 / (ref + rc),
    intercept: 0,
  }));
}

/** Time steps of 1 ms and others. The largest, 30 ms, is 30 times the shortest time constant. */
function operatingPoint(precision: Precision): fc.Arbitrary<OperatingPoint> {
  return fc.record({
    amplitude: fc.oneof(
      fc.constant(0.01),
      fc.integer({ min: 1, max: 500 }).map((thousandths) => thousandths / 1000),
    ),
    minVoltage: fc.oneof(
      fc.constantFrom(0, 0, Number.NEGATIVE_INFINITY),
      fc.integer({ min: 1, max: 40 }).map((n) => n / -8),
    ),
    rescaling: fc.constantFrom(1, 1, 3),
    dtSeconds: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0.001) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10_000) },
      { weight: 1, arbitrary: fc.constant(0.03) },
    ),
    steps: fc.integer({ min: 2, max: 33 }),
    synapseSeconds: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0) },
      { weight: 1, arbitrary: fc.constantFrom(0.0001, 0.005, 0.1) },
    ),
    precision: fc.constant(precision),
  });
}

function drawing(): fc.Arbitrary<DrawingSettings> {
  return fc.record({
    seed: fc.nat(),
    onGrid: fc.boolean(),
    drive: fc.integer({ min: 1, max: 40 }).map((n) => n / 4),
  });
}
