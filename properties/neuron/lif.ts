import type { Law } from '../../src/conformance/law.ts';
import { doubledAmplitudeDoubles, heightIsAmplitudeOverStep, spikesIgnoreAmplitude } from './lif-amplitude.ts';
import { countsAsItsRate } from './lif-count.ts';
import { firesAboveOneAsDeclared, firesAsDeclared } from './lif-declared.ts';
import { forgetsInhibitionAtFloor, neverBelowFloor } from './lif-floor.ts';
import { firesMoreForItsFloorUnderFluctuation, firesNoLessForItsFloor } from './lif-fluctuation.ts';
import { firesAsTextbook } from './lif-forms.ts';
import { neuronsAreIndependent } from './lif-independence.ts';
import { everySpikeOnTime, maximumRateIsNoLimit, resetsToZero, silentWhileRefractory } from './lif-refractory.ts';
import { lifRefusalLaws } from './lif-refusal.ts';
import { firesAtOnceFromOne, firstSpikeOnTime, remembersInhibitionWithoutFloor } from './lif-start.ts';
import { firesAboveVoltageOne, silentAtCurrentOne } from './lif-threshold.ts';
import { continuesFromState, scalesWithAnyUnitOfTime } from './lif-time.ts';

export const lifLawsByTopic: Readonly<Record<string, readonly Law[]>> = {
  'at the threshold': [silentAtCurrentOne, firesAboveVoltageOne],
  'from its initial voltage': [firstSpikeOnTime, firesAtOnceFromOne],
  'after a spike': [resetsToZero, silentWhileRefractory, everySpikeOnTime],
  'at a constant current': [maximumRateIsNoLimit, countsAsItsRate],
  'under inhibition': [neverBelowFloor, forgetsInhibitionAtFloor, remembersInhibitionWithoutFloor],
  'under a fluctuating current': [firesNoLessForItsFloor, firesMoreForItsFloorUnderFluctuation],
  'at another amplitude': [spikesIgnoreAmplitude, heightIsAmplitudeOverStep, doubledAmplitudeDoubles],
  'in another unit of time, or in two parts': [scalesWithAnyUnitOfTime, continuesFromState],
  'beside other neurons': [neuronsAreIndependent],
  'on any input': [firesAsDeclared, firesAsTextbook, firesAboveOneAsDeclared],
  'with an invalid input': lifRefusalLaws,
};

export const lifLaws: readonly Law[] = Object.values(lifLawsByTopic).flat();
