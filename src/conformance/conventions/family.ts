import {
  type Conventions,
  comparisons,
  type FixedSteps,
  floors,
  initialVoltages,
  inputScales,
  integrators,
  meanwhiles,
  nengoConventions,
  type Refractory,
  resets,
  resetTimes,
  roundings,
  shownVoltages,
  spikeHeights,
  spikesPerSteps,
  spikeTimes,
  type WholeSteps,
} from './conventions.ts';

/** Every way of sleeping. */
const refractories: readonly Refractory[] = [
  { kind: 'none' },
  ...spikeTimes.map((spikeTime) => ({ kind: 'sub-step', spikeTime }) as const),
  ...([1, 2, 3, 4, 5] as const).flatMap((steps) =>
    meanwhiles.map((meanwhile) => ({ kind: 'fixed-steps', steps, meanwhile }) as const),
  ),
  ...roundings.flatMap((rounding) =>
    ([-1, 0, 1] as const).flatMap((more) =>
      meanwhiles.map((meanwhile) => ({ kind: 'whole-steps', rounding, more, meanwhile }) as const),
    ),
  ),
];

/** Every choice of every field. */
export const choices: { readonly [Field in keyof Conventions]: readonly Conventions[Field][] } = {
  integrator: integrators,
  inputScale: inputScales,
  comparison: comparisons,
  reset: resets,
  resetTime: resetTimes,
  shownVoltage: shownVoltages,
  refractory: refractories,
  floor: floors,
  initialVoltage: initialVoltages,
  inputDelaySteps: [0, 1],
  spikeDelaySteps: [0, 1],
  spikesPerStep: spikesPerSteps,
  spikeHeight: spikeHeights,
};

/** Names of the fields, in the order in which they are told. */
export const fieldNames: readonly (keyof Conventions)[] = Object.keys(choices) as (keyof Conventions)[];

/**
 * The one name of a rule that has several.
 *
 * - Euler's 1 − decay is dt/τ.
 * - Where nothing is reset it is never late, and there is no voltage before it.
 * - A reset that is late is seen in the next step: no voltage is shown before it.
 * - After a reset to 0 a voltage that stands still and one that decays are both 0 (a late reset comes in the first step asleep).
 * - Where the voltage always stands still in the step after a spike, a late reset is one at once, shown before it.
 * - A late reset to 0 is a step asleep: where the neuron sleeps for a step or more, it could as well be reset at once, and
 *   where it sleeps for one step or less, that does not show.
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

/** A late reset in other words, if there are any. */
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
 * Whether the choices go together.
 *
 * - A time within a step has a meaning only where the current is scaled so that a voltage comes to rest at J, and where
 *   the voltage is reset with the spike; a voltage that is scaled by the share of a step has to start from 0.
 * - Several spikes a step leave no time to sleep, and are taken from the voltage at once.
 * - Methods of higher order are for the equation, in which the current is scaled.
 */
export function goTogether({ integrator, inputScale, reset, resetTime, refractory, ...rest }: Conventions): boolean {
  const isReset = reset !== 'none' && resetTime === 'at-once';
  if (inputScale !== 'one-minus-decay' && integrator !== 'exact' && integrator !== 'euler') return false;
  if (rest.spikesPerStep === 'many' && !(isReset && refractory.kind === 'none')) return false;
  if (refractory.kind !== 'sub-step') return true;
  return inputScale === 'one-minus-decay' && isReset && (refractory.spikeTime !== 'scaled' || reset === 'zero');
}

/** A text that is the same for the same conventions. */
export function keyOf(conventions: Conventions): string {
  return fieldNames.map((field) => JSON.stringify(conventions[field])).join();
}

/**
 * Every rule once, in the same order always. The height of a spike changes nothing else, so it is left at Nengo's.
 *
 * @returns about 110,000 conventions
 */
export function family(): Conventions[] {
  const rules = variations([nengoConventions], rulingFields).filter(
    (member) => goTogether(member) && isCanonical(member),
  );
  return variations(rules, ['floor', 'initialVoltage', 'inputDelaySteps', 'spikeDelaySteps']);
}

/** Fields whose choices do not all go together. */
const rulingFields = [
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
    varied = varied.flatMap((member) => choices[field].map((choice) => ({ ...member, [field]: choice })));
  }
  return varied;
}
