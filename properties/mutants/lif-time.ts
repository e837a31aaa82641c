import { lifMutant, type StageMutant } from './lif-stages.ts';
import type { Mutant } from './mutant.ts';

const wholeStepActive: StageMutant['stages'] = {
  active: (refractorySeconds, { dtSeconds }) => (refractorySeconds > 0 ? 0 : dtSeconds),
};
const spikeAtEndOfStep: StageMutant['stages'] = { spikeTime: (_voltage, _current, { dtSeconds }) => dtSeconds };

const timeMutants: readonly StageMutant[] = [
  {
    name: 'integrates-by-euler',
    difference: 'covers dt/τ_rc of the distance: forward Euler instead of the exact solution',
    stages: { fraction: (seconds, { tauRcSeconds }) => seconds / tauRcSeconds },
  },
  {
    name: 'integrates-by-backward-euler',
    difference: 'covers dt/(τ_rc + dt) of the distance: backward Euler instead of the exact solution',
    stages: { fraction: (seconds, { tauRcSeconds }) => seconds / (tauRcSeconds + seconds) },
  },
  {
    name: 'tau-rc-5-percent-long',
    difference: 'has 1.05 times the membrane time constant',
    stages: { parameters: (input) => ({ ...input, tauRcSeconds: 1.05 * input.tauRcSeconds }) },
  },
  {
    name: 'tau-rc-1-percent-long',
    difference: 'has 1.01 times the membrane time constant',
    stages: { parameters: (input) => ({ ...input, tauRcSeconds: 1.01 * input.tauRcSeconds }) },
  },
  {
    name: 'wakes-with-the-step',
    difference: 'is active for whole steps only, without a partial step after the refractory time',
    stages: wholeStepActive,
  },
  {
    name: 'spikes-at-end-of-step',
    difference: 'places every spike at the end of its step, without interpolation',
    stages: spikeAtEndOfStep,
  },
  {
    name: 'knows-whole-steps-only',
    difference: 'has neither partial steps nor interpolation',
    stages: { ...wholeStepActive, ...spikeAtEndOfStep },
  },
  {
    name: 'refractory-one-step-long',
    difference: 'is refractory for one step too long',
    cites: 'nest#547',
    stages: { refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) => tauRefSeconds + dtSeconds + spikeSeconds },
  },
  {
    name: 'refractory-one-step-short',
    difference: 'is refractory for one step too short',
    cites: 'bindsnet#137',
    stages: {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) => Math.max(tauRefSeconds - dtSeconds, 0) + spikeSeconds,
    },
  },
  {
    name: 'refractory-tenth-of-a-step-long',
    difference: 'is refractory for a tenth of a step too long',
    stages: {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) => tauRefSeconds + dtSeconds / 10 + spikeSeconds,
    },
  },
  {
    name: 'refractory-in-whole-steps',
    difference: 'rounds the refractory time up to whole steps',
    stages: {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) =>
        Math.ceil(tauRefSeconds / dtSeconds) * dtSeconds + spikeSeconds,
    },
  },
  {
    name: 'ignores-refractory-time',
    difference: 'has no refractory time, even if one is requested',
    stages: { refractory: (spikeSeconds) => spikeSeconds },
  },
  {
    name: 'refractory-two-steps-whatever-dt',
    difference: 'is refractory for two steps at every dt, a number that is correct at 1 ms',
    cites: 'nest#473',
    stages: { refractory: (spikeSeconds, { dtSeconds }) => 2 * dtSeconds + spikeSeconds },
  },
  {
    name: 'refractory-by-the-clock',
    difference: 'stores the end of its refractory time as time since the start, whose rounding error grows',
    cites: 'brian2#943',
    stages: {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }, step) =>
        Math.fround(step * dtSeconds + spikeSeconds + tauRefSeconds) - step * dtSeconds,
    },
  },
  {
    name: 'catches-up-after-short-refractory',
    difference: 'is active for more than a step after a refractory time shorter than the step',
    cites: 'nengo#1427',
    stages: { active: (refractorySeconds, { dtSeconds }) => Math.max(dtSeconds - refractorySeconds, 0) },
  },
  {
    name: 'maximum-rate-is-a-limit',
    difference: 'never fires faster than 100 Hz: treats the rate at input 1 as a limit',
    stages: { refractory: (spikeSeconds, { tauRefSeconds }) => Math.max(tauRefSeconds, 0.01) + spikeSeconds },
  },
  {
    name: 'step-length-in-input',
    difference: 'multiplies the current by dt in milliseconds, which is correct only at 1 ms',
    cites: 'snntorch#435',
    stages: { drive: (current, { dtSeconds }) => (current * dtSeconds) / 0.001 },
  },
  {
    name: 'output-one-step-late',
    difference: 'reports each spike one step late',
    stages: {
      report: (spikes, { current }) => spikes.map((step) => step + 1).filter((step) => step < current.length),
    },
  },
  {
    name: 'input-one-step-late',
    difference: 'receives its current one step late, and none in the first step',
    stages: {
      parameters: (input) => ({
        ...input,
        current: [input.initialVoltage.map(() => 0), ...input.current].slice(0, input.current.length),
      }),
    },
  },
  {
    name: 'fires-twice-in-a-step',
    difference: 'fires twice in the step of a spike',
    cites: 'nest#3296',
    stages: { report: (spikes) => spikes.flatMap((step) => [step, step]) },
  },
];

/** Mutants of integration, refractory time and delays. */
export const lifTimeMutants: readonly Mutant[] = timeMutants.map(lifMutant);
