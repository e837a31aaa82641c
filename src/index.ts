/** The reference simulator: what a program needs to run the neurons, the networks and their training. */

// an implementation to be judged
export type * from './conformance/implementation.ts';
export { reference } from './conformance/reference.ts';
// the fast path
export { createEngine, type Engine } from './engine/engine.ts';
export type { PreparedNetwork, RateSummary, SpikingSummary, Watch } from './engine/prepared.ts';
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
} from './network/architecture.ts';
export { type BuildSettings, build, type InitialVoltage, startingVoltage } from './network/build.ts';
export {
  type EffectiveLayer,
  type EffectiveNetwork,
  foldForRates,
  foldForSpikes,
  type OperatingPoint,
  tutorialPoint,
} from './network/effective.ts';
export { buildEnsemble, type Ensemble, type EnsembleSettings } from './network/ensemble.ts';
export { type LayerWeights, type Network, requireNetwork } from './network/network.ts';
export { type RateRun, runRates } from './network/rates.ts';
export { type Probe, runSpiking, type SpikingRun, type Stage } from './network/run.ts';
// neuron
export {
  defaultLif,
  type LifConstants,
  type LifParameters,
  type LifState,
  type LifStep,
  lifConstants,
  restingLif,
  spikeHeight,
  stepLif,
} from './neuron/lif.ts';
export { type Population, restingPopulation, stepPopulation } from './neuron/population.ts';
export { type RateParameters, rateHz, rateSlopeHz } from './neuron/rate.ts';
export { type Response, respond, type Tuning, tune } from './neuron/tuning.ts';
// numbers
export { type FloatArray, float32, float64, type Precision, precisions } from './precision.ts';
export { type Distribution, draw, type RandomStream, randomStream, shuffledOrder } from './random.ts';
// synapse
export {
  filterLowPass,
  type LowPassConstants,
  type LowPassParameters,
  lowPassConstants,
  lowPassLagSteps,
  stepLowPass,
} from './synapse/low-pass.ts';
// training
export type { Example } from './training/gradient.ts';
export { type Recipe, tutorialRecipe } from './training/recipe.ts';
export { type EpochSummary, networkOf, startTraining, type Training, trainEpoch } from './training/train.ts';
