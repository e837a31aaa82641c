import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of part 4. */
export const fields = {
  digit: { kind: 'number', more: true, label: 'Test image', min: 0, max: 499, step: 1, whole: true, initial: 28 },
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.5, step: 0.01, initial: 0.01 },
  floor: {
    kind: 'choice',
    label: 'Voltage floor',
    options: { zero: 'at 0', none: 'none' },
    initial: 'zero',
  },
  step: { kind: 'number', label: 'Time', unit: 'ms', min: 0, max: 29, step: 1, whole: true, initial: 29 },
} as const satisfies Record<string, NumberField | ChoiceField>;
