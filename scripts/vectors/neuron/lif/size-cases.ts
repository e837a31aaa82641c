import type { NeuronCase } from '../../../../properties/vectors/neuron.ts';
import { randomStream } from '../../../../src/base/random.ts';
import type { NeuronInput } from '../../../../src/conformance/implementation.ts';
import { along, held, tutorial } from './inputs.ts';

/** Currents from −1 to 3 in quarters, each for one to eight steps. */
function noise(name: string, steps: number): number[] {
  const stream = randomStream(`vector/size/${name}`);
  const trace: number[] = [];
  while (trace.length < steps) trace.push(...held([Math.floor(17 * stream()) / 4 - 1, 1 + Math.floor(8 * stream())]));
  return trace.slice(0, steps);
}

/** Neurons with different starts and currents. */
function many(neurons: number, steps: number): NeuronInput {
  const traces = Array.from({ length: neurons }, (_, neuron) => noise(`neuron ${neuron}`, steps));
  return {
    ...tutorial,
    initialVoltage: traces.map((_, neuron) => neuron / 128),
    current: Array.from({ length: steps }, (_, step) => traces.map((trace) => trace[step] as number)),
  };
}

/** Inputs of the sizes that people use. */
export const sizeCases: readonly NeuronCase[] = [
  {
    id: 'hundred-neurons',
    clause: 'independence',
    title: 'fires in each of 100 neurons as that neuron would alone',
    input: many(100, 30),
  },
  {
    id: 'seventy-seven-neurons',
    clause: 'independence',
    title: 'fires in each of 77 neurons, an odd number, as that neuron would alone',
    input: many(77, 12),
  },
  {
    id: 'two-thousand-steps',
    clause: 'rule',
    title: 'fires for 2,000 steps by the same rule',
    input: along(noise('2000', 2000), { minVoltage: -1 }),
  },
  {
    id: 'floor-of-minus-32',
    clause: 'floor',
    title: 'is held at a floor of −32 and recovers from there',
    input: along(held([-100, 20], [9, 60]), { minVoltage: -32 }),
  },
  {
    id: 'start-far-below-the-floor',
    clause: 'floor',
    title: 'starts from −40, below its floor of −2, and is at the floor after one step',
    input: along(held([5, 1], [3, 40]), { minVoltage: -2, initialVoltage: [-40] }),
  },
  {
    id: 'inhibited-to-minus-2000',
    clause: 'floor',
    title: 'is inhibited to −2,000 without a floor and recovers as its time constant says',
    input: along(held([-4000, 14], [700, 60]), { minVoltage: null }),
  },
  {
    id: 'refractory-300-steps',
    clause: 'refractory',
    title: 'is refractory for 300 steps',
    input: along(held([40, 620]), { tauRefSeconds: 0.3 }),
  },
  {
    id: 'last-of-512-steps',
    clause: 'rule',
    title: 'fires in the last of 512 steps',
    input: along(held([0.5, 511], [40, 1])),
  },
  {
    id: 'steps-of-three-time-constants',
    clause: 'integration',
    title: 'fires in steps of three time constants',
    input: along(held([1.04, 4], [1.2, 4], [0.9, 3], [-2, 2], [3, 6]), { tauRcSeconds: 0.001 / 3 }),
  },
  {
    id: 'steps-of-a-4000th-of-the-time-constant',
    clause: 'integration',
    title: 'fires in steps of a 4,000th of the time constant',
    input: along(held([300, 40], [-50, 10], [600, 30]), { tauRcSeconds: 4 }),
  },
  {
    id: 'tiny-start-and-currents',
    clause: 'integration',
    title: 'follows currents of a billionth, a millionth and a thousandth from a start of 1e-7',
    input: along(held([1e-9, 10], [1e-6, 10], [1e-3, 10], [3, 30]), { initialVoltage: [1e-7] }),
  },
  {
    id: 'tiny-amplitude',
    clause: 'spike-height',
    title: 'fires in the same steps at an amplitude of 1.5e-10',
    input: along(held([2.5, 50]), { amplitude: 1.5e-10 }),
  },
];
