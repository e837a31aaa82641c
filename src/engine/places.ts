import { sizeOf } from '../network/architecture.ts';
import type { EffectiveLayer, EffectiveNetwork } from '../network/effective.ts';

/** Channels that the kernel takes in one go: 32 bits of spikes, 8 vectors of 4 currents. */
export const wordChannels: number = 32;
/** Bytes of the currents of as many channels. */
export const wordBytes: number = wordChannels * 4;

/** Addresses of the arrays of a layer, in bytes. */
export interface LayerPlaces {
  /** Words of 32 channels at a position. */
  readonly words: number;
  readonly positions: number;
  /** What the kernel knows of the layer. */
  readonly description: number;
  readonly weights: number;
  readonly bias: number;
  readonly initialVoltage: number;
  readonly spikes: number;
  readonly blankSpikes: number;
  readonly spikeBytes: number;
  readonly signal: number;
  readonly blankSignal: number;
  /** Bytes of the signal, the biases or the voltages of the layer. */
  readonly layerBytes: number;
  readonly inputTouched: number;
  readonly touched: number;
  readonly recordedCurrents: number;
  readonly recordedVoltages: number;
}

/** Addresses of everything, in bytes. */
export interface Places {
  readonly layers: readonly LayerPlaces[];
  readonly neurons: number;
  readonly currents: number;
  readonly state: number;
  readonly picture: number;
  readonly listed: number;
  readonly values: number;
  readonly starts: number;
  /** Bytes of the read-out of one step, one neuron's weights in it, or the biases: classes, padded to four. */
  readonly classBytes: number;
  readonly readoutWeight: number;
  readonly readoutBias: number;
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
