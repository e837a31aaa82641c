import type { Law } from '../src/conformance/law.ts';
import { eventLaws } from './events/events.ts';
import { amplitudeLaws } from './network/amplitude.ts';
import { countsEverySpike, runsAtAnySize } from './network/any-size.ts';
import { builderLaws } from './network/build.ts';
import { channelLaws } from './network/channel.ts';
import { continuesNetworkFromState } from './network/continuation.ts';
import { everyStageFollows } from './network/differential.ts';
import { classifiesDigitsAsNengoDl } from './network/digits.ts';
import { independenceLaws } from './network/independence.ts';
import { layerLaws } from './network/layers.ts';
import { readOutLaws } from './network/read-out.ts';
import { refusesWhatIsNoNetwork } from './network/refusal.ts';
import { streamLaws } from './network/stream.ts';
import { lifLaws } from './neuron/lif.ts';
import { rateLaws } from './neuron/rate.ts';
import { tuningLaws } from './neuron/tuning.ts';
import { legalNirLaws } from './nir/any-graph.ts';
import { nirEquationLaws, nirVoltageLaws } from './nir/equations.ts';
import { nirExportLaws } from './nir/export.ts';
import { nirGraphLaws } from './nir/graph.ts';
import { digitLaws } from './observed/digits.ts';
import { rectifiersIgnoreAmplitude } from './observed/rectifier.ts';
import { choosesEveryValue, drawsInsideDistributions, givesTheOnlyChoice } from './seeded/distribution.ts';
import { dependsOnSeedAlone, differsBetweenSeeds, otherNeuronsShiftNothing } from './seeded/purity.ts';
import { refusesImpossibleDistributions } from './seeded/refusal.ts';
import { choosesEvenly, drawsIndependently, drawsLikeChanceInMany, startsLikeChance } from './seeded/spread.ts';
import { lowPassLaws } from './synapse/low-pass.ts';
import {
  learnsStripes,
  shufflesBySeed,
  shufflesEveryEpoch,
  trainsDifferentlyFromSeeds,
  trainsFromSeedAlone,
} from './trained/accuracy.ts';
import { trainedAgreementLaws } from './trained/agreement.ts';
import { fallsThoughRetrained } from './trained/amplitude.ts';
import { refusesImpossibleTrainings } from './trained/refusal.ts';
import { trainsBeyondUsualSizes } from './trained/sizes.ts';
import { startsAsGlorotSays } from './trained/start.ts';
import { trainingLaws } from './training/trainer.ts';

/** Laws about neurons drawn from a seed. */
export const seededLaws: readonly Law[] = [
  dependsOnSeedAlone,
  otherNeuronsShiftNothing,
  differsBetweenSeeds,
  drawsInsideDistributions,
  givesTheOnlyChoice,
  choosesEveryValue,
  drawsIndependently,
  drawsLikeChanceInMany,
  startsLikeChance,
  choosesEvenly,
  refusesImpossibleDistributions,
];

/** Laws about networks that an implementation trains itself. */
export const trainedLaws: readonly Law[] = [
  trainsFromSeedAlone,
  trainsDifferentlyFromSeeds,
  shufflesBySeed,
  shufflesEveryEpoch,
  learnsStripes,
  fallsThoughRetrained,
  ...trainedAgreementLaws,
  trainsBeyondUsualSizes,
  startsAsGlorotSays,
  refusesImpossibleTrainings,
];

/** Laws about NIR importers. */
export const nirLaws: readonly Law[] = [...nirVoltageLaws, ...nirEquationLaws, ...nirGraphLaws, ...legalNirLaws];

/** The laws that an implementation can be judged by, in reading order. */
export const laws: readonly Law[] = [
  ...lifLaws,
  ...rateLaws,
  ...tuningLaws,
  ...lowPassLaws,
  ...seededLaws,
  ...layerLaws,
  ...readOutLaws,
  ...amplitudeLaws,
  ...independenceLaws,
  continuesNetworkFromState,
  everyStageFollows,
  runsAtAnySize,
  countsEverySpike,
  classifiesDigitsAsNengoDl,
  refusesWhatIsNoNetwork,
  ...trainedLaws,
  ...nirLaws,
  ...nirExportLaws,
  ...eventLaws,
];

/**
 * Every law about the model, including those that do not apply to adapters: about builders, streams, channels, trainers,
 * rectifiers, and statistics over seeds. Laws about the engine are not in this list; specs import them from
 * properties/engine.
 */
export const allLaws: readonly Pick<Law, 'id' | 'clause' | 'statement'>[] = [
  ...laws,
  ...builderLaws,
  ...streamLaws,
  ...channelLaws,
  rectifiersIgnoreAmplitude,
  ...trainingLaws,
  ...digitLaws,
];
