import type { FloatArray } from '../base/precision.ts';
import { convolve } from '../simulator/network/convolution.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import {
  filterReadouts,
  requireImage,
  runStream,
  type SpikingSummary,
  summarizeRun,
} from '../simulator/network/run.ts';
import { type Model, stepNeurons } from '../simulator/neuron/model.ts';
import { blankImage, type FastNetwork, loadFastNetwork, readReadouts, showImage } from './inference.ts';
import { constants } from './kernel.generated.ts';
import type { KernelModule } from './kernel.ts';
import { spikeWords } from './network-memory.ts';

/** A network that is ready to run on streams of one length. */
export interface PreparedStream {
  /** What `runStream` of src/simulator/network returns for each image, without filtering the read-outs. */
  readonly run: (images: readonly Uint8Array[]) => StreamedImage[];
}

export interface StreamedImage extends Pick<SpikingSummary, 'spikeCounts'> {
  /** Read-out [step][class]. */
  readonly readout: readonly FloatArray[];
}

/**
 * Filters the read-outs of the last image of a stream. The filter starts again for it, or is carried over from the images
 * before it, as by a probe of a simulator.
 *
 * @returns filtered read-out after the last step [class]
 */
export function filterStream(
  stream: readonly StreamedImage[],
  network: EffectiveNetwork,
  { isCarried }: { readonly isCarried: boolean },
): FloatArray {
  const filtered = isCarried ? stream : stream.slice(-1);
  const readouts = filtered.flatMap(({ readout }) => readout);
  return filterReadouts(readouts, network).at(-1) as FloatArray;
}

/** A network as it is on a stream for the kernel: one long run. */
export function lengthen(network: EffectiveNetwork, length: number): EffectiveNetwork {
  return { ...network, point: { ...network.point, steps: network.point.steps * length } };
}

/**
 * Prepares a network that the kernel runs on streams. The kernel runs a layer over all steps before the next layer
 * starts, so a stream is one long run that starts from the spikes of the first layer.
 *
 * @param length - number of images of a stream
 * @throws {Refusal} if the memory cannot be allocated
 */
export function fastStream(module: KernelModule, network: EffectiveNetwork, length: number): PreparedStream {
  const { steps } = network.point;
  const fast = loadFastNetwork(module, lengthen(network, length));
  const { kernel, layout, memory } = fast;
  const neurons = layout.neurons.struct.address;
  return {
    run: (images) => {
      showImage(fast, layout, blankImage(network), true);
      writeFirstSpikes(fast, runFirstLayer(network, images));
      for (const { blocks } of layout.layers.slice(1)) kernel.fireOnSpikes(blocks.struct.address, neurons);
      kernel.readSpikes(layout.readout.blocks.struct.address, neurons);
      const readouts = readReadouts(fast, steps * length);
      return images.map((_, image) => {
        const shown = Array.from({ length: steps }, (_, step) => image * steps + step);
        const spikesOf = (layer: FastNetwork['layout']['layers'][number]) =>
          shown.reduce((sum, step) => sum + countOnes(spikeWords(layer, step, memory)), 0);
        return {
          readout: readouts.slice(image * steps, (image + 1) * steps),
          spikeCounts: layout.layers.map(spikesOf),
        };
      });
    },
  };
}

/** Prepares a network to be run on streams by src/simulator/network. */
export function readableStream(network: EffectiveNetwork): PreparedStream {
  return {
    run: (images) =>
      runStream(network, images).map((run) => {
        return { readout: run.readout, spikeCounts: summarizeRun(run).spikeCounts };
      }),
  };
}

/**
 * Spikes of the first layer on a stream of images. They depend neither on the amplitude nor on synapses.
 *
 * @returns [step][row, column, channel]
 * @throws {Refusal} if an image does not have the size of the network's input
 */
function runFirstLayer(network: EffectiveNetwork, images: readonly Uint8Array[]): Uint8Array[] {
  const { plan, weight, bias } = network.layers[0] as EffectiveLayer;
  const model = network.neurons[0] as Model;
  let neurons: unknown[] = Array.from(network.initialVoltage[0] as FloatArray, (voltage) => model.start(voltage));
  return images.flatMap((image) => {
    requireImage(network, image);
    const currents = convolve(plan, image, weight, bias, network.point.precision);
    return Array.from({ length: network.point.steps }, () => {
      const after = stepNeurons(model, neurons, currents);
      neurons = after;
      return new Uint8Array(after.map(({ fired }) => Number(fired)));
    });
  });
}

function writeFirstSpikes({ layout, memory }: FastNetwork, firstSpikes: readonly Uint8Array[]): void {
  const [layer] = layout.layers as [(typeof layout.layers)[number]];
  const { channels } = layer.plan;
  const { WORD_CHANNELS } = constants[layer.precision];
  const wordsPerPosition = layer.shape.channels / WORD_CHANNELS;
  for (const [step, spikes] of firstSpikes.entries()) {
    const words = spikeWords(layer, step, memory).fill(0);
    for (let neuron = 0; neuron < spikes.length; neuron++) {
      if (spikes[neuron] === 0) continue;
      const channel = neuron % channels;
      const word = ((neuron - channel) / channels) * wordsPerPosition + Math.floor(channel / WORD_CHANNELS);
      words[word] = (words[word] as number) | (1 << (channel % WORD_CHANNELS));
    }
  }
}

function countOnes(words: Uint32Array): number {
  let ones = 0;
  for (const word of words) for (let left = word; left !== 0; left &= left - 1) ones++;
  return ones;
}
