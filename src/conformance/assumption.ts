import { type Conventions, nengoConventions } from './conventions/conventions.ts';

/**
 * What a law may take for granted of an implementation, besides what every LIF neuron does: that it follows one of the
 * conventions of Nengo, that its spikes have an amplitude that can be chosen, or that it has a refractory time. A law that
 * assumes nothing holds for every implementation.
 */
export type Assumption = keyof Conventions | 'amplitude' | 'refractoryTime';

/** In what an implementation is not as is assumed, with what it does instead. */
export type Deviations = Readonly<Partial<Record<Assumption, string>>>;

/**
 * In what conventions are not those of Nengo.
 *
 * @example deviationsOf({ ...nengoConventions, reset: 'subtract' }) // { reset: 'reset is subtract' }
 */
export function deviationsOf(conventions: Conventions): Deviations {
  const names = Object.keys(nengoConventions) as (keyof Conventions)[];
  const other = names.filter((name) => !isSame(conventions[name], nengoConventions[name]));
  const deviations = other.map((name) => [name, `${name} is ${describe(conventions[name])}`]);
  const hasAmplitude = conventions.spikeHeight.startsWith('amplitude');
  return {
    ...Object.fromEntries(deviations),
    ...(!hasAmplitude && { amplitude: 'has no amplitude' }),
    ...(conventions.refractory.kind === 'none' && { refractoryTime: 'has no refractory time' }),
  };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const describe = (choice: Conventions[keyof Conventions]) =>
  typeof choice === 'object' ? Object.values(choice).join(', ') : String(choice);

/** Whether an implementation of these conventions does all as Nengo does. */
export function areNengos(conventions: Conventions): boolean {
  return Object.keys(deviationsOf(conventions)).length === 0;
}

/** The conventions that decide when a neuron fires if it starts at rest and its current is constant. */
export const timing: readonly Assumption[] = [
  'integrator',
  'inputScale',
  'reset',
  'resetTime',
  'refractory',
  'inputDelaySteps',
  'spikeDelaySteps',
  'spikesPerStep',
];

/** The conventions that decide in which steps a neuron fires, for any current and any initial voltage. */
export const wholeRule: readonly Assumption[] = [...timing, 'comparison', 'floor', 'initialVoltage'];
