/*
 * The structs that TypeScript writes into the memory of the kernel. scripts/compile-kernel.mjs copies their fields to
 * src/engine/kernel.generated.ts, so that src/engine/memory.ts writes each field by its name. A field takes 4 bytes.
 *
 * Numbers are float32. Inference is compiled a second time with float64 instead: the script replaces f32 by f64, vectors of
 * four lanes by vectors of two, and the constants at the end. A field of type f32 then takes 8 bytes, aligned to them.
 *
 * Fields of type usize are addresses. Arrays hold numbers unless their comment says otherwise. Arrays of a layer
 * have the shape [row, column, channel] unless their comment says otherwise.
 *
 * Channels and classes are padded with weights and biases of 0: classes to a multiple of 4, channels to a multiple of 4
 * in training and of a word in networks that spike. A padding neuron has a current of 0, so its rate is 0 and it never
 * fires.
 */

/** A convolutional layer, in inference and in training. Arrays that a network does not need have no bytes. */
@unmanaged
export class Layer {
  inputRows: u32;
  inputColumns: u32;
  /** Padded, unless the input is the image. */
  inputChannels: u32;
  kernelSize: u32;
  stride: u32;
  /** Width of the border of zeros around the input, below the kernel size; 0 in training. */
  padding: u32;
  rows: u32;
  columns: u32;
  channels: u32;
  /** [kernel row, kernel column, input channel, channel] */
  weights: usize;
  biases: usize;
  /** The image, or the outputs of the previous layer. */
  inputs: usize;
  currents: usize;
  /** amplitude · rate */
  outputs: usize;
  /** d output / d current */
  slopes: usize;
  /** Outputs for a blank image. */
  blankOutputs: usize;
  /** Slopes for a blank image. */
  blankSlopes: usize;
  /** One byte [input row, input column]: 1 if the image affects the position. */
  inputAffected: usize;
  /** One byte [row, column]: 1 if the image affects the position. */
  affected: usize;
  /** One byte [row, column]: 1 if outputs and slopes of the position may differ from those for a blank image. */
  changed: usize;
  /** Where the list of each position starts, and where the last one ends: addresses. All layers use the same memory. */
  starts: usize;
  /** The lists. All layers use the same memory. */
  list: usize;

  // networks that spike

  minVoltage: f32;
  initialVoltages: usize;
  /** Spikes of the previous layer, laid out like `spikes`; 0 in the first layer. */
  inputSpikes: usize;
  /** One bit per channel [step, row, column, word]. */
  spikes: usize;
  /** Spikes for a blank image. */
  blankSpikes: usize;

  // training: gradients of the loss, summed over images unless stated otherwise

  /** [kernel row, kernel column, channel, input channel]; the first layer does not need them. */
  transposedWeights: usize;
  /** Gradients of the currents, for one image. */
  gradients: usize;
  /** Gradients of the currents of the previous layer; 0 in the first layer. */
  inputGradients: usize;
  /** Slopes of the previous layer; 0 in the first layer. */
  inputSlopes: usize;
  biasGradients: usize;
  /** Laid out like `weights`. */
  weightGradients: usize;
  /** Laid out like `transposedWeights`; the first layer does not need them. */
  transposedWeightGradients: usize;
}

/** The dense read-out. */
@unmanaged
export class DenseReadout {
  /** Neurons of the last layer, padded. */
  neurons: u32;
  classes: u32;
  paddedClasses: u32;
  /** [neuron, padded class] */
  weights: usize;
  /** [padded class] */
  biases: usize;
  /** Outputs of the last layer. */
  inputs: usize;
  /** [padded class]; for spikes [step, padded class] */
  outputs: usize;
  /** As in the layers. */
  starts: usize;
  /** As in the layers. */
  list: usize;

  // networks that spike

  /** Spikes of the last layer. */
  inputSpikes: usize;

  // training

  /** Gradients of the outputs, for one image [padded class]. */
  gradients: usize;
  biasGradients: usize;
  weightGradients: usize;
  /** Gradients of the currents of the last layer, for one image. */
  inputGradients: usize;
  /** Slopes of the last layer. */
  inputSlopes: usize;
}

/** The neurons of a network that spikes: their rule and its constants, and memory to run a word of them. */
@unmanaged
export class Neurons {
  steps: u32;
  /** One of the rules below. */
  rule: u32;
  /** The voltage above which they fire: 1, or the largest number below 1 if they fire at 1. */
  threshold: f32;
  /** d of src/models/discrete-lif.ts. */
  keep: f32;
  /** s of src/models/discrete-lif.ts. */
  take: f32;

  // constants of src/simulator/neuron/lif.ts

  charge: f32;
  decay: f32;
  refractoryPeriodSteps: u32;
  decayToStepM: f32;
  decayToStepAfterM: f32;
  /** From this decay on, the refractory period ends one step later: 1, or −∞ if it always does. */
  laterFrom: f32;
  /** 1 if a synapse filters the currents from spikes, else 0. */
  hasSynapse: u32;
  /** a of the synapse: the fraction of the old value that remains. */
  synapseKeep: f32;
  /** 1 − a of the synapse: the fraction of the input that is added. */
  synapseTake: f32;
  /** Zeros, one per channel of a word. */
  zeros: usize;
  /** Currents of a word of neurons [step, channel]. */
  currents: usize;
  /** State of a word of neurons, see neuron.ts. */
  states: usize;
}

/** Rows or columns of a kernel that are in the padding before the input, given the row or column where it starts. */
// @inline
export function inPadding(start: u32): u32 {
  return (start as i32) < 0 ? 0 - start : 0;
}

/** The neuron of the definition, whose refractory period ends within a step. */
export const SUB_STEP: u32 = 0;
/** The same, reset by subtraction: src/models/subtracting-lif.ts. */
export const SUB_STEP_SUBTRACT: u32 = 1;
/** Whole steps with the same constants, src/models/discrete-lif.ts: reset to 0, at once. */
export const ZERO: u32 = 2;
/** The same, reset by subtraction. */
export const SUBTRACT: u32 = 3;
/** The same, reset to 0 one step late. */
export const ZERO_LATE: u32 = 4;
/** The same, reset by subtraction one step late. */
export const SUBTRACT_LATE: u32 = 5;

/** Bytes of a number. */
export const NUMBER_BYTES: u32 = 4;
/** Numbers in a vector. */
export const LANES: u32 = 4;
/** Channels in a word: a word of spikes, which has 4 bytes, uses as many bits. */
export const WORD_CHANNELS: u32 = 32;
/** Bytes of the numbers of a word. */
export const WORD_BYTES: u32 = 128;
/** Bytes of the states of a word. */
export const WORD_STATE_BYTES: u32 = 384;
/** Bytes of a listed value: the offset of its weights (u32), and the value. */
export const PAIR_BYTES: usize = 8;
