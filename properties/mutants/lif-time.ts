import { log1p } from '../../src/base/elementary.ts';
import type { LifStages } from '../oracles/textbook-lif.ts';
import { lifMutant } from './changed.ts';
import type { Mutant } from './mutant.ts';

const wholeStepActive: Partial<LifStages> = {
  active: (refractorySeconds, { dtSeconds }) => (refractorySeconds > 0 ? 0 : dtSeconds),
};
const spikeAtEndOfStep: Partial<LifStages> = { spikeTime: (_voltage, _current, { dtSeconds }) => dtSeconds };

export const lifTimeMutants: readonly Mutant[] = [
  lifMutant('integrates-by-euler', 'covers dt/τ_rc of the distance: forward Euler instead of the exact solution', {
    fraction: (seconds, { tauRcSeconds }) => seconds / tauRcSeconds,
  }),
  lifMutant('tau-rc-1-percent-long', 'has 1.01 times the membrane time constant', {
    parameters: (input) => ({ ...input, tauRcSeconds: 1.01 * input.tauRcSeconds }),
  }),
  lifMutant(
    'wakes-with-the-step',
    'is active for whole steps only, without a partial step after the refractory period',
    wholeStepActive,
  ),
  lifMutant(
    'spikes-at-end-of-step',
    'places every spike at the end of its step, without interpolation',
    spikeAtEndOfStep,
  ),
  lifMutant('guards-the-spike-time', 'divides by a J − 1 of at least 1e-6 to place a spike in its step', {
    spikeTime: (voltage, current, { dtSeconds, tauRcSeconds }) =>
      dtSeconds + tauRcSeconds * log1p(-(voltage - 1) / Math.max(current - 1, 1e-6)),
  }),
  lifMutant(
    'refractory-one-step-long',
    'is refractory for one step too long',
    { refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) => tauRefSeconds + dtSeconds + spikeSeconds },
    'nest#547',
  ),
  lifMutant(
    'refractory-one-step-short',
    'is refractory for one step too short',
    {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) => Math.max(tauRefSeconds - dtSeconds, 0) + spikeSeconds,
    },
    'bindsnet#137',
  ),
  lifMutant('ignores-refractory-time', 'has no refractory period, even if one is requested', {
    refractory: (spikeSeconds) => spikeSeconds,
  }),
  lifMutant(
    'refractory-two-steps-whatever-dt',
    'is refractory for two steps at every dt, a number that is correct at 1 ms',
    { refractory: (spikeSeconds, { dtSeconds }) => 2 * dtSeconds + spikeSeconds },
    'nest#473',
  ),
  lifMutant(
    'refractory-by-the-clock',
    'stores the end of its refractory period as time since the start, whose rounding error grows',
    {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }, step) =>
        Math.fround(step * dtSeconds + spikeSeconds + tauRefSeconds) - step * dtSeconds,
    },
    'brian2#943',
  ),
  lifMutant('wakes-with-every-1000th-step', 'is active for the whole of every 1,000th step in which it wakes', {
    refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }, step) => {
      const end = tauRefSeconds + spikeSeconds;
      const stepsAsleep = Math.floor(end / dtSeconds);
      return (step + stepsAsleep) % 1000 === 0 ? stepsAsleep * dtSeconds : end;
    },
  }),
  lifMutant(
    'catches-up-after-short-refractory',
    'is active for more than a step after a refractory period shorter than the step',
    { active: (refractorySeconds, { dtSeconds }) => Math.max(dtSeconds - refractorySeconds, 0) },
    'nengo#1427',
  ),
  lifMutant('maximum-rate-is-a-limit', 'never fires faster than 100 Hz: treats the rate at input 1 as a limit', {
    refractory: (spikeSeconds, { tauRefSeconds }) => Math.max(tauRefSeconds, 0.01) + spikeSeconds,
  }),
  lifMutant(
    'step-length-in-input',
    'multiplies the current by dt in milliseconds, which is correct only at 1 ms',
    { drive: (current, { dtSeconds }) => (current * dtSeconds) / 0.001 },
    'snntorch#435',
  ),
  lifMutant('output-one-step-late', 'reports each spike one step late', {
    report: (spikes, { current }) => spikes.map((step) => step + 1).filter((step) => step < current.length),
  }),
  lifMutant('input-one-step-late', 'receives its current one step late, and no current in the first step', {
    parameters: (input) => ({
      ...input,
      current: [input.initialVoltage.map(() => 0), ...input.current].slice(0, input.current.length),
    }),
  }),
  lifMutant(
    'fires-twice-in-a-step',
    'fires twice in the step of a spike',
    { report: (spikes) => spikes.flatMap((step) => [step, step]) },
    'nest#3296',
  ),
];
