import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { along, at } from './inputs.ts';

/** Invalid inputs. */
export const refusedCases: readonly Pick<NeuronCase, 'id' | 'title' | 'input'>[] = [
  {
    id: 'refuses-no-membrane-time',
    title: 'has no membrane time constant',
    input: at(2, 3, { tauRcSeconds: 0 }),
  },
  {
    id: 'refuses-negative-refractory-time',
    title: 'has a refractory period below 0',
    input: at(2, 3, { tauRefSeconds: -0.001 }),
  },
  { id: 'refuses-no-step', title: 'has a step length of 0', input: at(2, 3, { dtSeconds: 0 }) },
  { id: 'refuses-long-step', title: 'has a step of 31 τ_rc', input: at(2, 3, { dtSeconds: 0.62 }) },
  {
    id: 'refuses-high-floor',
    title: 'has a floor above the reset',
    input: at(2, 3, { minVoltage: 0.1 }),
  },
  { id: 'refuses-no-amplitude', title: 'has no amplitude', input: at(2, 3, { amplitude: 0 }) },
  {
    id: 'refuses-high-start',
    title: 'starts above the threshold',
    input: at(2, 3, { initialVoltage: [1.5] }),
  },
  { id: 'refuses-negative-step', title: 'has a step length below 0', input: at(2, 3, { dtSeconds: -0.001 }) },
  {
    id: 'refuses-negative-membrane-time',
    title: 'has a membrane time constant below 0',
    input: at(2, 3, { tauRcSeconds: -0.02 }),
  },
  { id: 'refuses-negative-amplitude', title: 'has an amplitude below 0', input: at(2, 3, { amplitude: -1 }) },
  {
    id: 'refuses-amplitude-without-end',
    title: 'has an infinite amplitude',
    input: at(2, 3, { amplitude: Number.POSITIVE_INFINITY }),
  },
  {
    id: 'refuses-membrane-time-that-is-no-number',
    title: 'has a membrane time constant of NaN',
    input: at(2, 3, { tauRcSeconds: Number.NaN }),
  },
  {
    id: 'refuses-step-that-is-no-number',
    title: 'has a step length of NaN',
    input: at(2, 3, { dtSeconds: Number.NaN }),
  },
  {
    id: 'refuses-start-that-is-no-number',
    title: 'starts at a voltage of NaN',
    input: at(2, 3, { initialVoltage: [Number.NaN] }),
  },
  {
    id: 'refuses-start-without-end',
    title: 'starts at a voltage of −Infinity',
    input: at(2, 3, { initialVoltage: [Number.NEGATIVE_INFINITY], minVoltage: null }),
  },
  {
    id: 'refuses-current-that-is-no-number',
    title: 'receives a current of NaN',
    input: along([2, Number.NaN, 2]),
  },
  {
    id: 'refuses-current-without-end',
    title: 'receives an infinite current',
    input: along([2, Number.POSITIVE_INFINITY, 2]),
  },
  {
    id: 'refuses-floor-that-is-no-number',
    title: 'has a floor of NaN',
    input: at(2, 3, { minVoltage: Number.NaN }),
  },
];
