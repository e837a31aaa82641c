import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of the opening. */
export const fields = {
  step: {
    kind: 'number',
    label: 'Time',
    unit: 'ms',
    min: 0,
    max: 29,
    step: 1,
    whole: true,
    initial: 29,
    keepsCover: true,
  },
  show: {
    kind: 'choice',
    label: 'Show accuracy',
    options: { with: 'with floor (Nengo’s default)', both: 'with and without floor', all: 'and the rate network' },
    initial: 'both',
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
