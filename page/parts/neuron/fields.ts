import type { ChoiceField, NumberField } from '../../frame/fields.ts';

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
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
