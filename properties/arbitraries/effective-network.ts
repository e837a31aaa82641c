import fc from 'fast-check';
import { type Architecture, type LayerPlan, planLayers, type Shape, sizeOf } from '../../src/network/architecture.ts';
import {
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
} from '../../src/network/effective.ts';
import type { LayerWeights, Network } from '../../src/network/network.ts';
import { lifConstants, spikeHeight } from '../../src/neuron/lif.ts';
import { tune } from '../../src/neuron/tuning.ts';
import { float32 } from '../../src/precision.ts';
import { type RandomStream, randomStream } from '../../src/random.ts';

/** A network at an operating point, folded for spikes and for rates, and images to show it. */
export interface NetworkCase {
  /** As it was before folding. */
  readonly network: Network;
  readonly forSpikes: EffectiveNetwork;
  readonly forRates: EffectiveNetwork;
  readonly images: readonly Uint8Array[];
}

/** How the numbers of a network are drawn; the numbers themselves come from a seeded stream, so that a case is small. */
interface Drawing {
  readonly seed: number;
  /** Whether weights and biases keep to multiples of 1/4, so that voltages and currents meet 1 exactly. */
  readonly onGrid: boolean;
  /** Size of the current that the inputs of a neuron make, about. */
  readonly drive: number;
}

/**
 * Small networks of any form: one to three layers, kernels and strides of any size that fits, channels that fill words of
 * 32 and that do not, floors, refractory times of all kinds and any voltages at the start.
 */
export function networkCase(): fc.Arbitrary<NetworkCase> {
  return fc
    .tuple(architecture(), operatingPoint(), drawing(), fc.integer({ min: 1, max: 3 }))
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

/** Fewer channels are drawn more often, to save time; 31 … 33 and 64 … 66 are at the edges of words. */
function channelCount(): fc.Arbitrary<number> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 8 }) },
    { weight: 1, arbitrary: fc.constantFrom(31, 32, 33, 40, 64, 65) },
  );
}

function architecture(): fc.Arbitrary<Architecture> {
  const side = fc.integer({ min: 3, max: 9 });
  const layer = fc.record({
    kernelSize: fc.integer({ min: 1, max: 4 }),
    stride: fc.integer({ min: 1, max: 3 }),
    channels: channelCount(),
  });
  return fc
    .record({
      input: fc.record({ rows: side, columns: side, channels: fc.integer({ min: 1, max: 3 }) }),
      hidden: fc.array(layer, { minLength: 1, maxLength: 3 }),
      classes: fc.oneof(fc.integer({ min: 2, max: 6 }), fc.constantFrom(8, 10, 17)),
      neuron: neuron(),
    })
    .map((drawn) => ({ name: 'drawn', ...drawn, hidden: fitted(drawn.hidden, drawn.input), readoutTauSeconds: 0.1 }));
}

/** Makes kernels no larger than what they see. */
function fitted(hidden: Architecture['hidden'], input: Shape): Architecture['hidden'] {
  let rows = input.rows;
  let columns = input.columns;
  return hidden.map((layer) => {
    const kernelSize = Math.min(layer.kernelSize, rows, columns);
    rows = Math.floor((rows - kernelSize) / layer.stride) + 1;
    columns = Math.floor((columns - kernelSize) / layer.stride) + 1;
    return { ...layer, kernelSize };
  });
}

/** Refractory times of 0, below a step, whole steps, in between, and longer than most runs (a step is mostly 1 ms). */
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

/** Steps of 1 ms and others; the largest, 30 ms, is 30 times the shortest time constant. */
function operatingPoint(): fc.Arbitrary<OperatingPoint> {
  return fc.record({
    amplitude: fc.oneof(
      fc.constant(0.01),
      fc.integer({ min: 1, max: 500 }).map((thousandths) => thousandths / 1000),
    ),
    minVoltage: fc.oneof(
      fc.constantFrom(0, 0, Number.NEGATIVE_INFINITY),
      fc.integer({ min: 1, max: 40 }).map((n) => n / -8),
    ),
    compensation: fc.constantFrom(1, 1, 3),
    dtSeconds: fc.oneof(
      { weight: 4, arbitrary: fc.constant(0.001) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10_000) },
      { weight: 1, arbitrary: fc.constant(0.03) },
    ),
    steps: fc.integer({ min: 2, max: 33 }),
    precision: fc.constant(float32),
  });
}

function drawing(): fc.Arbitrary<Drawing> {
  return fc.record({
    seed: fc.nat(),
    onGrid: fc.boolean(),
    drive: fc.integer({ min: 1, max: 40 }).map((n) => n / 4),
  });
}

function drawNetwork(form: Architecture, point: OperatingPoint, drawing: Drawing): Network {
  const plans = planLayers(form);
  const { charge } = lifConstants({ ...form.neuron, ...point }, float32);
  const stream = randomStream(String(drawing.seed));
  const layers = plans.map((plan) => drawWeights(plan, form, point, drawing, stream));
  const { gain } = tune(form.neuron, form.neuron);
  return {
    architecture: form,
    trainedAmplitude: point.amplitude,
    layers,
    readout: {
      weight: Float32Array.from({ length: (plans.at(-1)?.neurons ?? 0) * form.classes }, () => around(0, 1, stream)),
      bias: Float32Array.from({ length: form.classes }, () => around(0, 1, stream)),
    },
    initialVoltage: plans.map(({ neurons, channels }, index) => {
      const { neuronBias, kernelBias } = layers[index] as LayerWeights;
      return Float32Array.from({ length: neurons }, (_, neuron) => {
        const restingCurrent = (neuronBias[neuron] ?? 0) + gain * (kernelBias[neuron % channels] ?? 0);
        return drawVoltage(restingCurrent, charge, stream);
      });
    }),
  };
}

function drawWeights(
  plan: LayerPlan,
  { neuron }: Architecture,
  { amplitude, dtSeconds, compensation }: OperatingPoint,
  { onGrid, drive }: Drawing,
  stream: RandomStream,
): LayerWeights {
  const snapped = (value: number) => (onGrid ? Math.round(4 * value) / 4 : value);
  const height = plan.name === 'layer1' ? 128 : spikeHeight(amplitude, dtSeconds, float32) / compensation;
  const unit = tune(neuron, neuron).gain * height;
  const spread = (2 * drive) / Math.sqrt(plan.weights / plan.channels);
  return {
    kernel: Float32Array.from({ length: plan.weights }, () => snapped(around(0, spread, stream)) / unit),
    kernelBias: Float32Array.from({ length: plan.channels }, () => snapped(around(0, 0.5, stream))),
    neuronBias: Float32Array.from({ length: plan.neurons }, () => snapped(drawBias(stream))),
  };
}

function around(middle: number, spread: number, stream: RandomStream): number {
  return middle + spread * (2 * stream() - 1);
}

/** Mostly so that a neuron without input is silent or fires slowly, now and then so that it fires in every few steps. */
function drawBias(stream: RandomStream): number {
  return stream() < 0.1 ? around(7, 4, stream) : around(1, 1.5, stream);
}

/**
 * Mostly in [0, 1), now and then at an edge or far below, or such that a neuron without input reaches the threshold in
 * its first step, give or take a few roundings: v + (J − v) · charge = 1.
 */
function drawVoltage(restingCurrent: number, charge: number, stream: RandomStream): number {
  const kind = stream();
  if (kind < 0.05) return 1;
  if (kind < 0.1) return 0;
  if (kind < 0.15) return -0;
  if (kind < 0.2) return -5 * stream();
  if (kind < 0.4 && charge < 0.5) return Math.min((1 + 2 ** -23 - restingCurrent * charge) / (1 - charge), 1);
  return stream();
}

/** Half of the pixels are 0, as in a digit, and some are 255; now and then there is nothing to see. */
function drawImage(size: number, stream: RandomStream): Uint8Array {
  const blank = stream() < 0.2;
  return Uint8Array.from({ length: size }, () => {
    return blank ? 0 : Math.max(0, Math.min(Math.floor(600 * stream()) - 300, 255));
  });
}
