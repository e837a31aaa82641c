import { type Chosen, differingFields as differingIn } from './choices/choice.ts';
import { type Conventions, differingFields, nengoConventions } from './choices/conventions.ts';
import { type EventConventionName, eventFields } from './choices/events.ts';

/**
 * What a law may assume about an implementation: one of Nengo's conventions, an adjustable amplitude, neurons without
 * a floor, a refractory period, that it refuses invalid inputs, or that it trains from given weights. A law without assumptions holds for every implementation.
 */
export type Assumption =
  | keyof Conventions
  | EventConventionName
  | 'amplitude'
  | 'noFloor'
  | 'refractoryTime'
  | 'refusals'
  | 'givenWeights';

/** The assumptions that an implementation does not meet, with a description of what it does instead. */
export type Deviations = Readonly<Partial<Record<Assumption, string>>>;

/**
 * The deviations of conventions from those of Nengo.
 *
 * @example deviationsOf({ ...nengoConventions, reset: 'subtract' }) // { reset: 'reset is subtract' }
 */
export function deviationsOf(conventions: Conventions): Deviations {
  const other = differingFields(conventions, nengoConventions);
  const deviations = Object.fromEntries(other.map((name) => [name, `${name} is ${conventions[name]}`]));
  const hasAmplitude = conventions.spikeHeight.startsWith('amplitude');
  return {
    ...deviations,
    ...(!hasAmplitude && { amplitude: deviations.spikeHeight }),
    ...(conventions.refractory === 'none' && { refractoryTime: deviations.refractory }),
  };
}

/** The deviations of conventions of events from the definition. */
export function eventDeviationsOf(declared: Chosen = {}): Deviations {
  const sentenceOf = (name: string) => `${name} of events is ${declared[name]}`;
  const deviations = differingIn(declared, {}, eventFields).map((name) => [name, sentenceOf(name)]);
  const hasFloor = declared.floor !== undefined && declared.floor !== 'none';
  return Object.fromEntries([...deviations, ...(hasFloor ? [['noFloor', sentenceOf('floor')]] : [])]);
}

/** Whether conventions are Nengo's. */
export function areNengos(conventions: Conventions): boolean {
  return conventions === nengoConventions || differingFields(conventions, nengoConventions).length === 0;
}
