/**
 * A neuron whose inputs are all 0 does the same for every image. The network therefore runs once on a blank image,
 * whose pixels are all 0. After that it runs only on the positions that depend on a nonzero pixel.
 */
import { inPadding, Layer, Neurons, NUMBER_BYTES, WORD_CHANNELS } from './structs';

/** Marks the pixels that are nonzero in any channel as affected. */
export function markPixels(firstLayer: Layer): void {
  const pixels = firstLayer.inputRows * firstLayer.inputColumns;
  const channels = firstLayer.inputChannels;
  let input = firstLayer.inputs;
  for (let pixel: u32 = 0; pixel < pixels; pixel++) {
    let any = false;
    for (let channel: u32 = 0; channel < channels; channel++, input += NUMBER_BYTES)
      any = any || load<f32>(input) !== 0;
    store<u8>(firstLayer.inputAffected + pixel, any ? 1 : 0);
  }
}

/** Marks the positions of a layer that have an affected position under their kernel. */
export function markAffected(layer: Layer): void {
  const kernelSize = layer.kernelSize;
  const inputColumns = layer.inputColumns;
  let affected = layer.affected;
  for (let row: u32 = 0; row < layer.rows; row++) {
    for (let column: u32 = 0; column < layer.columns; column++) {
      const top = row * layer.stride - layer.padding;
      const left = column * layer.stride - layer.padding;
      const firstColumn = inPadding(left);
      const endColumn = min(kernelSize, inputColumns - left);
      const endRow = min(kernelSize, layer.inputRows - top);
      let any: u32 = 0;
      for (let i = inPadding(top); i < endRow; i++) {
        const first = layer.inputAffected + (top + i) * inputColumns + left;
        for (let j = firstColumn; j < endColumn; j++) any |= load<u8>(first + j);
      }
      store<u8>(affected++, any as u8);
    }
  }
}

/** Saves outputs and slopes as those for a blank image. */
export function saveBlankRates(layer: Layer): void {
  const positions = layer.rows * layer.columns;
  const bytes = (positions * layer.channels) << 2;
  memory.copy(layer.blankOutputs, layer.outputs, bytes);
  memory.copy(layer.blankSlopes, layer.slopes, bytes);
  memory.fill(layer.changed, 0, positions);
}

/** Resets outputs and slopes to those for a blank image, at positions that were changed and will not be recomputed. */
export function restoreBlankRates(layer: Layer): void {
  const positions = layer.rows * layer.columns;
  const bytes = layer.channels << 2;
  const changed = layer.changed;
  for (let position: u32 = 0, offset: u32 = 0; position < positions; position++, offset += bytes) {
    const isAffected = load<u8>(layer.affected + position);
    if (isAffected === 0 && load<u8>(changed + position) !== 0) {
      memory.copy(layer.outputs + offset, layer.blankOutputs + offset, bytes);
      memory.copy(layer.slopes + offset, layer.blankSlopes + offset, bytes);
    }
    store<u8>(changed + position, isAffected);
  }
}

/** Saves spikes as those for a blank image. */
export function saveBlankSpikes(layer: Layer, neurons: Neurons): void {
  memory.copy(layer.blankSpikes, layer.spikes, spikeBytes(layer, neurons));
}

/** Resets spikes to those for a blank image. */
export function restoreBlankSpikes(layer: Layer, neurons: Neurons): void {
  memory.copy(layer.spikes, layer.blankSpikes, spikeBytes(layer, neurons));
}

function spikeBytes(layer: Layer, neurons: Neurons): u32 {
  return (neurons.steps * layer.rows * layer.columns * (layer.channels / WORD_CHANNELS)) << 2;
}
