import {
  type Conventions,
  conventionFields,
  fieldNames,
  nengoConventions,
  type Refractory,
  refractoryFields,
  refractoryKinds,
} from './conventions.ts';

type Varied = Readonly<Record<string, { readonly choices: readonly unknown[] }>>;

/** All variations of some objects in the given fields. */
function variations<Member extends object>(
  members: readonly Member[],
  fields: readonly string[],
  from: Varied,
): Member[] {
  return fields.reduce<Member[]>(
    (varied, field) =>
      varied.flatMap((member) => (from[field]?.choices ?? []).map((choice) => ({ ...member, [field]: choice }))),
    [...members],
  );
}

const refractories = (['none', 'sub-step', 'whole-steps'] as const).flatMap((kind) =>
  variations([{ kind }], refractoryKinds[kind].fields, refractoryFields),
) as Refractory[];

const varied = { ...conventionFields, refractory: { choices: refractories } };

/**
 * Replaces conventions with the first of those that describe the same rule.
 *
 * - Euler's 1 − decay is dt/τ.
 * - Without a reset, there is no late reset and no voltage before it.
 * - The effect of a late reset shows in the next step, so no voltage before it is reported.
 * - After a reset to 0, clamped and input-masked voltages are both 0. (A late reset comes in the first refractory
 *   step.)
 * - If the voltage is always clamped in the step after a spike, a late reset is a reset at once, reported before it.
 */
export function canonical(conventions: Conventions): Conventions {
  const { integrator, inputScale, reset, resetTime, shownVoltage } = conventions;
  const refractory = reset === 'zero' ? clampedIfMasked(conventions.refractory) : conventions.refractory;
  const isAlwaysClamped = 'more' in refractory && refractory.more === 1 && refractory.meanwhile === 'clamped';
  const isLate = resetTime === 'one-step-late' && reset !== 'none';
  const staysLate = isLate && !isAlwaysClamped;
  const shown = isLate ? 'before-reset' : shownVoltage;
  return {
    ...conventions,
    inputScale: integrator === 'euler' && inputScale === 'dt-over-tau' ? 'one-minus-decay' : inputScale,
    resetTime: staysLate ? 'one-step-late' : 'at-once',
    shownVoltage: staysLate || reset === 'none' ? 'after-reset' : shown,
    refractory,
  };
}

const clampedIfMasked = (refractory: Refractory): Refractory =>
  'meanwhile' in refractory && refractory.meanwhile === 'input-masked'
    ? { ...refractory, meanwhile: 'clamped' }
    : refractory;

/**
 * Whether the choices can be combined.
 *
 * - A time within a step is defined only if the voltage converges to J and is reset at once.
 * - Several spikes per step leave no time for a refractory period, and are subtracted at once.
 * - Higher-order integrators solve the equation, which fixes the scale of the current, so they allow only
 *   `one-minus-decay`.
 */
export function goTogether({ integrator, inputScale, reset, resetTime, refractory, ...rest }: Conventions): boolean {
  const isReset = reset !== 'none' && resetTime === 'at-once';
  if (inputScale !== 'one-minus-decay' && integrator !== 'exact' && integrator !== 'euler') return false;
  if (rest.spikesPerStep === 'many' && !(isReset && refractory.kind === 'none')) return false;
  return refractory.kind !== 'sub-step' || (inputScale === 'one-minus-decay' && isReset);
}

/** Fields that act before the first spike of a neuron. */
const firstFields = [
  ...['integrator', 'inputScale', 'comparison', 'floor', 'initialVoltage'],
  ...['inputDelaySteps', 'spikeDelaySteps', 'spikesPerStep'],
];

const otherFields = ['reset', 'resetTime', 'shownVoltage', 'refractory'];

/**
 * Lists every rule once, always in the same order. The spike height is always Nengo's, since it affects nothing else.
 *
 * @param begins - leaves out all members that act like these conventions up to the first spike. This rules out most of
 *   the family by few tests, because resets and refractory periods do not act before a spike
 * @returns about 75,000 conventions
 */
export function family(begins: (conventions: Conventions) => boolean = () => true): Conventions[] {
  const first = variations([nengoConventions], firstFields, varied).filter(begins);
  return variations(first, otherFields, varied).filter((one) => goTogether(one) && isCanonical(one));
}

function isCanonical(conventions: Conventions): boolean {
  const named = canonical(conventions);
  return fieldNames.every((field) => named[field] === conventions[field]);
}

/** The members of the family that differ from given conventions in one choice, apart from the spike height. */
export function neighborsOf(conventions: Conventions): Conventions[] {
  const fields = fieldNames.filter((field) => field !== 'spikeHeight');
  return fields.flatMap((field) => variations([conventions], [field], varied).map(canonical)).filter(goTogether);
}
