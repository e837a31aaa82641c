import { defaultLif } from '../../../src/simulator/neuron/lif.ts';
import { tune } from '../../../src/simulator/neuron/tuning.ts';
import type { NumberField, Values } from '../../frame/fields.ts';

const tuned = ({ rate, intercept }: Values) =>
  tune({ maxRateHz: Number(rate), intercept: Number(intercept) }, defaultLif);
const write = (current: number, digits: number) => current.toFixed(digits).replace('-', '−');

/** Settings of part 1. */
export const fields = {
  swing: {
    kind: 'number',
    label: 'Swing of the input',
    min: 0,
    max: 4,
    step: 0.1,
    initial: 3,
    told: (values) => `current ± ${write(tuned(values).gain * Number(values.swing), 1)}`,
  },
  input: {
    kind: 'number',
    label: 'Mean input',
    min: -1,
    max: 3,
    step: 0.05,
    initial: -0.4,
    told: (values) => `current ${write(tuned(values).gain * Number(values.input) + tuned(values).bias, 2)}`,
  },
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.05, step: 0.01, more: true, initial: 0.01 },
  rate: { kind: 'number', label: 'Max rate', unit: 'Hz', min: 20, max: 400, step: 5, more: true, initial: 100 },
  intercept: { kind: 'number', label: 'Intercept', min: -0.9, max: 0.9, step: 0.05, more: true, initial: 0 },
} as const satisfies Record<string, NumberField>;
