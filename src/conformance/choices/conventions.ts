import {
  type Choice,
  type Chosen,
  choiceOf,
  declarableChoices,
  declarableFields,
  definitionOf,
  differingFields as differingIn,
  type Field,
  type Status,
} from './choice.ts';
import { neuronFields } from './neuron.ts';

type Table = typeof neuronFields;
type NamesOf<Own, Wanted extends Status> = {
  [Name in keyof Own]: Own[Name] extends Choice<unknown, Wanted> ? Name : never;
}[keyof Own];

/** A field of the table with a convention. */
export type ConventionName = {
  [Name in keyof Table]: [NamesOf<Table[Name], 'convention'>] extends [never] ? never : Name;
}[keyof Table];

/** How a simulator steps a LIF neuron: a choice for each field that simulators choose on purpose. */
export type Conventions = {
  readonly [Name in ConventionName]: NamesOf<Table[Name], 'definition' | 'convention'>;
};

/** The names of the fields, in the order in which reports list them. */
export const fieldNames: readonly ConventionName[] = declarableFields(neuronFields);

export const isConventionName = (name: string): name is ConventionName =>
  (fieldNames as readonly string[]).includes(name);

/** The choices of a field that can be declared. */
export const choicesOf = (name: ConventionName): string[] => declarableChoices(neuronFields[name]);

/** The conventions of Nengo, NengoDL and the reference simulator: the definition. */
export const nengoConventions: Conventions = Object.fromEntries(
  fieldNames.map((name) => [name, definitionOf(neuronFields[name])]),
) as never;

/** The fields in which two conventions differ. */
export function differingFields(one: Conventions, other: Conventions): ConventionName[] {
  return differingIn(one, other, neuronFields) as ConventionName[];
}

/** What an implementation has to declare: the conventions in which it differs from Nengo. */
export function conventionsToDeclare(conventions: Conventions): Partial<Conventions> {
  return Object.fromEntries(differingFields(conventions, nengoConventions).map((field) => [field, conventions[field]]));
}

/**
 * What a simulator does by one of its conventions, without its name.
 *
 * @example tell('comparison', { ...nengoConventions, comparison: '>=' }) // 'fires at 1'
 */
export function tell(field: ConventionName, conventions: Conventions): string {
  return choiceOf(neuronFields, field, conventions[field]).words;
}

/**
 * Describes what a simulator does by how it differs from Nengo.
 *
 * @example describeChosen({ comparison: '>=' }) // "Nengo's rules, except that it fires at 1"
 */
export function describeChosen(chosen: Chosen): string {
  const differing = differingIn(chosen, {}, neuronFields);
  const words = differing.map((field) => choiceOf(neuronFields, field, chosen[field] as string).words);
  const exceptions = [...words.slice(0, -2), words.slice(-2).join(' and ')].join(', ');
  return `Nengo's rules${exceptions && `, except that it ${exceptions}`}`;
}

/**
 * Replaces choices with the first of those that describe the same rule.
 *
 * - Euler's 1 − decay is dt/τ.
 * - Without a reset, there is no late reset and no voltage before it.
 * - The effect of a late reset shows in the next step, so no voltage before it is reported.
 * - After a reset to 0, clamped and input-masked voltages are both 0, below the threshold. (A late reset comes in the first
 *   refractory step.)
 * - If the voltage is always clamped in the step after a spike, a late reset is a reset at once, reported before it.
 * - Without a refractory period, nothing is added to it and nothing happens in it.
 * - The time of a spike within its step matters only to a refractory period in fractions of a step.
 */
export function canonical<Own extends Chosen>(chosen: Own): Own {
  const { integrator, inputScale, reset, resetTime, refractory } = { ...nengoConventions, ...chosen };
  const merged: Record<string, string> = { ...chosen };
  if (refractory === 'none') Object.assign(merged, { refractoryExtra: 'none', whileRefractory: 'clamped' });
  if (refractory !== 'sub-step') merged.spikeTime = 'exact';
  const isAsClamped = merged.whileRefractory === 'input-masked' || merged.whileRefractory === 'fires-above-1';
  if (reset === 'zero' && isAsClamped) merged.whileRefractory = 'clamped';
  if (integrator === 'euler' && inputScale === 'dt-over-tau') merged.inputScale = 'one-minus-decay';
  const isAlwaysClamped =
    merged.refractoryExtra === 'one-step-more' && (merged.whileRefractory ?? 'clamped') === 'clamped';
  if (reset === 'none') Object.assign(merged, { resetTime: 'at-once', shownVoltage: 'after-reset' });
  else if (resetTime === 'one-step-late' && isAlwaysClamped)
    Object.assign(merged, { resetTime: 'at-once', shownVoltage: 'before-reset' });
  else if (resetTime === 'one-step-late') merged.shownVoltage = 'after-reset';
  return Object.fromEntries(
    Object.entries(merged).filter(([name, own]) => name in chosen || own !== definitionOf(fieldOf(name))),
  ) as Own;
}

const fieldOf = (name: string) => neuronFields[name as keyof Table] as Field;

/**
 * Whether the choices can be combined.
 *
 * - A time within a step is defined only if the voltage converges to J and is reset at once.
 * - Steps are added to a whole number of refractory steps, in which something other than clamping may happen.
 * - Several spikes per step leave no time for a refractory period, and are subtracted at once.
 * - Higher-order integrators solve the equation, which fixes the scale of the current, so they allow only
 *   `one-minus-decay`.
 */
export function goTogether(chosen: Chosen): boolean {
  const { integrator, inputScale, reset, resetTime, refractory, ...rest } = { ...nengoConventions, ...chosen };
  const isReset = reset !== 'none' && resetTime === 'at-once';
  if (inputScale !== 'one-minus-decay' && integrator !== 'exact' && integrator !== 'euler') return false;
  if (rest.spikesPerStep === 'many' && !(isReset && refractory === 'none')) return false;
  const isPlain = rest.refractoryExtra === 'none' && rest.whileRefractory === 'clamped';
  return refractory !== 'sub-step' || (inputScale === 'one-minus-decay' && isReset && isPlain);
}
