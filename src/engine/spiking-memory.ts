import { type FloatArray, precisions } from '../base/precision.ts';
import type { EffectiveNetwork } from '../simulator/network/effective.ts';
import type { LifConstants } from '../simulator/neuron/lif.ts';
import { lifOf, type Model } from '../simulator/neuron/model.ts';
import { constants } from './kernel.generated.ts';
import { addressesOf, copyMatrices, numbersIn, writeStruct } from './memory.ts';
import { allocateNetwork, countNeurons, type LayerLayout, type NetworkLayout } from './network-layout.ts';
import { writeReadout, writeStructs, writeWeights } from './network-memory.ts';

export function allocateSpiking({ layers, point, readout }: EffectiveNetwork): NetworkLayout {
  const plans = layers.map(({ plan }) => plan);
  return allocateNetwork(plans, readout.bias.length, { spikingSteps: point.steps, precision: point.precision.name });
}

export function writeSpiking(network: EffectiveNetwork, to: NetworkLayout, memory: ArrayBuffer): void {
  const minVoltages = network.neurons.map((model) => (lifOf(model) as LifConstants).minVoltage);
  writeStructs(to, minVoltages, memory);
  for (const [index, layer] of to.layers.entries()) {
    const { weight, bias } = network.layers[index] as EffectiveNetwork['layers'][number];
    const write = (values: FloatArray, block: 'biases' | 'initialVoltages') => {
      const padded = numbersIn(layer.blocks[block], memory, to.precision);
      copyMatrices(values, [1, layer.plan.channels], padded, [1, layer.shape.channels]);
    };
    writeWeights(weight, layer, memory);
    write(bias, 'biases');
    write(network.initialVoltage[index] as FloatArray, 'initialVoltages');
  }
  writeReadout(network.readout, to, memory);
  writeNeurons(network, to, { recording: false }, memory);
}

/** Writes the constants of the neurons, and whether to record currents and voltages. */
export function writeNeurons(
  { point, neurons: [firstLayer], synapse }: EffectiveNetwork,
  { precision, neurons }: NetworkLayout,
  { recording }: { readonly recording: boolean },
  memory: ArrayBuffer,
): void {
  const lif = lifOf(firstLayer as Model) as LifConstants;
  const values = {
    ...addressesOf(neurons),
    steps: point.steps,
    charge: lif.charge,
    decay: lif.decay,
    refractoryPeriodSteps: lif.refractoryPeriodSteps,
    decayToStepM: lif.decayToStepM,
    decayToStepAfterM: lif.decayToStepAfterM,
    laterFrom: lif.refractoryPeriodSteps < 1 ? Number.NEGATIVE_INFINITY : 1,
    recording: recording ? 1 : 0,
    hasSynapse: synapse ? 1 : 0,
    synapseKeep: synapse?.keep ?? 0,
    synapseTake: synapse?.take ?? 0,
  };
  writeStruct('Neurons', neurons.struct, values, memory, precision);
}

/** Values of a layer's neurons, starting at an address, without padding. */
export function readNeurons({ plan, precision, shape }: LayerLayout, address: number, memory: ArrayBuffer): FloatArray {
  const bytes = constants[precision].NUMBER_BYTES * countNeurons(shape);
  const padded = numbersIn({ address, bytes }, memory, precision);
  const values = new precisions[precision].array(plan.neurons);
  copyMatrices(padded, [1, shape.channels], values, [1, plan.channels]);
  return values;
}

/** Spikes of a layer in one step, one bit per channel [row, column, word]. */
export function spikeWords({ precision, shape, blocks }: LayerLayout, step: number, memory: ArrayBuffer): Uint32Array {
  const words = countNeurons(shape) / constants[precision].WORD_CHANNELS;
  return new Uint32Array(memory, blocks.spikes.address + step * words * 4, words);
}
