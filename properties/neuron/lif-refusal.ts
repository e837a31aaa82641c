import type { Assumption } from '../../src/conformance/assumption.ts';
import type { NeuronInput } from '../../src/conformance/implementation.ts';
import type { Law } from '../../src/conformance/law.ts';
import { lifInput } from '../arbitraries/lif.ts';
import { refusalLaw } from '../refusal.ts';

interface Rule {
  readonly id: string;
  readonly statement: string;
  /** Forbidden values. */
  readonly values: readonly number[];
  /** Assumptions without which an implementation need not check the value. */
  readonly assumes?: readonly Assumption[];
  readonly spoil: (input: NeuronInput, value: number) => NeuronInput;
}

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const withLastCurrent = (input: NeuronInput, value: number): NeuronInput => ({
  ...input,
  current: input.current.map((currents, step) =>
    step < input.current.length - 1 ? currents : currents.map(() => value),
  ),
});

const rules: readonly Rule[] = [
  {
    id: 'current',
    statement: 'always refuses a current that is not a finite number, even in the last step',
    values: [nan, infinity, -infinity],
    spoil: withLastCurrent,
  },
  {
    id: 'start-above-threshold',
    statement: 'always refuses an initial voltage that is above the threshold or not a finite number',
    assumes: ['initialVoltage'],
    values: [1 + 2 ** -20, 1.5, infinity, nan, -infinity],
    spoil: (input, value) => ({ ...input, initialVoltage: input.initialVoltage.map(() => value) }),
  },
  {
    id: 'membrane-time-constant',
    statement: 'always refuses a membrane time constant that is not above zero',
    values: [0, -0.02, nan, infinity],
    spoil: (input, value) => ({ ...input, tauRcSeconds: value }),
  },
  {
    id: 'refractory-time',
    statement: 'always refuses a refractory period below zero',
    assumes: ['refractory'],
    values: [-0.002, nan, infinity],
    spoil: (input, value) => ({ ...input, tauRefSeconds: value }),
  },
  {
    id: 'step-length',
    statement: 'always refuses a time step that is not above zero',
    values: [0, -0.001, nan, infinity],
    spoil: (input, value) => ({ ...input, dtSeconds: value }),
  },
  {
    id: 'long-step',
    statement: 'always refuses a time step of more than thirty membrane time constants',
    assumes: ['integrator'],
    values: [31, 1000],
    spoil: (input, value) => ({ ...input, dtSeconds: input.tauRcSeconds * value }),
  },
  {
    id: 'floor',
    statement: 'always refuses a floor above the reset voltage',
    assumes: ['floor'],
    values: [2 ** -20, 0.5, infinity, nan],
    spoil: (input, value) => ({ ...input, minVoltage: value }),
  },
  {
    id: 'amplitude',
    statement: 'always refuses an amplitude that is not above zero',
    assumes: ['amplitude'],
    values: [0, -0.01, nan, infinity],
    spoil: (input, value) => ({ ...input, amplitude: value }),
  },
];

/** A mistake in a script must be refused; it must not silently yield a result. */
export const lifRefusalLaws: readonly Law[] = rules.map(({ id, statement, values, assumes = [], spoil }) =>
  refusalLaw(
    'neuron',
    { id: `lif/refuses-${id}`, statement, assumes, mostRuns: 8 },
    () => lifInput(),
    Object.fromEntries(values.map((value) => [`${id} of ${value}`, (input) => spoil(input, value)])),
  ),
);
