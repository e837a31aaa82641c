import type { FloatArray } from '../base/precision.ts';
import { argmax } from '../simulator/network/dense.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';
import { currentsOf, requireImage } from '../simulator/network/run.ts';
import { type Model, startNeurons } from '../simulator/neuron/model.ts';
import { showImage } from './forward.ts';
import { blankImage, type FastNetwork, filterReadouts, loadFastNetwork, readReadouts } from './inference.ts';
import { constants } from './kernel.generated.ts';
import type { KernelModule } from './kernel.ts';
import { requireEffective, whyReadable } from './scope.ts';
import { spikeWords } from './spiking-memory.ts';

/** A network that is ready to run on streams of one length. */
export interface PreparedStream {
  /**
   * The class of each image, as `runStream` of src/simulator/network predicts it, from the spikes of the first layer.
   */
  readonly predict: (firstSpikes: readonly Uint8Array[], readout?: StreamReadout) => number[];
}

/** How a stream is read out. By default, the filter starts again for every image. */
export interface StreamReadout {
  /** Number of steps at the beginning of every image that the filter ignores; default 0. */
  readonly ignoredSteps?: number;
  /** Whether the filter keeps its state between images instead, as a probe of a simulator does; default false. */
  readonly isCarried?: boolean;
}

/**
 * Spikes of the first layer on a stream of images. They depend neither on the amplitude nor on synapses.
 *
 * @returns [step][row, column, channel]
 * @throws {RangeError} if an image does not have the size of the network's input
 */
export function runFirstLayer(network: EffectiveNetwork, images: readonly Uint8Array[]): Uint8Array[] {
  const layer = network.layers[0] as EffectiveLayer;
  const neurons = startNeurons(network.neurons[0] as Model, network.initialVoltage[0] as FloatArray);
  return images.flatMap((image) => {
    requireImage(network, image);
    const currents = currentsOf(layer, image, network);
    return Array.from({ length: network.point.steps }, () => neurons.step(currents));
  });
}

/**
 * Prepares a network for streams. The kernel runs a layer over all steps before the next layer starts, so a stream is
 * one long run that starts from the spikes of the first layer.
 *
 * @param length - number of images of a stream
 * @throws {RangeError} if the kernel does not run the network
 */
export function prepareStream(module: KernelModule, network: EffectiveNetwork, length: number): PreparedStream {
  requireEffective(network);
  const reason = whyReadable(network);
  if (reason !== undefined) throw new RangeError(`the kernel does not run this network: ${reason}`);
  const { steps } = network.point;
  const fast = loadFastNetwork(module, { ...network, point: { ...network.point, steps: steps * length } });
  const { kernel, layout } = fast;
  const neurons = layout.neurons.struct.address;
  return {
    predict: (firstSpikes, { ignoredSteps = 0, isCarried = false } = {}) => {
      showImage(fast, layout, blankImage(network), true);
      writeFirstSpikes(fast, firstSpikes);
      for (const { blocks } of layout.layers.slice(1)) kernel.fireOnSpikes(blocks.struct.address, neurons);
      kernel.readSpikes(layout.readout.blocks.struct.address, neurons);
      const readouts = readReadouts(fast, steps * length);
      return Array.from({ length }, (_, image) => {
        const first = isCarried ? 0 : image * steps + ignoredSteps;
        const shown = readouts.slice(first, (image + 1) * steps);
        return argmax(filterReadouts(shown, network).at(-1) as FloatArray);
      });
    },
  };
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
