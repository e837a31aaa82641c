import { defaultLif } from '../../../src/simulator/neuron/lif.ts';
import { tune } from '../../../src/simulator/neuron/tuning.ts';
import type { ChoiceField, NumberField, Values } from '../../frame/fields.ts';

/** Whether the current falls below 0, and with it the voltage. */
function isInhibited(values: Values): boolean {
  const { input, swing, rate, intercept } = values as Readonly<Record<string, number>>;
  const { gain, bias } = tune({ maxRateHz: rate as number, intercept: intercept as number }, defaultLif);
  return gain * ((input as number) - (swing as number)) + bias < 0;
}

/** Settings of part 1. */
export const fields = {
  input: { kind: 'number', label: 'Input', min: -1, max: 3, step: 0.05, initial: 1 },
  swing: { kind: 'number', label: 'Swing of the input', min: 0, max: 4, step: 0.1, initial: 0 },
  rate: { kind: 'number', label: 'Max rate', unit: 'Hz', min: 20, max: 400, step: 5, initial: 100 },
  intercept: { kind: 'number', label: 'Intercept', min: -0.9, max: 0.9, step: 0.05, initial: 0 },
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.05, step: 0.01, initial: 0.01 },
  floor: {
    kind: 'choice',
    label: 'Voltage floor',
    options: { zero: 'at 0', none: 'none' },
    initial: 'zero',
    matters: isInhibited,
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
