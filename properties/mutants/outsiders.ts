import { expm1 } from '../../src/base/elementary.ts';
import { randomStream } from '../../src/base/random.ts';
import type { Implementation, NeuronInput, NeuronOutput } from '../../src/conformance/implementation.ts';
import { type LifStages, runTextbook, textbookStages } from '../oracles/textbook-lif.ts';
import { describeMutant, type Mutant } from './mutant.ts';

/** Neurons that follow none of the known conventions, and must not be identified with any; with new noise for each call. */
export const outsiders = (): readonly Mutant[] => [
  ...Object.entries({ ...steady, ...noisy() }).map(([name, [difference, stages]]) =>
    outsider(name, difference, (input) => runTextbook(input, { ...textbookStages, ...stages })),
  ),
  ...Object.entries(otherModels).map(([name, [difference, step]]) =>
    outsider(name, difference, (input) => runCells(input, step)),
  ),
  outsider('fires-on-a-clock', 'fires in every third step at every current', ({ current, initialVoltage }) => ({
    spikes: initialVoltage.map(() => [...current.keys()].filter((step) => step % 3 === 2)),
    spikeHeight: 1,
  })),
];

function outsider(name: string, difference: string, neuron: NonNullable<Implementation['neuron']>): Mutant {
  return { ...describeMutant(name, difference), neuron };
}

type Rows<Change> = Readonly<Record<string, readonly [difference: string, change: Change]>>;

const { integrate } = textbookStages;

/** Neurons that are almost LIF. */
const steady: Rows<Partial<LifStages>> = {
  'quantised-voltage': [
    'rounds its voltage to multiples of 1/4096',
    { integrate: (...all) => Math.round(4096 * integrate(...all)) / 4096 },
  ],
  'threshold-of-1.0005': ['fires above 1.0005', { fires: (voltage) => voltage > 1.0005 }],
  'gain-of-1.001': ['multiplies its current by 1.001', { drive: (current) => 1.001 * current }],
  'soft-reset': ['loses four fifths of its voltage with a spike', { reset: (voltage) => 0.2 * voltage }],
  'refractory-by-current': [
    'is refractory for longer after odd steps',
    {
      refractory: (spikeSeconds, { tauRefSeconds }, step) => (1 + 0.05 * (step % 2)) * tauRefSeconds + spikeSeconds,
    },
  ],
};

/** A neuron with noise that differs from run to run. */
function noisy(): Rows<Partial<LifStages>> {
  const noise = randomStream('noise');
  return { 'noisy-input': ['adds noise to its current', { drive: (current) => current + 0.01 * (noise() - 0.5) }] };
}

/** A neuron with a second state variable in addition to its voltage. */
interface Cell {
  readonly voltage: number;
  /** Adaptation, or the filtered current, or the rest of the refractory period. */
  readonly other: number;
}

/** A step of another neuron model: the new state, and whether it fires. */
type Step = (cell: Cell, current: number, input: NeuronInput) => Cell & { readonly fires?: boolean };

/** Other models, scaled as an adapter would do it: they start and rest at 0 and fire near 1. */
const otherModels: Rows<Step> = {
  'adaptive-threshold': [
    'has a threshold that rises with every spike and decays',
    ({ voltage, other }, current, input) => {
      const reached = voltage + (current - voltage) * chargeOf(input);
      const raised = other * (1 - chargeOf(input));
      return reached > 1 + raised
        ? { voltage: 0, other: raised + 0.05, fires: true }
        : { voltage: reached, other: raised };
    },
  ],
  'half-steps': [
    'takes two Euler steps per step and resets in between',
    ({ voltage }, current, { dtSeconds, tauRcSeconds }) => {
      const half = dtSeconds / tauRcSeconds / 2;
      const halfway = afterSpike(voltage + half * (current - voltage), 0, 0);
      const whole = afterSpike(halfway.voltage + half * (current - halfway.voltage), 0, 0);
      return { ...whole, fires: halfway.fires || whole.fires };
    },
  ],
  'leaks-while-refractory': [
    'receives half of its current during the refractory period',
    ({ voltage, other }, current, input) => {
      const isRefractory = other > 0.5 * input.dtSeconds;
      const reached = voltage + chargeOf(input) * ((isRefractory ? current / 2 : current) - voltage);
      return isRefractory
        ? { voltage: reached, other: other - input.dtSeconds }
        : afterSpike(reached, 0, input.tauRefSeconds);
    },
  ],
  'synaptic-current': [
    'filters its current with an additional synapse',
    ({ voltage, other }, current, input) => {
      const arrived = other - expm1(-input.dtSeconds / 0.0005) * (current - other);
      return afterSpike(voltage + chargeOf(input) * (arrived - voltage), arrived, 0);
    },
  ],
};

const chargeOf = ({ dtSeconds, tauRcSeconds }: NeuronInput) => -expm1(-dtSeconds / tauRcSeconds);

/** If the voltage is above 1, the neuron fires: the voltage becomes 0, and `more` is added to its second variable. */
function afterSpike(voltage: number, other: number, more: number): Cell & { readonly fires: boolean } {
  return voltage > 1 ? { voltage: 0, other: other + more, fires: true } : { voltage, other, fires: false };
}

function runCells(input: NeuronInput, step: Step): NeuronOutput {
  let cells: readonly Cell[] = input.initialVoltage.map((voltage) => ({ voltage, other: 0 }));
  const spikes = cells.map(() => [] as number[]);
  const voltage = input.current.map((currents, number) => {
    const after = cells.map((cell, neuron) => step(cell, currents[neuron] as number, input));
    for (const [neuron, { fires }] of after.entries()) if (fires) spikes[neuron]?.push(number);
    cells = after;
    return after.map((cell) => cell.voltage);
  });
  return { spikes, spikeHeight: 1, voltage };
}

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
