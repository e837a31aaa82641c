import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of the opening. */
export const fields = {
  show: {
    kind: 'choice',
    label: 'Show',
    options: { with: 'with floor (Nengo’s default)', both: 'with and without floor', all: 'and the rate network' },
    initial: 'with',
  },
  amplitude: { kind: 'number', label: 'Amplitude to inspect', min: 0.01, max: 0.5, step: 0.01, initial: 0.5 },
} as const satisfies Record<string, NumberField | ChoiceField>;
