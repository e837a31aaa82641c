import type { NeuronInput, NeuronOutput } from '../../implementation.ts';
import { ask, NotApplicable, refusalCheck, type SmokeCheck, Unsound } from './check.ts';

/** Three neurons: one fires often, one never, one sometimes. */
const currents = [5, 0, 2.5] as const;
const steps = 60;

const input: NeuronInput = {
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  tauRefSeconds: 0.002,
  amplitude: 1,
  minVoltage: 0,
  initialVoltage: [0, 0, 0.25],
  current: Array.from({ length: steps }, () => currents),
};

const answers: SmokeCheck = {
  id: 'neuron/answers',
  statement: 'runs one neuron, three neurons, and a single step, with and without a floor',
  needs: 'neuron',
  act: async (implementation) => {
    for (const changed of [
      {},
      { minVoltage: null },
      { current: [currents] },
      { initialVoltage: [0], current: input.current.map(() => [5]) },
    ]) {
      await ask(implementation, 'neuron', { ...input, ...changed });
    }
  },
};

const fires: SmokeCheck = {
  id: 'neuron/fires',
  statement: 'fires at a current of 5, not at 0, and keeps neurons and steps apart',
  needs: 'neuron',
  act: async (implementation) => {
    // the third neuron starts without current: a simulator that does not scale currents fires at 2.5 in every step, as at 5
    const current = input.current.map((row, step) => (step < steps / 2 ? [5, 0, 0] : row));
    const { spikes, spikeHeight } = await ask<NeuronOutput>(implementation, 'neuron', { ...input, current });
    const [strong = [], none = [], late = []] = spikes;
    if (strong.length === 0) throw new Unsound(`no spike in ${steps} steps of 1 ms at a current of 5`);
    if (none.length > 0)
      throw new Unsound('a spike at a current of 0; currents are [step][neuron], spikes are [neuron]');
    if (late.length >= strong.length || late.some((step) => step < steps / 2))
      throw new Unsound(
        `a current of 0 for ${steps / 2} steps and then 2.5 fires early, or as often as 5; currents are [step][neuron], spikes are [neuron]`,
      );
    if (spikeHeight === 0)
      throw new Unsound('output.spikeHeight: expected what a neuron sends in the step of a spike, but got 0');
  },
};

const repeats: SmokeCheck = {
  id: 'neuron/repeats',
  statement: 'gives the same answer to the same input, whatever was asked before',
  needs: 'neuron',
  act: async (implementation) => {
    const first = await ask<NeuronOutput>(implementation, 'neuron', input);
    await ask(implementation, 'neuron', { ...input, current: [currents] });
    const second = await ask<NeuronOutput>(implementation, 'neuron', input);
    requireSame(first, second, 'the second answer to the same input differs');
  },
};

const continues: SmokeCheck = {
  id: 'neuron/continues',
  statement: 'continues from its state as if it had never stopped',
  needs: 'neuron',
  act: async (implementation) => {
    const whole = await ask<NeuronOutput>(implementation, 'neuron', input);
    const [half, rest] = [input.current.slice(0, 23), input.current.slice(23)];
    const { state, ...first } = await ask<NeuronOutput>(implementation, 'neuron', { ...input, current: half });
    if (state === undefined) throw new NotApplicable('leaves out state');
    const second = await ask<NeuronOutput>(implementation, 'neuron', { ...input, current: rest, state });
    const late = second.spikes.map((train) => train.map((step) => step + half.length));
    const joined = first.spikes.map((train, neuron) => [...train, ...(late[neuron] ?? [])]);
    const voltage = first.voltage && second.voltage ? [...first.voltage, ...second.voltage] : whole.voltage;
    requireSame(whole, { spikes: joined, voltage }, 'two halves, joined by the state, differ from the whole run');
  },
};

const computes: SmokeCheck = {
  id: 'neuron/precision',
  statement: 'computes in the precision that it declares',
  needs: 'neuron',
  act: async (implementation) => {
    // not a float32 number, so that voltages without a leak are not round numbers
    const initialVoltage = [0, 0, 0.3];
    const { voltage } = await ask<NeuronOutput>(implementation, 'neuron', { ...input, initialVoltage });
    if (implementation.precision === 'float32')
      throw new NotApplicable('declares float32, so its voltages are rounded');
    if (voltage === undefined) throw new NotApplicable('leaves out voltage');
    if (voltage.flat().every((value) => Math.fround(value) === value))
      throw new Unsound('precision: declares float64, but every voltage is a float32 number');
  },
};

const takesLongLines: SmokeCheck = {
  id: 'neuron/long-line',
  statement: 'reads a request of half a million characters',
  needs: 'neuron',
  act: async (implementation) => {
    const neurons = 40;
    const row = Array.from({ length: neurons }, (_, neuron) => 1 + neuron / 7);
    const initialVoltage = row.map(() => 0);
    await ask(implementation, 'neuron', { ...input, initialVoltage, current: Array(700).fill(row) });
  },
};

const refuses = refusalCheck('neuron', input, {
  'a negative time constant': { tauRcSeconds: -0.02 },
  'a time constant of "NaN"': { tauRcSeconds: Number.NaN },
  'a step of 0': { dtSeconds: 0 },
});

function requireSame(
  one: Pick<NeuronOutput, 'spikes' | 'voltage'>,
  other: Pick<NeuronOutput, 'spikes' | 'voltage'> | { voltage: undefined; spikes: NeuronOutput['spikes'] },
  message: string,
): void {
  if (JSON.stringify(one.spikes) !== JSON.stringify(other.spikes)) throw new Unsound(`${message}, in spikes`);
  if (JSON.stringify(one.voltage) !== JSON.stringify(other.voltage)) throw new Unsound(`${message}, in voltages`);
}

/** The checks of neurons. */
export const neuronChecks: readonly SmokeCheck[] = [
  answers,
  fires,
  repeats,
  continues,
  computes,
  takesLongLines,
  refuses,
];
