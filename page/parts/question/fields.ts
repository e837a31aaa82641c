import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of part 6. */
export const fields = {
  images: { kind: 'number', label: 'Digits', min: 50, max: 500, step: 50, whole: true, initial: 100 },
  seeds: { kind: 'number', label: 'Seeds', min: 1, max: 8, step: 1, whole: true, initial: 1 },
  spacing: {
    kind: 'choice',
    more: true,
    label: 'Amplitudes',
    options: { coarse: 'every 0.05', fine: 'every 0.02', finest: 'every 0.01' },
    initial: 'coarse',
  },
  show: {
    kind: 'choice',
    more: true,
    label: 'Compute',
    options: { with: 'with floor', both: 'with and without floor' },
    initial: 'with',
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
