/** Layers whose inputs have values: the picture, and the rate network. */
import { Layer, Neurons, WORD_BYTES } from './layout';
import { log1p } from './log1p';

/** Currents of a layer (`signal`) for the listed values. */
export function convolve(layer: Layer, neurons: Neurons): void {
  const positions = layer.rows * layer.columns;
  const columnBytes = layer.inputChannels * WORD_BYTES;
  const rowBytes = layer.kernelSize * columnBytes;
  const valueOffset = (neurons.values - neurons.places) as u32;
  for (let word: u32 = 0; word < layer.words; word++) {
    const weights = layer.weights + word * layer.wordBytes;
    for (let position: u32 = 0; position < positions; position++) {
      if (load<u8>(layer.touched + position) == 0) continue;
      const top = (position / layer.columns) * layer.stride;
      const left = (position % layer.columns) * layer.stride;
      const at = (position * layer.words + word) * WORD_BYTES;
      const bias = layer.bias + at;
      let a = v128.load(bias);
      let b = v128.load(bias, 16);
      let c = v128.load(bias, 32);
      let d = v128.load(bias, 48);
      let e = v128.load(bias, 64);
      let f = v128.load(bias, 80);
      let g = v128.load(bias, 96);
      let h = v128.load(bias, 112);
      let starts = neurons.starts + ((top * layer.inputColumns + left) << 2);
      let kernelRow = weights - left * columnBytes;
      for (let row: u32 = 0; row < layer.kernelSize; row++) {
        const end = load<u32>(starts + (layer.kernelSize << 2));
        for (let place = load<u32>(starts); place < end; place += 4) {
          const weight: usize = kernelRow + load<u32>(place);
          const value = v128.load32_splat((place + valueOffset) as usize);
          a = f32x4.add(a, f32x4.mul(v128.load(weight), value));
          b = f32x4.add(b, f32x4.mul(v128.load(weight, 16), value));
          c = f32x4.add(c, f32x4.mul(v128.load(weight, 32), value));
          d = f32x4.add(d, f32x4.mul(v128.load(weight, 48), value));
          e = f32x4.add(e, f32x4.mul(v128.load(weight, 64), value));
          f = f32x4.add(f, f32x4.mul(v128.load(weight, 80), value));
          g = f32x4.add(g, f32x4.mul(v128.load(weight, 96), value));
          h = f32x4.add(h, f32x4.mul(v128.load(weight, 112), value));
        }
        starts += layer.inputColumns << 2;
        kernelRow += rowBytes;
      }
      const signal = layer.signal + at;
      v128.store(signal, a);
      v128.store(signal, b, 16);
      v128.store(signal, c, 32);
      v128.store(signal, d, 48);
      v128.store(signal, e, 64);
      v128.store(signal, f, 80);
      v128.store(signal, g, 96);
      v128.store(signal, h, 112);
    }
  }
}

/**
 * Replaces the currents of a layer (`signal`) by what its neurons send: amplitude · rate, computed in float64 as
 * `rateHz` of src/simulator/neuron/rate.ts does, and rounded once.
 */
export function sendRates(layer: Layer, amplitude: f64, tauRcSeconds: f64, tauRefSeconds: f64): void {
  const positions = layer.rows * layer.columns;
  const positionBytes = layer.words * WORD_BYTES;
  for (let position: u32 = 0; position < positions; position++) {
    if (load<u8>(layer.touched + position) == 0) continue;
    const first = layer.signal + position * positionBytes;
    for (let place = first; place < first + positionBytes; place += 4) {
      const current = load<f32>(place) as f64;
      let rate: f64 = 0;
      if (current > 1) rate = 1 / (tauRefSeconds + tauRcSeconds * log1p(1 / (current - 1)));
      store<f32>(place, (amplitude * rate) as f32);
    }
  }
}
