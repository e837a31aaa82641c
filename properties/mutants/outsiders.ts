import { expm1 } from '../../src/base/elementary.ts';
import { type RandomStream, randomStream } from '../../src/base/random.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';

/** A neuron that follows none of the known conventions, and must not be identified with any of them. */
export interface Outsider extends Implementation {
  readonly difference: string;
}

const withStages = (name: string, difference: string, stages: Partial<LifStages>): Outsider => ({
  name,
  difference,
  precision: 'float64',
  neuron: (input) => runTextbook(input, { ...textbookStages, ...stages }),
});

const quantized = (value: number, levels: number) => Math.round(value * levels) / levels;

const integrated: LifStages['integrate'] = textbookStages.integrate;

/** Outsiders that give the same answer to the same input. */
const steadyOutsiders: readonly Outsider[] = [
  withStages('quantised-voltage', 'rounds its voltage to multiples of 1/4096', {
    integrate: (voltage, current, fraction, input) => quantized(integrated(voltage, current, fraction, input), 4096),
  }),
  withStages('quantised-decay', 'rounds its decay to twelve bits', {
    fraction: (seconds, { tauRcSeconds }) => quantized(-expm1(-seconds / tauRcSeconds), 4095),
  }),
  withStages('leak-by-voltage', 'leaks more the higher its voltage is', {
    integrate: (voltage, current, fraction, input) =>
      integrated(voltage, current, fraction * (1 + 0.01 * voltage), input),
  }),
  withStages('threshold-of-1.0005', 'fires above 1.0005', { fires: (voltage) => voltage > 1.0005 }),
  withStages('reset-to-a-thousandth', 'resets to 0.001', { reset: () => 0.001 }),
  withStages('gain-of-1.001', 'multiplies its current by 1.001', { drive: (current) => 1.001 * current }),
  withStages('refractory-by-current', 'is refractory for longer after odd steps', {
    refractory: (spikeSeconds, { tauRefSeconds }, step) => (1 + 0.05 * (step % 2)) * tauRefSeconds + spikeSeconds,
  }),
  {
    name: 'adaptive-threshold',
    difference: 'has a threshold that rises with every spike and decays',
    precision: 'float64',
    neuron: runAdaptive,
  },
  {
    name: 'fires-on-a-clock',
    difference: 'fires in every third step at every current',
    precision: 'float64',
    neuron: ({ current, initialVoltage }) => ({
      spikes: initialVoltage.map(() => [...current.keys()].filter((step) => step % 3 === 2)),
      spikeHeight: 1,
    }),
  },
  {
    name: 'never-fires',
    difference: 'never fires',
    precision: 'float64',
    neuron: ({ initialVoltage }) => ({ spikes: initialVoltage.map(() => []), spikeHeight: 1 }),
  },
];

/** Outsiders with noise that differs from run to run. */
const noisyOutsiders = (): readonly Outsider[] => {
  const [input, refractory]: [RandomStream, RandomStream] = [randomStream('noise'), randomStream('refractory')];
  return [
    withStages('noisy-input', 'adds noise to its current', { drive: (current) => current + 0.01 * (input() - 0.5) }),
    withStages('random-refractory', 'is refractory for a random time', {
      refractory: (spikeSeconds, { tauRefSeconds, dtSeconds }) =>
        tauRefSeconds + spikeSeconds + 0.3 * dtSeconds * refractory(),
    }),
  ];
};

/** All outsiders, with new noise for each call. */
export const outsiders = (): readonly Outsider[] => [...steadyOutsiders, ...noisyOutsiders()];

/** An implementation that returns no voltages. */
export function withoutVoltages<Any extends Implementation>(implementation: Any): Any {
  const { neuron } = implementation;
  return {
    ...implementation,
    ...(neuron && {
      neuron: async (input: NeuronInput) => {
        const { spikes, spikeHeight } = await neuron(input);
        return { spikes, spikeHeight };
      },
    }),
  };
}

function runAdaptive({ dtSeconds, tauRcSeconds, initialVoltage, current }: NeuronInput): NeuronOutput {
  const fraction = -expm1(-dtSeconds / tauRcSeconds);
  const state = initialVoltage.map((voltage) => ({ voltage, threshold: 1 }));
  const spikes = initialVoltage.map(() => [] as number[]);
  const voltage = current.map((currents, step) =>
    state.map((neuron, index) => {
      neuron.voltage += ((currents[index] as number) - neuron.voltage) * fraction;
      neuron.threshold += (1 - neuron.threshold) * fraction;
      if (neuron.voltage > neuron.threshold) {
        spikes[index]?.push(step);
        neuron.voltage = 0;
        neuron.threshold += 0.05;
      }
      return neuron.voltage;
    }),
  );
  return { spikes, spikeHeight: 1, voltage };
}
