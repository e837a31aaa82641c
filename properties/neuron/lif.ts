import type { Law } from '../../src/conformance/law.ts';
import { doubledAmplitudeDoubles, heightIsAmplitudeOverStep, spikesIgnoreAmplitude } from './lif-amplitude.ts';
import { countsAsItsRate, everySpikeOnTime } from './lif-constant-current.ts';
import { firesAboveOneAsDeclared, firesAsDeclared, firesAsTextbook } from './lif-declared.ts';
import { firesNoLessForItsFloor, forgetsInhibitionAtFloor } from './lif-floor.ts';
import { lifRefusalLaws } from './lif-refusal.ts';
import { firesAtOnceFromOne, firstSpikeOnTime } from './lif-start.ts';
import { resetsToZero, silentAtCurrentOne } from './lif-threshold.ts';
import { continuesFromState, neuronsAreIndependent, scalesWithAnyUnitOfTime } from './lif-time.ts';

export const lifLawsByTopic: Readonly<Record<string, readonly Law[]>> = {
  'at the threshold': [silentAtCurrentOne],
  'from its initial voltage': [firstSpikeOnTime, firesAtOnceFromOne],
  'after a spike': [resetsToZero],
  'at a constant current': [everySpikeOnTime, countsAsItsRate],
  'under inhibition': [forgetsInhibitionAtFloor, firesNoLessForItsFloor],
  'at another amplitude': [spikesIgnoreAmplitude, heightIsAmplitudeOverStep, doubledAmplitudeDoubles],
  'in another unit of time, or in two parts': [scalesWithAnyUnitOfTime, continuesFromState],
  'beside other neurons': [neuronsAreIndependent],
  'on any input': [firesAsDeclared, firesAsTextbook, firesAboveOneAsDeclared],
  'with an invalid input': lifRefusalLaws,
};

export const lifLaws: readonly Law[] = Object.values(lifLawsByTopic).flat();
