import { type Architecture, type LayerPlan, planLayers, sizeOf } from '../network/architecture.ts';
import { tune } from '../neuron/tuning.ts';
import { float32 } from '../precision.ts';
import { requirePositive } from '../requirement.ts';
import type { Example } from '../training/gradient.ts';
import { crossEntropy } from '../training/loss.ts';
import type { Parameters } from '../training/parameters.ts';
import type { MicroBatch } from '../training/train.ts';

/** What the compiled kernel of src/engine/kernel/training.ts offers. All addresses are in bytes. */
export interface TrainingKernel {
  gather(values: number, pixels: number, channels: number, counts: number, pairs: number): void;
  convolve(...addressesAndSizes: number[]): void;
  fire(currents: number, count: number, amplitude: number, tauRc: number, tauRef: number, outputs: number, slopes: number): void;
  readOut(outputs: number, count: number, weight: number, bias: number, classes: number, readout: number): void;
  throughReadout(...addressesAndSizes: number[]): void;
  throughNeurons(slopes: number, errors: number, count: number): void;
  addTo(sums: number, values: number, count: number): void;
  addKernelErrors(...addressesAndSizes: number[]): void;
  throughKernel(...addressesAndSizes: number[]): void;
}

/** Sums the errors of images for one network after the other, all of one architecture, in float32. */
export interface FastSummer {
  /** Takes over the weights of a network. */
  use(parameters: Parameters): void;
  /** Errors of a few images, summed one after the other; see `MicroBatch`. */
  sum(examples: readonly Example[], batchSize: number): MicroBatch;
}

const lanes = (count: number): number => Math.ceil(count / 4) * 4;

/** A run of float32 numbers in the kernel's memory. */
interface Block {
  readonly address: number;
  readonly values: Float32Array;
}

/** What a layer needs in the kernel's memory; channels padded to a multiple of 4. */
interface LayerBlocks {
  readonly plan: LayerPlan;
  readonly inputChannels: number;
  readonly channels: number;
  readonly places: number;
  readonly pixels: number;
  /** [row, column, input channel, output channel] */
  readonly weight: Block;
  /** [row, column, output channel, input channel] */
  readonly turned: Block;
  readonly bias: Block;
  readonly currents: Block;
  readonly outputs: Block;
  readonly slopes: Block;
  readonly errors: Block;
  readonly kernelSums: Block;
  readonly biasSums: Block;
  /** Lists of the layer's inputs that are not 0. */
  readonly inputCounts: Block;
  readonly inputPairs: Block;
  /** Lists of the layer's errors that are not 0. */
  readonly errorCounts: Block;
  readonly errorPairs: Block;
}

/**
 * Prepares a fast error summer: equal bit for bit to `addErrors` in float32.
 *
 * @param instantiate - makes the kernel on a memory of that many pages
 * @throws {RangeError} if the architecture makes no network or the amplitude is not above 0
 */
export function createSummer(
  architecture: Architecture,
  amplitude: number,
  instantiate: (memory: WebAssembly.Memory) => TrainingKernel & { heapBase: number },
): FastSummer {
  requirePositive('amplitude', amplitude);
  const plans = planLayers(architecture);
  const memory = new WebAssembly.Memory({ initial: 1 });
  const kernel = instantiate(memory);
  const block = allocator(memory, kernel.heapBase);
  const layers = plans.map((plan, index) => layerBlocks(plan, index === 0, block));
  const classes = lanes(architecture.classes);
  const last = layers.at(-1) as LayerBlocks;
  const image = block(sizeOf(architecture.input));
  const readout = {
    weight: block(last.outputs.values.length * classes),
    bias: block(classes),
    values: block(classes),
    error: block(classes),
    weightSums: block(last.outputs.values.length * classes),
    biasSums: block(classes),
  };
  const list = block(2 * Math.max(...layers.map(({ places }) => places)) + 2);
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const { tauRcSeconds, tauRefSeconds } = architecture.neuron;
  return { use, sum };

  function use({ layers: weights, readout: { weight, bias } }: Parameters): void {
    for (const [index, blocks] of layers.entries()) loadLayer(blocks, weights[index] as Parameters['layers'][number], gain);
    copyRows(weight, architecture.classes, readout.weight.values, classes, last.plan.channels, last.channels);
    readout.bias.values.set(bias);
  }

  function sum(examples: readonly Example[], batchSize: number): MicroBatch {
    for (const { kernelSums, biasSums } of layers) {
      kernelSums.values.fill(0);
      biasSums.values.fill(0);
    }
    readout.weightSums.values.fill(0);
    readout.biasSums.values.fill(0);
    let loss = 0;
    let correct = 0;
    for (const example of examples) {
      const result = addImage(example, batchSize);
      loss += result.loss;
      correct += result.correct ? 1 : 0;
    }
    return { sums: readSums(), loss, correct };
  }

  function addImage({ image: picture, label }: Example, batchSize: number): { loss: number; correct: boolean } {
    image.values.set(picture);
    forward();
    const logits = readout.values.values.subarray(0, architecture.classes);
    const { loss, gradient } = crossEntropy(logits, label, batchSize, float32);
    readout.error.values.set(gradient);
    backward();
    let best = 0;
    for (let other = 1; other < logits.length; other++) if ((logits[other] as number) > (logits[best] as number)) best = other;
    return { loss, correct: best === label };
  }

  function forward(): void {
    let input = image;
    for (const { plan, ...layer } of layers) {
      const { inputCounts, inputPairs, currents } = layer;
      kernel.gather(input.address, layer.pixels, layer.inputChannels, inputCounts.address, inputPairs.address);
      kernel.convolve(
        inputCounts.address, inputPairs.address, plan.input.columns, layer.inputChannels,
        layer.weight.address, layer.bias.address, currents.address,
        plan.kernelSize, plan.stride, plan.output.rows, plan.output.columns, layer.channels,
      );
      kernel.fire(
        currents.address, currents.values.length, amplitude, tauRcSeconds, tauRefSeconds,
        layer.outputs.address, layer.slopes.address,
      );
      input = layer.outputs;
    }
    kernel.readOut(
      input.address, input.values.length, readout.weight.address, readout.bias.address, classes, readout.values.address,
    );
  }

  function backward(): void {
    kernel.throughReadout(
      last.outputs.address, last.slopes.address, last.outputs.values.length, readout.weight.address,
      architecture.classes, classes, readout.error.address, readout.weightSums.address, readout.biasSums.address,
      last.errors.address,
    );
    for (let index = layers.length - 1; index >= 0; index--) {
      const { plan, ...layer } = layers[index] as LayerBlocks;
      const before = layers[index - 1];
      const input = before?.outputs ?? image;
      kernel.addTo(layer.biasSums.address, layer.errors.address, layer.errors.values.length);
      kernel.addKernelErrors(
        input.address, plan.input.columns, layer.inputChannels, layer.inputChannels,
        layer.errors.address, layer.kernelSums.address, list.address,
        plan.kernelSize, plan.stride, plan.output.rows, plan.output.columns, layer.channels,
      );
      if (before === undefined) return;
      const { errorCounts, errorPairs } = layer;
      kernel.gather(layer.errors.address, layer.places, layer.channels, errorCounts.address, errorPairs.address);
      kernel.throughKernel(
        errorCounts.address, errorPairs.address, plan.output.rows, plan.output.columns, layer.channels,
        layer.turned.address, before.errors.address,
        plan.kernelSize, plan.stride, plan.input.rows, plan.input.columns, layer.inputChannels,
      );
      kernel.throughNeurons(before.slopes.address, before.errors.address, before.errors.values.length);
    }
  }

  function readSums(): Parameters {
    return {
      layers: layers.map(({ plan, inputChannels, channels, kernelSums, biasSums }) => {
        const kernelErrors = new Float32Array(plan.weights);
        uncopyRows(kernelSums.values, channels, kernelErrors, plan.channels, inputChannels, plan.input.channels);
        const neuronBias = new Float32Array(plan.neurons);
        uncopyRows(biasSums.values, channels, neuronBias, plan.channels, 1, 1);
        return { kernel: kernelErrors, kernelBias: new Float32Array(plan.channels), neuronBias };
      }),
      readout: {
        weight: readoutSums(),
        bias: readout.biasSums.values.slice(0, architecture.classes),
      },
    };
  }

  function readoutSums(): Float32Array {
    const sums = new Float32Array(last.plan.neurons * architecture.classes);
    uncopyRows(readout.weightSums.values, classes, sums, architecture.classes, last.channels, last.plan.channels);
    return sums;
  }
}

function layerBlocks(plan: LayerPlan, first: boolean, block: (count: number) => Block): LayerBlocks {
  const inputChannels = first ? plan.input.channels : lanes(plan.input.channels);
  const channels = lanes(plan.channels);
  const places = plan.output.rows * plan.output.columns;
  const pixels = plan.input.rows * plan.input.columns;
  const neurons = places * channels;
  const weights = plan.kernelSize ** 2 * inputChannels * channels;
  return {
    plan, inputChannels, channels, places, pixels,
    weight: block(weights),
    turned: block(first ? 0 : weights),
    bias: block(neurons),
    currents: block(neurons),
    outputs: block(neurons),
    slopes: block(neurons),
    errors: block(neurons),
    kernelSums: block(weights),
    biasSums: block(neurons),
    inputCounts: block(pixels),
    inputPairs: block(2 * pixels * inputChannels + 2),
    errorCounts: block(places),
    errorPairs: block(2 * neurons + 2),
  };
}

/** Folds the gain into a layer's weights and biases as `foldForRates` does, and turns the weights for the way back. */
function loadLayer(blocks: LayerBlocks, weights: Parameters['layers'][number], gain: number): void {
  const { plan, inputChannels, channels, weight, turned, bias } = blocks;
  const { kernel, kernelBias, neuronBias } = weights;
  const inputs = plan.input.channels;
  let place = 0;
  for (let term = 0; term < plan.kernelSize ** 2; term++) {
    for (let input = 0; input < inputs; input++) {
      for (let channel = 0; channel < plan.channels; channel++) {
        const folded = gain * (kernel[place++] as number);
        weight.values[(term * inputChannels + input) * channels + channel] = folded;
        if (turned.values.length > 0) turned.values[(term * channels + channel) * inputChannels + input] = folded;
      }
    }
  }
  for (let neuron = 0; neuron < neuronBias.length; neuron++) {
    const channel = neuron % plan.channels;
    const padded = ((neuron - channel) / plan.channels) * channels + channel;
    bias.values[padded] = (neuronBias[neuron] as number) + gain * (kernelBias[channel] as number);
  }
}

/** Copies rows into wider rows, leaving room after each group of rows too. */
function copyRows(
  from: ArrayLike<number>, width: number, to: Float32Array, paddedWidth: number, group: number, paddedGroup: number,
): void {
  for (let row = 0; row * width < from.length; row++) {
    const target = (Math.floor(row / group) * paddedGroup + (row % group)) * paddedWidth;
    for (let index = 0; index < width; index++) to[target + index] = from[row * width + index] as number;
  }
}

/** The way back from padded rows in padded groups. */
function uncopyRows(
  from: Float32Array, paddedWidth: number, to: Float32Array, width: number, paddedGroup: number, group: number,
): void {
  for (let row = 0; row * width < to.length; row++) {
    const source = (Math.floor(row / group) * paddedGroup + (row % group)) * paddedWidth;
    to.set(from.subarray(source, source + width), row * width);
  }
}

/** Hands out blocks of a memory one after the other; views stay valid because the memory is grown before they are made. */
function allocator(memory: WebAssembly.Memory, start: number): (count: number) => Block {
  memory.grow(2047);
  let next = Math.ceil(start / 16) * 16;
  return (count) => {
    const address = next;
    next += Math.ceil((count * 4) / 16) * 16;
    return { address, values: new Float32Array(memory.buffer, address, count) };
  };
}
