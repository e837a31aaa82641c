import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of part 3: the network of the opening, broken, and what may repair it. */
export const fields = {
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.5, step: 0.01, initial: 0.5 },
  repair: {
    kind: 'choice',
    label: 'Repair',
    options: { none: 'none', floor: 'no floor', synapse: 'spread over 5 ms', factor: 'times 0.01 / amplitude' },
    initial: 'none',
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
