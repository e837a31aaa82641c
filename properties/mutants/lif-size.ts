import type { NeuronInput } from '../../src/conformance/implementation.ts';
import { changedAnswers, changedRequests, neuronsWith, remembering } from './changed.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** Changes the spikes of every neuron. */
const trains =
  (change: (train: readonly number[], neuron: number, neurons: number) => number[]) =>
  ({ spikes }: { readonly spikes: readonly (readonly number[])[] }) => ({
    spikes: spikes.map((train, neuron) => change(train, neuron, spikes.length)),
  });

const currents = (change: (current: number, input: NeuronInput) => number) => (input: NeuronInput) => ({
  current: input.current.map((row) => row.map((current) => change(current, input))),
});

const voltages = (change: (voltage: number) => number) => (input: NeuronInput) => ({
  initialVoltage: input.initialVoltage.map(change),
});

const { min, max } = Math;

/** Neurons that are wrong beyond some number, length, depth or ratio. */
export const lifSizeMutants: readonly Mutant[] = [
  ...changedAnswers('neuron', {
    'knows-currents-by-their-sum': [
      'answers as it did to other currents of the same first and last step and sum',
      remembering(({ current, ...settings }) => {
        const sum = current.flat().reduce((all, one) => all + one, 0);
        return [settings, current.length, current[0], current.at(-1), sum];
      }),
    ],
    'silent-after-512-neurons': [
      'never fires in any neuron after the 512th',
      trains((train, neuron) => (neuron < 512 ? [...train] : [])),
    ],
    'late-after-1000-steps': [
      'fires a step late after 1,000 steps',
      trains((train) => train.map((step) => (step < 1000 ? step : step + 1))),
    ],
    'runs-for-the-length-of-the-run': [
      'runs for the whole steps in the length of the run, which may be one step fewer',
      ({ spikes, voltage = [] }, { dtSeconds, current: { length } }) => {
        const steps = Math.trunc((length * dtSeconds) / dtSeconds);
        return {
          spikes: spikes.map((train) => train.filter((step) => step < steps)),
          voltage: voltage.map((row, step) => (step < steps ? row : (voltage[steps - 1] ?? row))),
        };
      },
      'brian2#695',
    ],
    'shows-voltages-of-100-neurons': [
      'reports a voltage of 0 for every neuron after the hundredth',
      ({ voltage = [] }) => ({ voltage: voltage.map((row) => row.map((one, neuron) => (neuron < 100 ? one : 0))) }),
    ],
  }),
  ...changedRequests('neuron', {
    'no-floor-is-minus-1000': [
      'uses a floor of −1,000 instead of none',
      ({ minVoltage }) => ({ minVoltage: minVoltage === Number.NEGATIVE_INFINITY ? -1000 : minVoltage }),
    ],
    'steps-of-at-least-a-thousandth': [
      'uses 1,000 dt for a larger τ_rc',
      ({ dtSeconds, tauRcSeconds: tau }) => ({ tauRcSeconds: Number.isFinite(tau) ? min(tau, 1000 * dtSeconds) : tau }),
    ],
    'refractory-steps-of-16-bits': [
      'has no refractory period of more than 32,767 steps',
      ({ dtSeconds, tauRefSeconds: tau }) => ({ tauRefSeconds: tau > 32_767 * dtSeconds ? 0 : tau }),
    ],
    'refractory-steps-of-32-bits': [
      'has no refractory period of more than 2^31 − 1 steps',
      ({ dtSeconds, tauRefSeconds: tau }) => ({
        tauRefSeconds: Number.isFinite(tau) && tau > (2 ** 31 - 1) * dtSeconds ? 0 : tau,
      }),
    ],
    'starts-with-hundredths': [
      'starts at 0 instead of any voltage above −0.01 and below 0',
      voltages((voltage) => (voltage > -0.01 ? max(voltage, 0) : voltage)),
    ],
    'refuses-the-longest-step': [
      'refuses a step of exactly 30 τ_rc',
      ({ dtSeconds, tauRcSeconds: tau }) => ({ tauRcSeconds: dtSeconds === 30 * tau ? Number.NaN : tau }),
    ],
    'refractory-not-beyond-the-run': [
      'has no refractory period if it is longer than the run',
      ({ dtSeconds, tauRefSeconds: tau, current }) => ({ tauRefSeconds: tau > current.length * dtSeconds ? 0 : tau }),
    ],
    'refractory-within-a-tenth-is-whole': [
      'rounds a refractory period that is within a tenth of a step of whole steps',
      ({ dtSeconds: dt, tauRefSeconds: tau }) => {
        const whole = Math.round(tau / dt);
        return { tauRefSeconds: Math.abs(tau / dt - whole) < 0.11 ? whole * dt : tau };
      },
    ],
    'refractory-of-a-hundredth-step-at-least': [
      'has no refractory period if it is shorter than a hundredth of a step',
      ({ dtSeconds, tauRefSeconds: tau }) => ({ tauRefSeconds: tau < 0.01 * dtSeconds ? 0 : tau }),
    ],
    'deaf-in-steps-of-29.5-tau': [
      'receives no current if a step is longer than 29.5 τ_rc',
      currents((current, { dtSeconds, tauRcSeconds }) => (dtSeconds > 29.5 * tauRcSeconds ? 0 : current)),
    ],
    'late-current-after-the-last-four-of-a-block': [
      'gives the neurons after the last whole four of more than 16 their current one step late',
      ({ current, initialVoltage: { length } }) => ({
        current: current.map((row, step) =>
          row.map((own, n) => (length > 16 && n >= length - (length % 4) ? (current[step - 1]?.[n] ?? own) : own)),
        ),
      }),
    ],
    'current-of-20000-at-most': ['limits currents to 20,000', currents((current) => min(current, 2e4))],
    'starts-with-six-digits': [
      'rounds initial voltages to six digits',
      voltages((voltage) => (voltage > 1 ? voltage : Math.round(voltage * 1e6) / 1e6)),
    ],
    'starts-at-minus-1000-at-least': ['starts at −1,000 instead of any lower voltage', voltages((v) => max(v, -1000))],
  }),
  {
    ...describeMutant(
      'wakes-with-every-1000th-step',
      'is active for the whole of every 1,000th step in which it wakes',
    ),
    neuron: neuronsWith({
      clock: (remaining, step) => {
        const wholeSteps = Math.floor(remaining + 1);
        return (step + wholeSteps) % 1000 === 0 ? wholeSteps - 1 : remaining;
      },
    }),
  },
];
