import type { NumberField } from '../../frame/fields.ts';

/** Settings of part 2. */
export const fields = {
  rate: { kind: 'number', label: 'Max rate', unit: 'Hz', min: 20, max: 400, step: 5, initial: 100 },
  intercept: { kind: 'number', label: 'Intercept', min: -0.9, max: 0.9, step: 0.05, initial: 0 },
  input: { kind: 'number', label: 'Input to inspect', min: -1, max: 4, step: 0.05, initial: 1 },
} as const satisfies Record<string, NumberField>;
