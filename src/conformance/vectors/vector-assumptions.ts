import type { Assumption } from '../assumption.ts';
import type { NeuronInput } from '../implementation.ts';
import type { NeuronVector, Vector } from './vector.ts';

/** Claims that say nothing of an implementation without amplitude. */
const aboutAmplitude = ['C4', 'C5', 'C7', 'F1'];

/**
 * In what a vector takes for granted that an implementation is as Nengo is. What neurons should answer under other
 * conventions is worked out anew, so that such a vector assumes nothing but its subject; an input that has to be refused
 * assumes that what is wrong with it is looked at.
 */
export function assumptionsOf(vector: Vector): Assumption[] {
  const ofClaim: Assumption[] = aboutAmplitude.includes(vector.claim ?? '') ? ['amplitude'] : [];
  if (vector.capability !== 'neuron') return ofClaim;
  if (vector.kind === 'refusal') return [...ofClaim, ...spoilt(vector.input)];
  if (vector.kind === 'answer') return [...ofClaim, ...subjectOf(vector)];
  if (vector.kind === 'gauge' && vector.input.dtSeconds !== vector.secondInput.dtSeconds)
    return [...ofClaim, 'spikeHeight'];
  return ofClaim;
}

/** What an implementation must have for the subject of a vector to be there: it would pass a floor by having none. */
function subjectOf({ claim, clause, input }: NeuronVector): Assumption[] {
  const subject = claim ?? clause;
  const isFloor = (subject === 'floor' || subject === 'F2') && input.minVoltage !== null;
  const isRefractory = subject === 'refractory' && input.tauRefSeconds > 0;
  return [...(isFloor ? (['floor'] as const) : []), ...(isRefractory ? (['refractoryTime'] as const) : [])];
}

/** What of an input makes no sense, where an implementation may not look at it. */
function spoilt({
  minVoltage,
  initialVoltage,
  tauRefSeconds,
  amplitude,
  dtSeconds,
  tauRcSeconds,
}: NeuronInput): Assumption[] {
  const spoils: readonly (readonly [Assumption, boolean])[] = [
    ['floor', minVoltage !== null && !(minVoltage <= 0)],
    ['initialVoltage', !initialVoltage.every((voltage) => voltage <= 1 && Number.isFinite(voltage))],
    ['refractory', !(tauRefSeconds >= 0)],
    ['amplitude', !(amplitude > 0 && Number.isFinite(amplitude))],
    ['integrator', dtSeconds > 30 * tauRcSeconds && tauRcSeconds > 0],
  ];
  return spoils.filter(([, isSpoilt]) => isSpoilt).map(([assumption]) => assumption);
}
