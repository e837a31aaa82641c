import { float32 } from '../base/precision.ts';
import { requirePositive } from '../base/requirement.ts';
import type { Architecture } from '../simulator/network/architecture.ts';
import { argmax } from '../simulator/network/dense.ts';
import { tune } from '../simulator/neuron/tuning.ts';
import type { Example } from '../simulator/training/gradient.ts';
import { crossEntropy } from '../simulator/training/loss.ts';
import type { MicroBatch } from '../simulator/training/micro-batch.ts';
import type { Parameters } from '../simulator/training/parameters.ts';
import { instantiate, type Kernel, type KernelModule } from './kernel.ts';
import { type Block, type LayerBlocks, numbersIn, placeTraining, type TrainingBlocks } from './training-blocks.ts';
import { clearSums, keepBlank, readSums, touchAll, writeParameters } from './training-memory.ts';

/** Sums the errors of images in float32, for one network after the other, all of one architecture and amplitude. */
export interface FastGradientAccumulator {
  /** Takes over the weights of a network. */
  readonly use: (parameters: Parameters) => void;
  /** Errors of a few images, summed one after the other. */
  readonly sum: (examples: readonly Example[], batchSize: number) => MicroBatch;
}

/**
 * Prepares a accumulator that is equal bit for bit to `addGradients` of src/simulator/training in float32.
 *
 * @param module - see `compile`
 * @throws {RangeError} if the architecture makes no network, or the amplitude is not above 0
 */
export function createGradientAccumulator(
  architecture: Architecture,
  amplitude: number,
  module: KernelModule,
): FastGradientAccumulator {
  requirePositive('amplitude', amplitude);
  const blocks = placeTraining(architecture);
  const instance = instantiate(module, blocks.bytes);
  const { kernel, memory } = instance;
  const { gain } = tune(architecture.neuron, architecture.neuron);
  const image = numbersIn(blocks.image, memory);
  const logits = numbersIn(blocks.readout, memory).subarray(0, architecture.classes);
  const readoutErrors = numbersIn(blocks.readoutErrors, memory);

  const use = (parameters: Parameters) => {
    writeParameters(parameters, blocks, gain, instance);
    image.fill(0);
    touchAll(blocks, memory);
    forward(kernel, blocks, amplitude, architecture.neuron);
    keepBlank(blocks, memory);
  };
  const add = (example: Example, batchSize: number) => {
    image.set(example.image);
    touch(kernel, blocks);
    forward(kernel, blocks, amplitude, architecture.neuron);
    const { loss, gradient } = crossEntropy(logits, example.label, batchSize, float32);
    readoutErrors.set(gradient);
    backward(kernel, blocks, architecture.classes);
    return { loss, correct: argmax(logits) === example.label };
  };
  return {
    use,
    sum: (examples, batchSize) => {
      clearSums(blocks, memory);
      const results = examples.map((example) => add(example, batchSize));
      return {
        sums: readSums(blocks, architecture.classes, instance),
        loss: results.reduce((total, { loss }) => total + loss, 0),
        correct: results.filter(({ correct }) => correct).length,
      };
    },
  };
}

/** Marks what an image touches, layer by layer, and lets all else send what it sends for an image of zeros. */
function touch(kernel: Kernel, { image, imageTouched, layers }: TrainingBlocks): void {
  let before = imageTouched.address;
  for (const [index, { plan, touched, ...layer }] of layers.entries()) {
    if (index === 0) kernel.touchImage(image.address, layer.pixels, plan.input.channels, before);
    const { input, output, kernelSize, stride } = plan;
    kernel.touchPlaces(before, input.columns, kernelSize, stride, output.rows, output.columns, touched.address);
    kernel.restoreBlank(
      touched.address,
      layer.changed.address,
      layer.places,
      layer.channels * 4,
      layer.outputs.address,
      layer.blankOutputs.address,
      layer.slopes.address,
      layer.blankSlopes.address,
    );
    before = touched.address;
  }
}

/** Computes what the image touches; all else has to be there, as it is for an image of zeros. */
function forward(
  kernel: Kernel,
  blocks: TrainingBlocks,
  amplitude: number,
  { tauRcSeconds, tauRefSeconds }: Architecture['neuron'],
): void {
  let input = blocks.image;
  for (const { plan, ...layer } of blocks.layers) {
    const { inputStarts, inputPairs, currents, touched, outputs } = layer;
    const weightBytes = layer.channels * 4;
    kernel.listPairs(
      input.address,
      plan.input.rows,
      plan.input.columns,
      layer.inputChannels,
      inputStarts.address,
      inputPairs.address,
      layer.inputChannels * weightBytes,
      weightBytes,
    );
    kernel.addInputs(
      inputStarts.address,
      plan.input.columns,
      layer.inputChannels,
      layer.weight.address,
      layer.bias.address,
      currents.address,
      touched.address,
      plan.kernelSize,
      plan.stride,
      plan.output.rows,
      plan.output.columns,
      layer.channels,
    );
    kernel.sendRatesAndSlopes(
      currents.address,
      touched.address,
      layer.places,
      layer.channels,
      amplitude,
      tauRcSeconds,
      tauRefSeconds,
      outputs.address,
      layer.slopes.address,
      blocks.activeList.address,
    );
    input = outputs;
  }
  const { readoutStarts, readoutPairs, readoutWeight, readoutBias, readout, classes } = blocks;
  kernel.listPairs(input.address, 1, 1, input.count, readoutStarts.address, readoutPairs.address, 0, 4);
  kernel.addOutputs(readoutStarts.address, readoutWeight.address, readoutBias.address, classes, readout.address);
}

function backward(kernel: Kernel, blocks: TrainingBlocks, classes: number): void {
  const last = blocks.layers.at(-1) as LayerBlocks;
  kernel.errorsFromReadout(
    blocks.readoutStarts.address,
    last.slopes.address,
    last.outputs.count,
    blocks.readoutWeight.address,
    classes,
    blocks.classes,
    blocks.readoutErrors.address,
    blocks.readoutWeightSums.address,
    blocks.readoutBiasSums.address,
    last.errors.address,
  );
  for (let index = blocks.layers.length - 1; index >= 0; index--) {
    const layer = blocks.layers[index] as LayerBlocks;
    const before = blocks.layers[index - 1];
    kernel.addTo(layer.biasSums.address, layer.errors.address, layer.errors.count);
    const addGradients = before === undefined ? kernel.addKernelErrors : kernel.addTurnedKernelErrors;
    addLayerErrors(addGradients, layer, before?.outputs ?? blocks.image, blocks.placeList);
    if (before !== undefined) passErrorsBack(kernel, layer, before);
  }
}

function addLayerErrors(
  addGradients: Kernel['addKernelErrors'],
  { plan, ...layer }: LayerBlocks,
  input: Block,
  list: Block,
): void {
  addGradients(
    input.address,
    plan.input.columns,
    layer.inputChannels,
    layer.errors.address,
    layer.kernelSums.address,
    list.address,
    plan.kernelSize,
    plan.stride,
    plan.output.rows,
    plan.output.columns,
    layer.channels,
  );
}

function passErrorsBack(kernel: Kernel, { plan, ...layer }: LayerBlocks, before: LayerBlocks): void {
  const { errorStarts, errorPairs } = layer;
  const weightBytes = layer.inputChannels * 4;
  kernel.listPairs(
    layer.errors.address,
    plan.output.rows,
    plan.output.columns,
    layer.channels,
    errorStarts.address,
    errorPairs.address,
    -plan.stride * layer.channels * weightBytes,
    weightBytes,
  );
  kernel.errorsOfInputs(
    errorStarts.address,
    plan.output.rows,
    plan.output.columns,
    layer.channels,
    layer.turned.address,
    before.errors.address,
    plan.kernelSize,
    plan.stride,
    plan.input.rows,
    plan.input.columns,
    layer.inputChannels,
  );
  kernel.multiplyBy(before.slopes.address, before.errors.address, before.errors.count);
}
