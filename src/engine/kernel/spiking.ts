/** Layers of spiking neurons. A layer runs all steps before the next one begins: there is no way back and no synapse. */
import { Layer, Neurons, STATE_BYTES, WORD_BYTES } from './layout';
import { bitsOf, rest, step } from './neuron';

/** Runs the first layer, whose currents (`signal`) stand still. */
export function fireConstantly(layer: Layer, neurons: Neurons): void {
  const words = layer.rows * layer.columns * layer.words;
  for (let word: u32 = 0; word < words; word++) {
    if (load<u8>(layer.touched + word / layer.words) == 0) continue;
    const at = word * WORD_BYTES;
    startWord(neurons.state, layer.initialVoltage + at);
    const currents = layer.signal + at;
    for (let now: u32 = 0; now < neurons.steps; now++) {
      stepWord(
        layer,
        neurons,
        now,
        words,
        word,
        v128.load(currents),
        v128.load(currents, 16),
        v128.load(currents, 32),
        v128.load(currents, 48),
        v128.load(currents, 64),
        v128.load(currents, 80),
        v128.load(currents, 96),
        v128.load(currents, 112),
      );
    }
  }
}

/** Runs a layer on the listed spikes of the layer before. */
export function fireOnSpikes(layer: Layer, neurons: Neurons): void {
  const positions = layer.rows * layer.columns;
  const words = positions * layer.words;
  const inputPositions = layer.inputRows * layer.inputColumns;
  const columnBytes = layer.inputChannels * WORD_BYTES;
  const rowBytes = layer.kernelSize * columnBytes;
  for (let word: u32 = 0; word < layer.words; word++) {
    const weights = layer.weights + word * layer.wordBytes;
    for (let position: u32 = 0; position < positions; position++) {
      if (load<u8>(layer.touched + position) == 0) continue;
      const top = (position / layer.columns) * layer.stride;
      const left = (position % layer.columns) * layer.stride;
      const at = (position * layer.words + word) * WORD_BYTES;
      const bias = layer.bias + at;
      startWord(neurons.state, layer.initialVoltage + at);
      for (let now: u32 = 0; now < neurons.steps; now++) {
        let a = v128.load(bias);
        let b = v128.load(bias, 16);
        let c = v128.load(bias, 32);
        let d = v128.load(bias, 48);
        let e = v128.load(bias, 64);
        let f = v128.load(bias, 80);
        let g = v128.load(bias, 96);
        let h = v128.load(bias, 112);
        let starts = neurons.starts + ((now * inputPositions + top * layer.inputColumns + left) << 2);
        let kernelRow = weights - left * columnBytes;
        for (let row: u32 = 0; row < layer.kernelSize; row++) {
          const end = load<u32>(starts + (layer.kernelSize << 2));
          for (let place = load<u32>(starts); place < end; place += 4) {
            const weight: usize = kernelRow + load<u32>(place);
            a = f32x4.add(a, v128.load(weight));
            b = f32x4.add(b, v128.load(weight, 16));
            c = f32x4.add(c, v128.load(weight, 32));
            d = f32x4.add(d, v128.load(weight, 48));
            e = f32x4.add(e, v128.load(weight, 64));
            f = f32x4.add(f, v128.load(weight, 80));
            g = f32x4.add(g, v128.load(weight, 96));
            h = f32x4.add(h, v128.load(weight, 112));
          }
          starts += layer.inputColumns << 2;
          kernelRow += rowBytes;
        }
        stepWord(layer, neurons, now, words, position * layer.words + word, a, b, c, d, e, f, g, h);
      }
    }
  }
}

/** Puts 32 neurons at rest. */
// @ts-ignore: decorator
@inline
function startWord(state: usize, voltages: usize): void {
  for (let four: u32 = 0; four < 8; four++) rest(state + four * STATE_BYTES, voltages + (four << 4));
}

/** Advances 32 neurons by one step and stores who fired as a word of bits. */
// @ts-ignore: decorator
@inline
function stepWord(
  layer: Layer,
  neurons: Neurons,
  now: u32,
  words: u32,
  word: u32,
  a: v128,
  b: v128,
  c: v128,
  d: v128,
  e: v128,
  f: v128,
  g: v128,
  h: v128,
): void {
  const place = now * words + word;
  if (layer.recordedCurrents != 0) {
    const currents = layer.recordedCurrents + place * WORD_BYTES;
    v128.store(currents, a);
    v128.store(currents, b, 16);
    v128.store(currents, c, 32);
    v128.store(currents, d, 48);
    v128.store(currents, e, 64);
    v128.store(currents, f, 80);
    v128.store(currents, g, 96);
    v128.store(currents, h, 112);
  }
  const state = neurons.state;
  const low = bitsOf(
    step(neurons, state, a, now),
    step(neurons, state + STATE_BYTES, b, now),
    step(neurons, state + 2 * STATE_BYTES, c, now),
    step(neurons, state + 3 * STATE_BYTES, d, now),
  );
  const high = bitsOf(
    step(neurons, state + 4 * STATE_BYTES, e, now),
    step(neurons, state + 5 * STATE_BYTES, f, now),
    step(neurons, state + 6 * STATE_BYTES, g, now),
    step(neurons, state + 7 * STATE_BYTES, h, now),
  );
  store<u32>(layer.spikes + (place << 2), low | (high << 16));
  if (layer.recordedVoltages != 0) {
    const voltages = layer.recordedVoltages + place * WORD_BYTES;
    for (let four: u32 = 0; four < 8; four++) v128.store(voltages + (four << 4), v128.load(state + four * STATE_BYTES));
  }
}
