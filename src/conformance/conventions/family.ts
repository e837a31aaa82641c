import {
  type Conventions,
  choices,
  type FixedSteps,
  fieldNames,
  nengoConventions,
  type Refractory,
  refractoryChoices,
  type WholeSteps,
} from './conventions.ts';

const { steps, rounding, more, meanwhile, spikeTime } = refractoryChoices;

const refractories: readonly Refractory[] = [
  { kind: 'none' },
  ...spikeTime.map((time) => ({ kind: 'sub-step', spikeTime: time }) as const),
  ...steps.flatMap((count) => meanwhile.map((one) => ({ kind: 'fixed-steps', steps: count, meanwhile: one }) as const)),
  ...rounding.flatMap((way) =>
    more.flatMap((added) =>
      meanwhile.map((one) => ({ kind: 'whole-steps', rounding: way, more: added, meanwhile: one }) as const),
    ),
  ),
];

/** Every choice of every field. */
export const everyChoice: { readonly [Field in keyof Conventions]: readonly Conventions[Field][] } = {
  ...choices,
  refractory: refractories,
};

/**
 * Replaces conventions by the first of those that describe the same rule.
 *
 * - Euler's 1 − decay is dt/τ.
 * - Without a reset, there is no late reset and no voltage before it.
 * - The effect of a late reset shows in the next step, so no voltage before it is reported.
 * - After a reset to 0, clamped and input-masked voltages are both 0. (A late reset comes in the first refractory
 *   step.)
 * - If the voltage is always clamped in the step after a spike, a late reset is a reset at once, reported before it.
 * - A late reset to 0 acts like a refractory step. With a refractory period of one step or less, it does not show.
 */
export function canonical(conventions: Conventions): Conventions {
  const { integrator, inputScale, reset, resetTime, refractory } = conventions;
  const isLate = resetTime === 'one-step-late' && reset !== 'none';
  const named: Conventions = {
    ...conventions,
    inputScale: integrator === 'euler' && inputScale === 'dt-over-tau' ? 'one-minus-decay' : inputScale,
    resetTime: isLate ? 'one-step-late' : 'at-once',
    shownVoltage: isLate || reset === 'none' ? 'after-reset' : conventions.shownVoltage,
    refractory: reset === 'zero' && isMasked(refractory) ? { ...refractory, meanwhile: 'clamped' } : refractory,
  };
  return isLate ? withoutLateReset(named) : named;
}

const isMasked = (refractory: Refractory): refractory is FixedSteps | WholeSteps =>
  'meanwhile' in refractory && refractory.meanwhile === 'input-masked';

/** Describes a late reset by other fields, if that is possible. */
function withoutLateReset(conventions: Conventions): Conventions {
  const { refractory, reset } = conventions;
  const isShort = refractory.kind === 'none' || (refractory.kind === 'fixed-steps' && refractory.steps === 1);
  const isOneStep = reset === 'zero' && isShort;
  const always = refractory.kind === 'fixed-steps' || (refractory.kind === 'whole-steps' && refractory.more === 1);
  const isClamped = 'meanwhile' in refractory && refractory.meanwhile === 'clamped';
  if (!isOneStep && !(always && isClamped)) return conventions;
  return {
    ...conventions,
    resetTime: 'at-once',
    shownVoltage: 'before-reset',
    refractory: isOneStep ? { kind: 'fixed-steps', steps: 1, meanwhile: 'clamped' } : refractory,
  };
}

function isCanonical(conventions: Conventions): boolean {
  const named = canonical(conventions);
  return fieldNames.every((field) => named[field] === conventions[field]);
}

/**
 * Whether the choices can be combined.
 *
 * - A time within a step is defined only if the voltage converges to J and is reset at once. `scaled` also needs a
 *   reset
 *   to 0.
 * - Several spikes per step leave no time for a refractory period, and are subtracted at once.
 * - Higher-order integrators solve the equation, in which the current is scaled.
 */
export function goTogether({ integrator, inputScale, reset, resetTime, refractory, ...rest }: Conventions): boolean {
  const isReset = reset !== 'none' && resetTime === 'at-once';
  if (inputScale !== 'one-minus-decay' && integrator !== 'exact' && integrator !== 'euler') return false;
  if (rest.spikesPerStep === 'many' && !(isReset && refractory.kind === 'none')) return false;
  if (refractory.kind !== 'sub-step') return true;
  return inputScale === 'one-minus-decay' && isReset && (refractory.spikeTime !== 'scaled' || reset === 'zero');
}

/** A string that is equal for equal conventions. */
export function keyOf(conventions: Conventions): string {
  return fieldNames.map((field) => JSON.stringify(conventions[field])).join();
}

/**
 * Lists every rule once, always in the same order. The spike height is always Nengo's, since it affects nothing else.
 *
 * @returns about 110,000 conventions
 */
export function family(): Conventions[] {
  const rules = variations([nengoConventions], dependentFields).filter(
    (member) => goTogether(member) && isCanonical(member),
  );
  return variations(rules, ['floor', 'initialVoltage', 'inputDelaySteps', 'spikeDelaySteps']);
}

/** Fields whose choices cannot all be combined. */
const dependentFields = [
  'integrator',
  'inputScale',
  'comparison',
  'reset',
  'resetTime',
  'shownVoltage',
  'refractory',
  'spikesPerStep',
] as const;

function variations(members: readonly Conventions[], fields: readonly (keyof Conventions)[]): Conventions[] {
  let varied = [...members];
  for (const field of fields) {
    varied = varied.flatMap((member) => everyChoice[field].map((choice) => ({ ...member, [field]: choice })));
  }
  return varied;
}
