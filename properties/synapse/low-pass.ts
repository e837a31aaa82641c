import fc from 'fast-check';
import { exp, expm1 } from '../../src/base/elementary.ts';
import { smallestNormal, unitRoundoff } from '../../src/base/precision.ts';
import type { Implementation, SynapseInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalSynapse } from '../arbitraries/legal-synapse.ts';
import { inTwoOrders } from '../arbitraries/size.ts';
import { lowPassError } from '../oracles/low-pass.ts';
import { refusalLaw } from '../refusal.ts';
import { requireSame, requireThat } from '../require.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** A filter without decay, or a signal that never leaves it, makes every later read-out meaningless. */
const refusesImpossibleFilter: Law = refusalLaw(
  'synapse',
  {
    id: 'low-pass/refuses-the-impossible',
    statement: 'always refuses a time step or time constant that is not above 0, and a signal that is not finite',
  },
  () => fc.constant({ dtSeconds: 0.001, tauSeconds: 0.1, signal: [1, 1] }),
  {
    'a τ of 0': () => ({ tauSeconds: 0 }),
    'a τ below 0': () => ({ tauSeconds: -0.1 }),
    'a τ that is not a number': () => ({ tauSeconds: nan }),
    'an infinite τ': () => ({ tauSeconds: infinity }),
    'a time step of 0': () => ({ dtSeconds: 0 }),
    'a time step below 0': () => ({ dtSeconds: -0.001 }),
    'a time step that is not a number': () => ({ dtSeconds: nan }),
    'an infinite time step': () => ({ dtSeconds: infinity }),
    'a signal that is not a number': () => ({ signal: [1, nan] }),
    'an infinite signal': () => ({ signal: [infinity, 0] }),
  },
);

/**
 * The whole rule, for long signals and any τ: both coefficients, the initial value 0, and the lag that the
 * implementation states. The expected values have rounding errors of their own, because 50 digits take too long.
 */
const followsRuleAtAnySize: Law = {
  id: 'low-pass/rule-at-any-size',
  clause: 'low-pass',
  statement:
    'always follows y ← a · y + (1 − a) · x, a = e^(−dt/τ), from y = 0, with the lag that it states, in 5,000 steps and with any τ',
  needs: ['synapse'],
  times: 16,
  property: (implementation) =>
    fc.asyncProperty(legalSynapse(), async (drawn) => {
      for (const signal of inTwoOrders(drawn.signal)) {
        const input = { ...drawn, signal };
        const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
        const expected = filteredBy(input, lagSteps);
        requireThat(near(filtered, expected, errorOfBoth(input, implementation)), followsRuleAtAnySize, () => ({
          expected,
          got: filtered,
        }));
      }
    }),
};

function filteredBy({ dtSeconds, tauSeconds, signal }: SynapseInput, lagSteps: number): number[] {
  const [keep, take] = [exp(-dtSeconds / tauSeconds), -expm1(-dtSeconds / tauSeconds)];
  let now = 0;
  const after = signal.map((x) => {
    now = keep * now + take * x;
    return now;
  });
  return [...Array<number>(Math.min(lagSteps, after.length)).fill(0), ...after].slice(0, after.length);
}

/**
 * A filtered probe shows an input one step later, so the last input of a run never counts. The inputs before it count
 * even if another signal has the same length, ends and sum, by which a program could recognize signals.
 */
export const lagsOneStep: Law = {
  id: 'low-pass/lags-one-step',
  clause: 'low-pass',
  statement: 'always shows its input one step late, so the last input of a run has no effect',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(visibleSignal(), fc.integer({ min: 1, max: 16 }), async ({ scale, ...input }, change) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const shown = async (...ending: readonly number[]) => {
        const signal = [...input.signal, ...ending].map((x) => scale * x);
        return (await synapse({ ...input, signal })).filtered.at(-1);
      };
      const expected = await shown(1, 0, 0);
      const blind = await shown(1, 0, change);
      const late = await shown(1, change, 0);
      const seeing = await shown(1 - change, change, 0);
      const sees = late !== expected && seeing !== expected;
      requireThat(blind === expected && sees, lagsOneStep, () => ({
        expected: `${expected} at the end for any last input, other values if one or two inputs before it change`,
        got: `${blind} for another last input, ${late} and ${seeing} for other inputs before it`,
      }));
    }),
};

/**
 * A signal in eighths of a scale, and a τ of 2 to 100 steps. A change of c in one step, which the next step takes back,
 * moves the output by c · (1 − a)², 1e-4 or more, which rounding to float32 hides in no value of up to 16.
 */
function visibleSignal(): fc.Arbitrary<SynapseInput & { readonly scale: number }> {
  const value = fc.integer({ min: -128, max: 128 }).map((eighths) => eighths / 8);
  return fc
    .record({
      signal: fc.array(value, { minLength: 1, maxLength: 60 }),
      steps: fc.integer({ min: 2, max: 100 }),
      scale: fc.constantFrom(1, 1, 2 ** 30),
    })
    .map(({ steps, ...drawn }) => ({ ...drawn, dtSeconds: 0.001, tauSeconds: steps / 1000 }));
}

/** Otherwise a run in two parts would be another signal. */
const continuesFilterFromState: Law = {
  id: 'low-pass/continues-from-state',
  clause: 'state',
  statement: 'always filters, in a run that is stopped and continued from its state, as in an uninterrupted run',
  needs: ['synapse'],
  looksAt: ['state'],
  property: (implementation) =>
    fc.asyncProperty(legalSynapse(), fc.integer({ min: 1, max: 15 }), async (input, sixteenths) => {
      const synapse = capabilityOf(implementation, 'synapse');
      const cut = Math.ceil((input.signal.length * sixteenths) / 16);
      const first = await synapse({ ...input, signal: input.signal.slice(0, cut) });
      if (first.state === undefined) return;
      const expected = (await synapse(input)).filtered;
      const { filtered } = await synapse({ ...input, signal: input.signal.slice(cut), state: first.state });
      requireSame(continuesFilterFromState, expected, [...first.filtered, ...filtered], `stopped after ${cut} steps`);
    }),
};

/** For a signal that has been 1 for t seconds: 1 − e^(−t/τ), so 26 % after 30 ms with τ = 0.1 s. */
export const answersStep: Law = {
  id: 'low-pass/step-response',
  clause: 'low-pass',
  statement: 'always reaches 1 − e^(−t/τ) of a step within t seconds',
  needs: ['synapse'],
  property: (implementation) =>
    fc.asyncProperty(legalSynapse(), async ({ signal, ...parameters }) => {
      const input = { ...parameters, signal: signal.map(() => 1) };
      const { filtered, lagSteps } = await capabilityOf(implementation, 'synapse')(input);
      const { dtSeconds, tauSeconds } = parameters;
      const expected = signal.map((_, step) => -expm1((-dtSeconds / tauSeconds) * Math.max(step + 1 - lagSteps, 0)));
      requireThat(near(filtered, expected, errorOfBoth(input, implementation)), answersStep, () => ({
        expected,
        got: filtered,
      }));
    }),
};

/** The error of an implementation, and of expected values in float64. */
function errorOfBoth(input: SynapseInput, { precision }: Pick<Implementation, 'precision'>): number {
  const error = (u: number) => lowPassError(input, largest(input.signal), u);
  return error(unitRoundoff[precision]) + error(unitRoundoff.float64) + smallestNormal[precision];
}

function largest(signal: readonly number[]): number {
  return Math.max(...signal.map(Math.abs));
}

function near(got: readonly number[], expected: readonly number[], tolerance: number): boolean {
  return (
    got.length === expected.length &&
    got.every((value, step) => Math.abs(value - (expected[step] as number)) <= tolerance)
  );
}

export const lowPassLaws: readonly Law[] = [
  followsRuleAtAnySize,
  lagsOneStep,
  answersStep,
  continuesFilterFromState,
  refusesImpossibleFilter,
];
