import type { FloatArray } from '../base/precision.ts';
import { type EffectiveNetwork, lifConstantsOfLayer } from '../simulator/network/effective.ts';

import { constants } from './kernel.generated.ts';
import {
  addressesOf,
  type Blocks,
  copyMatrices,
  createAllocator,
  floatBytes,
  floatsIn,
  structBytes,
  writeStruct,
} from './memory.ts';
import {
  allocateNetwork,
  countNeurons,
  type LayerMemory,
  layerFields,
  type NetworkMemory,
  readoutFields,
  writeReadout,
  writeWeights,
} from './network-memory.ts';

type SpikingBlock = 'initialVoltages' | 'spikes' | 'blankSpikes' | 'recordedCurrents' | 'recordedVoltages';

/** A layer of a network that spikes, in the kernel's memory. */
export type SpikingLayerMemory = LayerMemory<SpikingBlock>;

/** A network that spikes, in the kernel's memory. It can run as a rate network, too. */
export interface SpikingMemory extends NetworkMemory<SpikingBlock> {
  readonly neurons: Blocks<'struct' | 'currents' | 'states'>;
  /** Bytes in all. */
  readonly bytes: number;
}

/** Lays out the memory of a network that spikes. */
export function allocateSpiking({ layers, point, readout }: EffectiveNetwork): SpikingMemory {
  const { steps } = point;
  const allocator = createAllocator();
  const size = { plans: layers.map(({ plan }) => plan), classes: readout.bias.length, steps };
  const network = allocateNetwork(allocator, size, 'words', {
    layer: (shape) => {
      const neurons = countNeurons(shape);
      return {
        struct: structBytes('SpikingLayer'),
        initialVoltages: floatBytes(neurons),
        spikes: (steps * neurons) / 8,
        blankSpikes: (steps * neurons) / 8,
        recordedCurrents: floatBytes(steps * neurons),
        recordedVoltages: floatBytes(steps * neurons),
      };
    },
    readout: () => ({ struct: structBytes('SpikingReadout') }),
  });
  const neurons = allocator.allocate({
    struct: structBytes('Neurons'),
    currents: steps * constants.WORD_BYTES,
    states: constants.WORD_STATE_BYTES,
  });
  return { ...network, neurons, bytes: allocator.allocatedBytes() };
}

/** Writes a network that spikes into the kernel's memory. */
export function writeSpiking(network: EffectiveNetwork, to: SpikingMemory, memory: ArrayBuffer): void {
  for (const [index, layer] of to.layers.entries()) {
    const { plan, shape, blocks } = layer;
    const before = to.layers[index - 1]?.blocks;
    writeStruct(
      'SpikingLayer',
      blocks.struct,
      {
        ...layerFields(layer, before ?? to.image, to.lists),
        minVoltage: lifConstantsOfLayer(network, index).minVoltage,
        inputSpikes: before?.spikes.address ?? 0,
      },
      memory,
    );
    const { weight, bias } = network.layers[index] as EffectiveNetwork['layers'][number];
    writeWeights(weight, layer, 1, memory);
    const write = (values: FloatArray, block: 'biases' | 'initialVoltages') =>
      copyMatrices(values, [1, plan.channels], floatsIn(blocks[block], memory), [1, shape.channels]);
    write(bias, 'biases');
    write(network.initialVoltage[index] as FloatArray, 'initialVoltages');
  }
  const last = to.layers.at(-1) as SpikingLayerMemory;
  const inputSpikes = last.blocks.spikes.address;
  writeStruct(
    'SpikingReadout',
    to.readout.blocks.struct,
    { ...readoutFields(to.readout, last, to.lists), inputSpikes },
    memory,
  );
  writeReadout(network.readout, to, memory);
  writeNeurons(network, to, { recording: false }, memory);
}

/** Writes the constants of the neurons, and whether currents and voltages are to be recorded. */
export function writeNeurons(
  { point, lif }: EffectiveNetwork,
  { neurons }: SpikingMemory,
  { recording }: { readonly recording: boolean },
  memory: ArrayBuffer,
): void {
  writeStruct(
    'Neurons',
    neurons.struct,
    {
      ...addressesOf(neurons),
      steps: point.steps,
      charge: lif.charge,
      decay: lif.decay,
      refractoryPeriodSteps: lif.refractoryPeriodSteps,
      refractoryRest: lif.refractoryRest,
      refractoryRestLater: lif.refractoryRestLater,
      laterFrom: lif.refractoryPeriodSteps < 1 ? Number.NEGATIVE_INFINITY : 1,
      recording: recording ? 1 : 0,
    },
    memory,
  );
}

/** Values of a layer without padding, from an address on, laid out like the biases. */
export function readNeurons({ plan, shape }: LayerMemory, address: number, memory: ArrayBuffer): Float32Array {
  const padded = floatsIn({ address, bytes: floatBytes(countNeurons(shape)) }, memory);
  const values = new Float32Array(plan.neurons);
  copyMatrices(padded, [1, shape.channels], values, [1, plan.channels]);
  return values;
}

/** Spikes of a layer in one step, one bit per channel [row, column, word]. */
export function spikeWords({ shape, blocks }: SpikingLayerMemory, step: number, memory: ArrayBuffer): Uint32Array {
  const words = countNeurons(shape) / constants.WORD_CHANNELS;
  return new Uint32Array(memory, blocks.spikes.address + step * words * 4, words);
}
