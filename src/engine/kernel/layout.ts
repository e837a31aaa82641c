/** What the kernel has to know of a layer. The loader writes the fields, in this order, each 4 bytes. */
@unmanaged
export class Layer {
  // input
  inputRows: u32;
  inputColumns: u32;
  inputChannels: u32;
  // output
  kernelSize: u32;
  stride: u32;
  rows: u32;
  columns: u32;
  channels: u32;
  /** Words of 32 channels at a position; the channels beyond the last have weights and biases of 0 and never fire. */
  words: u32;
  /** Address of the weights [word][kernel row, column, input channel][32 channels]. */
  weights: usize;
  /** Bytes of the weights of one word. */
  wordBytes: u32;
  /** Address of the biases [position][word][32 channels]. */
  bias: usize;
  /** Address of the voltages at the start, laid out as the biases. */
  initialVoltage: usize;
  /** Address of the spikes, one bit a channel [step][position][word]. */
  spikes: usize;
  /** Address of what is sent to the next layer, or the currents of a first layer, laid out as the biases. */
  signal: usize;
  /** Address of a byte a position of the input: 0 if it is as in an image of zeros. */
  inputTouched: usize;
  /** Address of the same for the positions of the layer; those of 0 keep what they have in `spikes` or `signal`. */
  touched: usize;
  /** Address of the currents [step][as the biases], 0: not recorded. */
  recordedCurrents: usize;
  /** Address of the voltages [step][as the biases], 0: not recorded. */
  recordedVoltages: usize;
}

/** The neurons, the same everywhere, and where lists are kept. Each field has 4 bytes. */
@unmanaged
export class Neurons {
  steps: u32;
  charge: f32;
  decay: f32;
  refractoryRest: f32;
  refractoryRestLater: f32;
  /** From which rest on the refractory time ends one step later: 1, or −∞ if it does in any case. */
  laterFrom: f32;
  floor: f32;
  refractoryPeriodSteps: u32;
  /** Address of a list of inputs that are not 0: where their weights are, in bytes from those of the first input. */
  places: usize;
  /** Address of the values of these inputs; spikes have none. */
  values: usize;
  /** Address of where in `places` the inputs of [step][position] start, and one end. */
  starts: usize;
  /** Address of the currents of 32 neurons in every step. */
  currents: usize;
  /** Address of the state of 32 neurons. */
  state: usize;
}

/** Bytes of a word of 32 channels as float32. */
export const WORD_BYTES: u32 = 128;
/** Bytes of the state of four neurons. */
export const STATE_BYTES: u32 = 48;
