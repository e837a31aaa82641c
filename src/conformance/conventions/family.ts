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

/** A string that is equal for equal conventions. */
export function keyOf(conventions: Conventions): string {
  return fieldNames.map((field) => JSON.stringify(conventions[field])).join();
}

/** The first fields, which act before a spike. */
const firstFields = ['integrator', 'inputScale', 'comparison'];

/** Fields that can be combined with any choice of the others. */
const freeFields = ['floor', 'initialVoltage', 'inputDelaySteps', 'spikeDelaySteps'];

const otherFields = ['reset', 'resetTime', 'shownVoltage', 'refractory', 'spikesPerStep'];

/**
 * Lists every rule once, always in the same order. The spike height is always Nengo's, since it affects nothing else.
 *
 * @param begins - leaves out all members that act like these conventions up to the first spike. This rules out most of
 *   the family by few tests, because resets and refractory periods do not act before a spike
 * @returns about 110,000 conventions
 */
export function family(begins: (conventions: Conventions) => boolean = () => true): Conventions[] {
  const choices = variations([{}], freeFields, varied);
  return variations([nengoConventions], firstFields, varied).flatMap((first) => {
    const possible = variations([first], ['spikesPerStep'], varied).map((one) => ({
      spikesPerStep: one.spikesPerStep,
      free: choices.filter((choice) => begins({ ...one, ...choice })),
    }));
    if (possible.every(({ free }) => free.length === 0)) return [];
    return variations([first], otherFields, varied).flatMap((rule) => {
      const named = canonical(rule);
      if (!goTogether(rule) || fieldNames.some((field) => named[field] !== rule[field])) return [];
      const { free = [] } = possible.find(({ spikesPerStep }) => spikesPerStep === rule.spikesPerStep) ?? {};
      return free.map((one) => ({ ...rule, ...one }));
    });
  });
}

/** The members of the family that differ from given conventions in one choice, apart from the spike height. */
export function neighborsOf(conventions: Conventions): Conventions[] {
  const fields = fieldNames.filter((field) => field !== 'spikeHeight');
  return fields.flatMap((field) => variations([conventions], [field], varied).map(canonical)).filter(goTogether);
}
