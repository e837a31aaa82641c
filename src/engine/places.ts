import { sizeOf } from '../simulator/network/architecture.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../simulator/network/effective.ts';

/** Channels that the kernel takes in one go: 32 bits of spikes, 8 vectors of 4 currents. */
export const wordChannels: number = 32;
/** Bytes of the currents of as many channels. */
export const wordBytes: number = wordChannels * 4;

/** Addresses of the arrays of a layer, in bytes. */
export interface LayerPlaces {
  /** Words of 32 channels at a position. */
  readonly words: number;
  /** Places of the kernel. */
  readonly positions: number;
  /** What the kernel knows of the layer. */
  readonly description: number;
  /** Effective weights. */
  readonly weights: number;
  /** Effective biases. */
  readonly bias: number;
  /** Voltages at the start. */
  readonly initialVoltage: number;
  /** Spikes of all steps. */
  readonly spikes: number;
  /** The same for an image of zeros. */
  readonly blankSpikes: number;
  /** Bytes of either. */
  readonly spikeBytes: number;
  /** What is sent to the next layer, or the currents of a first layer. */
  readonly signal: number;
  /** The same for an image of zeros. */
  readonly blankSignal: number;
  /** Bytes of the signal, the biases or the voltages of the layer. */
  readonly layerBytes: number;
  /** Which positions of the input differ from an image of zeros. */
  readonly inputTouched: number;
  /** Which positions of the layer see one that does. */
  readonly touched: number;
  /** Currents of all steps, if they are recorded. */
  readonly recordedCurrents: number;
  /** Voltages of all steps, if they are recorded. */
  readonly recordedVoltages: number;
}

/** Addresses of everything, in bytes. */
export interface Places {
  /** Hidden layers, from the picture on. */
  readonly layers: readonly LayerPlaces[];
  /** What the kernel knows of the neurons. */
  readonly neurons: number;
  /** Currents of 32 neurons in every step. */
  readonly currents: number;
  /** State of 32 neurons. */
  readonly state: number;
  /** The picture, as float32. */
  readonly picture: number;
  /** List of the inputs that are not 0. */
  readonly listed: number;
  /** Their values. */
  readonly values: number;
  /** Where in the list those of each position start. */
  readonly starts: number;
  /** Bytes of the read-out of one step, one neuron's weights in it, or the biases: classes, padded to four. */
  readonly classBytes: number;
  /** Effective weights of the read-out. */
  readonly readoutWeight: number;
  /** Its biases. */
  readonly readoutBias: number;
  /** The read-out of every step. */
  readonly readout: number;
  /** Bytes in all. */
  readonly bytes: number;
}

const descriptionBytes = 128;
const stateBytes = 8 * 48;

/** Finds a place in memory for every array of a network. Computes sizes only; the memory does not exist yet. */
export function placeArrays({ layers, point, readout }: EffectiveNetwork): Places {
  // the first bytes stay free, so that no array is at 0, which says that there is none
  let bytes = 64;
  const place = (count: number): number => {
    const address = bytes;
    bytes += Math.ceil(count / 64) * 64;
    return address;
  };
  const { steps } = point;
  const classBytes = Math.ceil(readout.bias.length / 4) * 16;
  const pictureValues = sizeOf((layers[0] as EffectiveLayer).plan.input);
  const mostNeurons = Math.max(...layers.map(({ plan }) => plan.neurons));
  const lastNeurons = layers.at(-1)?.plan.neurons ?? 0;
  const touched = [place(pictureValues), ...layers.map(({ plan }) => place(plan.neurons / plan.channels))];
  const places = layers.map((layer, index) => {
    return { ...placeLayer(layer, steps, place), inputTouched: touched[index] ?? 0, touched: touched[index + 1] ?? 0 };
  });
  const mostPositions = Math.max(...places.map(({ positions }) => positions));
  return {
    layers: places,
    neurons: place(descriptionBytes),
    currents: place(steps * wordBytes),
    state: place(stateBytes),
    picture: place(pictureValues * 4),
    listed: place(Math.max(pictureValues + 1, mostNeurons * steps + 3) * 4),
    values: place(Math.max(pictureValues + 1, mostNeurons + 1) * 4),
    starts: place(Math.max(pictureValues + 1, mostPositions * steps + 1) * 4),
    classBytes,
    readoutWeight: place(lastNeurons * classBytes),
    readoutBias: place(classBytes),
    readout: place(steps * classBytes),
    get bytes() {
      return bytes;
    },
  };
}

function placeLayer(
  { plan }: EffectiveLayer,
  steps: number,
  place: (count: number) => number,
): Omit<LayerPlaces, 'inputTouched' | 'touched'> {
  const words = Math.ceil(plan.channels / wordChannels);
  const positions = plan.output.rows * plan.output.columns;
  const layerBytes = positions * words * wordBytes;
  const spikeBytes = steps * positions * words * 4;
  return {
    words,
    positions,
    description: place(descriptionBytes),
    weights: place((plan.weights / plan.channels) * words * wordBytes),
    bias: place(layerBytes),
    initialVoltage: place(layerBytes),
    spikes: place(spikeBytes),
    blankSpikes: place(spikeBytes),
    spikeBytes,
    signal: place(layerBytes),
    blankSignal: place(layerBytes),
    layerBytes,
    recordedCurrents: place(steps * layerBytes),
    recordedVoltages: place(steps * layerBytes),
  };
}
