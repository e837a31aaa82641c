import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import type { NeuronInput } from '../../../../src/conformance/implementation.ts';
import { along, at } from './inputs.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const refused = (id: string, title: string, changes: Partial<NeuronInput>) => {
  return { id: `refuses-${id}`, title, input: at(2, 3, changes) };
};

/** Invalid inputs. */
export const refusedCases: readonly Pick<NeuronCase, 'id' | 'title' | 'input'>[] = [
  refused('no-membrane-time', 'has no membrane time constant', { tauRcSeconds: 0 }),
  refused('negative-refractory-time', 'has a refractory period below 0', { tauRefSeconds: -0.001 }),
  refused('no-step', 'has a step length of 0', { dtSeconds: 0 }),
  refused('long-step', 'has a step of 31 τ_rc', { dtSeconds: 0.62 }),
  refused('high-floor', 'has a floor above the reset', { minVoltage: 0.1 }),
  refused('no-amplitude', 'has no amplitude', { amplitude: 0 }),
  refused('high-start', 'starts above the threshold', { initialVoltage: [1.5] }),
  refused('negative-step', 'has a step length below 0', { dtSeconds: -0.001 }),
  refused('negative-membrane-time', 'has a membrane time constant below 0', { tauRcSeconds: -0.02 }),
  refused('negative-amplitude', 'has an amplitude below 0', { amplitude: -1 }),
  refused('amplitude-without-end', 'has an infinite amplitude', { amplitude: infinity }),
  refused('membrane-time-that-is-no-number', 'has a membrane time constant of NaN', { tauRcSeconds: nan }),
  refused('step-that-is-no-number', 'has a step length of NaN', { dtSeconds: nan }),
  refused('start-that-is-no-number', 'starts at a voltage of NaN', { initialVoltage: [nan] }),
  refused('start-without-end', 'starts at a voltage of −Infinity', { initialVoltage: [-infinity], minVoltage: null }),
  refused('current-that-is-no-number', 'receives a current of NaN', { current: along([2, nan, 2]).current }),
  refused('current-without-end', 'receives an infinite current', { current: along([2, infinity, 2]).current }),
  refused('floor-that-is-no-number', 'has a floor of NaN', { minVoltage: nan }),
];
