import fc from 'fast-check';
import { float64 } from '../../src/base/precision.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { ParameterArrays } from '../../src/conformance/choices/training-run.ts';
import type { TrainingInput } from '../../src/conformance/implementation.ts';
import { type Architecture, planLayers, type Shape, sizeOf } from '../../src/simulator/network/architecture.ts';
import { foldForRates, tutorialPoint } from '../../src/simulator/network/effective.ts';
import { runRates } from '../../src/simulator/network/rates.ts';
import { tune } from '../../src/simulator/neuron/tuning.ts';
import { fittingLayers } from './fitting-layers.ts';
import { seed } from './seeded.ts';
import { logUniform, longTail } from './size.ts';

/** A training from given weights. */
export type GivenTraining = TrainingInput & Required<Pick<TrainingInput, 'weights' | 'initialVoltage'>>;

/** A training from weights that a network has. */
export function trainedFrom(
  input: TrainingInput,
  { layers, readout }: ParameterArrays,
  initialVoltage: readonly ArrayLike<number>[],
  round: (value: number) => number = (value) => value,
): GivenTraining {
  const typed = (values: ArrayLike<number>) => Float64Array.from(values, round);
  const weights = {
    layers: layers.map(({ kernel, kernelBias, neuronBias }) => ({
      kernel: typed(kernel),
      kernelBias: typed(kernelBias),
      neuronBias: typed(neuronBias),
    })),
    readout: { weight: typed(readout.weight), bias: typed(readout.bias) },
  };
  return { ...input, weights, initialVoltage: initialVoltage.map(typed) };
}

/** Sizes of most trainings, and of the largest. */
const sizes = {
  edge: { least: 1, usual: 4, most: 17 },
  channels: { least: 1, usual: 3, most: 33 },
  images: { least: 1, usual: 5, most: 33 },
};

/** Sizes of networks that are trained on many images. */
const tinySizes: Pick<typeof sizes, 'edge' | 'channels'> = {
  edge: { least: 1, usual: 2, most: 2 },
  channels: { least: 1, usual: 2, most: 2 },
};

/** Products of images and weights, which bound the time that a training takes. */
const mostProducts = 2_000;

/**
 * A training that draws every field of the request over its range:
 *
 * - kernels as large as the padded image, strides that leave pixels unused, paddings up to the kernel size less one;
 * - max rates from 8 % to 95 % of 1/τ_ref, but periods of at most τ_ref + 12 τ_rc, because a longer one leaves a gain no
 *   correct digits in float32;
 * - a decay from 0 to 0.999;
 * - batches of one image, also as the last one, partial batches, batches larger than the number of images, and more than 20 images;
 * - currents of the first image below, just above and far above the threshold, where the slope of a rate ends, and an ε
 *   up to 1, with which the size of a gradient shows: RMSprop divides it by itself if ε is small;
 * - logits near 0, or far above or below;
 * - kernel biases of 0 and equal read-out biases, as before any training, in a third of the trainings.
 *
 * The weights are float32 numbers, with which a layer neither falls silent nor saturates.
 */
export function legalTraining(largestSeed?: number): fc.Arbitrary<GivenTraining> {
  return fc
    .record({
      size: fc.oneof(
        { weight: 7, arbitrary: fc.record({ architecture: legalArchitecture(), images: longTail(sizes.images) }) },
        {
          weight: 2,
          arbitrary: fc.record({ architecture: legalArchitecture(tinySizes), images: fc.constantFrom(41, 65, 129) }),
        },
      ),
      seed: seed(largestSeed),
      drawing: fc.nat({ max: 2 ** 20 }),
      amplitude: fc.oneof(fc.constantFrom(0.01, 0.5, 1), logUniform(0.001, 2), logUniform(1e-4, 30)),
      optimizer: fc.record({
        learningRate: fc.oneof(logUniform(1e-5, 0.02), logUniform(1e-7, 1e-5), logUniform(0.02, 0.5)),
        decay: fc.oneof(
          fc.constantFrom(0, 0.9, 0.999),
          fc.nat({ max: 99 }).map((hundredths) => hundredths / 100),
        ),
        epsilon: fc.oneof(fc.constant(1e-7), logUniform(1e-10, 0.01), logUniform(0.01, 1)),
      }),
      epochs: fc.oneof({ weight: 11, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.constantFrom(5, 12)),
      batchSize: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }).map((size) => () => size) },
        { weight: 1, arbitrary: fc.constant((count: number) => Math.max(1, count - 1)) },
      ),
      order: fc.constantFrom('given', 'given', 'shuffled'),
      minVoltage: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(0, Number.NEGATIVE_INFINITY) },
        logUniform(0.01, 10).map((volts) => -volts),
      ),
      startsAtZero: fc.boolean(),
      steps: longTail({ least: 2, usual: 8, most: 130 }),
      dtSeconds: fc.oneof(fc.constantFrom(0.001), logUniform(0.0003, 0.004)),
      // filtered for a few steps, a class depends on the last spikes
      readout: fc.oneof(
        fc.constant(() => 0.1),
        logUniform(0.5, 50).map((steps) => (dtSeconds: number) => steps * dtSeconds),
      ),
      hasBiases: fc.nat({ max: 2 }).map((third) => third > 0),
    })
    .map(({ size: { architecture, images }, dtSeconds, readout, ...drawn }) => ({
      ...drawn,
      images,
      dtSeconds,
      architecture: { ...architecture, readoutTauSeconds: readout(dtSeconds) },
    }))
    .filter(({ architecture, images }) => images * weightsOf(architecture) <= mostProducts)
    .map(trainingOf);
}

type Drawn = Omit<TrainingInput, 'images' | 'labels' | 'batchSize'> & {
  drawing: number;
  images: number;
  startsAtZero: boolean;
  hasBiases: boolean;
  batchSize: (images: number) => number;
};

/** A training with drawn images, labels, weights and initial voltages. */
export function trainingOf({ drawing, startsAtZero, hasBiases, ...drawn }: Drawn): GivenTraining {
  const { architecture, amplitude, images: count, order } = drawn;
  const stream = randomStream(`${drawing}/training`);
  const images = Array.from({ length: count }, () => drawImage(architecture.input, stream));
  const labels = images.map(() => Math.floor(architecture.classes * stream()));
  const initialVoltage = planLayers(architecture).map(({ neurons }) =>
    Float32Array.from({ length: neurons }, () => (startsAtZero ? 0 : stream())),
  );
  // a shuffled order is known only if a batch contains all images, or up to the last of three
  const isPartial = count === 3 && drawn.epochs === 1;
  const unknown = isPartial ? 2 : drawn.batchSize(count) + count - 1;
  const batchSize = order === 'given' ? drawn.batchSize(count) : unknown;
  const weights = drawWeights(architecture, amplitude, images, stream, hasBiases);
  return { ...drawn, batchSize, images, labels, weights, initialVoltage };
}

/** A kernel as large as the padded input fits. */
const inPadded = (kernelSize: number, edge: number, padding: number) => Math.min(kernelSize, edge + 2 * padding);

function legalArchitecture({
  edge,
  channels,
}: Pick<typeof sizes, 'edge' | 'channels'> = sizes): fc.Arbitrary<Omit<Architecture, 'readoutTauSeconds'>> {
  const layer = fc.record({
    kernelSize: longTail({ least: 1, usual: 3, most: 7 }),
    stride: fc.integer({ min: 1, max: 3 }),
    padding: fc.nat({ max: 3 }),
    channels: longTail(channels),
  });
  return fc
    .record({
      input: fc.record({
        rows: longTail(edge),
        columns: longTail(edge),
        channels: longTail(channels),
      }),
      hidden: fc.array(layer, { minLength: 1, maxLength: 3 }),
      classes: longTail({ least: 2, usual: 4, most: 40 }),
      neuron: fc.record({
        tauRcSeconds: fc.oneof(fc.constant(0.02), logUniform(0.002, 0.2)),
        tauRefSeconds: fc.oneof(fc.constantFrom(0.002, 0), logUniform(0.0001, 0.02)),
        intercept: fc.integer({ min: -16, max: 15 }).map((sixteenths) => sixteenths / 16),
        shareOfLargestRate: fc.integer({ min: 8, max: 95 }),
      }),
    })
    .map(({ input, hidden, neuron: { shareOfLargestRate, ...neuron }, ...drawn }) => {
      const largestRate = 1 / (neuron.tauRefSeconds + neuron.tauRcSeconds / 4);
      const leastRate = 1 / (neuron.tauRefSeconds + 12 * neuron.tauRcSeconds);
      return {
        name: 'legal',
        input,
        hidden: fittingLayers(hidden, input, inPadded),
        ...drawn,
        neuron: { ...neuron, maxRateHz: Math.max((shareOfLargestRate / 100) * largestRate, leastRate) },
      };
    });
}

function weightsOf(architecture: Architecture): number {
  const plans = planLayers(architecture);
  const last = plans.at(-1)?.neurons ?? 0;
  return plans.reduce(
    (sum, { neurons, kernelSize, input }) => sum + neurons * kernelSize * kernelSize * input.channels,
    last * architecture.classes,
  );
}

/** Half of the pixels are black. */
function drawImage(shape: Shape, stream: RandomStream): Uint8Array {
  return Uint8Array.from({ length: sizeOf(shape) }, () => (stream() < 0.5 ? 0 : 256 * stream()));
}

/** The weighted inputs of a neuron, and of a class. */
const largestSum = 4;

/** Biases that are tried for a neuron, to find one with which rounding moves no current across the threshold. */
const tries = 6;

/** Uniform weights, and biases with which the currents of all images keep their distance from 1. */
function drawWeights(
  architecture: Architecture,
  amplitude: number,
  images: readonly Uint8Array[],
  stream: RandomStream,
  hasBiases: boolean,
): GivenTraining['weights'] {
  const { neuron, classes } = architecture;
  const { gain } = tune(neuron, neuron);
  const plans = planLayers(architecture);
  const uniform = (length: number, limit: number) => Float32Array.from({ length }, () => limit * (2 * stream() - 1));
  const biases = (length: number, limit: number) => uniform(length, limit).map((bias) => (hasBiases ? bias : 0));
  const sent = amplitude * neuron.maxRateHz;
  const last = plans.at(-1)?.neurons ?? 0;
  const layers = plans.map(({ kernelSize, input, weights, channels, neurons }, layer) => ({
    kernel: uniform(
      weights,
      largestSum / (gain * Math.sqrt(kernelSize * kernelSize * input.channels) * (layer === 0 ? 128 : sent)),
    ),
    kernelBias: biases(channels, 1 / gain),
    neuronBias: new Float32Array(neurons),
  }));
  const readout = { weight: uniform(last * classes, largestSum / (Math.sqrt(last) * sent)), bias: biases(classes, 1) };
  const initialVoltage = plans.map(({ neurons }) => new Float32Array(neurons));
  const network = { architecture, trainedAmplitude: amplitude, layers, readout, initialVoltage };
  for (const [index, { neuronBias }] of layers.entries()) {
    const folded = foldForRates(network, { ...tutorialPoint, amplitude, precision: float64 });
    const currents = images.map((image) => runRates(folded, image).currents[index] as Float64Array);
    for (const neuron of neuronBias.keys()) {
      const own = currents.map((current) => current[neuron] as number);
      const distance = (bias: number) => Math.min(...own.map((current) => Math.abs(current + bias - 1)));
      // the slope of a rate is steepest just above the threshold
      const draw = stream() < 0.2 ? () => 1 + 0.001 * stream() : () => drawCurrent(stream);
      const biases = Array.from({ length: tries }, () => draw() - (own[0] as number));
      neuronBias[neuron] = biases.reduce((best, bias) => (distance(bias) > distance(best) ? bias : best));
    }
  }
  const common = drawCommonLogit(stream);
  return { layers, readout: { ...readout, bias: readout.bias.map((bias) => bias + common) } };
}

/**
 * Added to all logits, it changes no probability: 0, or beyond ±30, ±88 or ±709, where limits of logits are usual, and the
 * exponential overflows in float32 and in float64.
 */
function drawCommonLogit(stream: RandomStream): number {
  const kind = stream();
  if (kind < 0.5) return 0;
  const size = (kind < 0.6 ? 30 : kind < 0.75 ? 88 : 709) * (1 + stream());
  return stream() < 0.5 ? -size : size;
}

/** The current from the first image: usually of a firing neuron, sometimes just above or below the threshold. */
function drawCurrent(stream: RandomStream): number {
  const kind = stream();
  if (kind < 0.3) return 1 - 2 * stream();
  return kind < 0.5 ? 1.05 + 0.1 * stream() : 1.2 + 4 * stream();
}
