/**
 * The reference simulator: what a program needs to run the neurons, the networks and their training.
 *
 * @module lifspec
 */

// numbers
export {
  type FloatArray,
  type FloatArrayConstructor,
  float32,
  float64,
  type Precision,
  type PrecisionName,
  precisions,
} from './base/precision.ts';
export { type Distribution, draw, type RandomStream, randomStream, shuffledOrder } from './base/random.ts';
// an implementation to be judged
export { Refusal } from './base/requirement.ts';
export type * from './conformance/implementation.ts';
export {
  type NirGraph,
  type NirNeuron,
  type NirNeuronType,
  type NirParameter,
  type NirWeights,
  nirNeurons,
} from './conformance/nir/neurons.ts';
export { type PrepareNetwork, reference } from './conformance/reference.ts';
export type { PreparedNetwork, RateSummary } from './engine/engine.ts';
// the fast path
export { createEngine, type Engine } from './engine/engine.ts';
export type { SavedSpikes } from './engine/inference.ts';
export type { PreparedStream, StreamedImage } from './engine/stream.ts';
// network
export {
  type Architecture,
  architectures,
  type ConvolutionLayer,
  convolvedShape,
  type LayerPlan,
  miniature,
  planLayers,
  type Shape,
  sizeOf,
  tutorial,
} from './simulator/network/architecture.ts';
export { type BuildSettings, build, type InitialVoltage, startingVoltage } from './simulator/network/build.ts';
export {
  type EffectiveLayer,
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from './simulator/network/effective.ts';
export { type LayerWeights, type Network, requireNetwork } from './simulator/network/network.ts';
export { type RateRun, runRates } from './simulator/network/rates.ts';
export {
  type Probe,
  runSpiking,
  runStream,
  type SpikingRun,
  type SpikingSummary,
  type Stage,
} from './simulator/network/run.ts';
export { buildEnsemble, type Ensemble, type EnsembleSettings } from './simulator/neuron/ensemble.ts';
// neuron
export {
  defaultLif,
  type LifConstants,
  type LifParameters,
  type LifState,
  type LifStep,
  lifConstants,
  spikeHeight,
  startingLif,
  stepLif,
} from './simulator/neuron/lif.ts';
export {
  type Fired,
  type LifModel,
  lif,
  type Model,
  type NeuronParameters,
  type NeuronRun,
  type NeuronType,
  runModel,
  stepNeurons,
} from './simulator/neuron/model.ts';
export { type RateParameters, rateHz, rateSlopeHz } from './simulator/neuron/rate.ts';
export { type Response, type Tuning, tune } from './simulator/neuron/tuning.ts';
// synapse
export {
  filterLowPass,
  type LowPassConstants,
  type LowPassParameters,
  lowPassConstants,
  stepLowPass,
} from './simulator/synapse/low-pass.ts';
// training
export type { Example, GradientAccumulator, MicroBatch } from './simulator/training/gradient.ts';
export type { Parameters } from './simulator/training/parameters.ts';
export type { RmspropSettings } from './simulator/training/rmsprop.ts';
export {
  type EpochSummary,
  type Recipe,
  startTraining,
  type Training,
  trainEpoch,
  tutorialRecipe,
} from './simulator/training/train.ts';
