import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of the figure of one event: how the other simulator holds its current, and in what unit it takes the weight. */
export const fields = {
  rule: {
    kind: 'choice',
    label: 'The other holds its current in a step',
    options: {
      start: 'at the start’s value, as BrainPy',
      end: 'at the end’s value, as Sinabs',
      mean: 'at its mean, as GeNN',
    },
    initial: 'start',
  },
  factor: { kind: 'number', label: 'Its weight, times', min: 0.5, max: 2, step: 0.001, initial: 1 },
  tau: { kind: 'number', label: 'Decay of the current', unit: 'ms', min: 1, max: 20, step: 0.5, initial: 2 },
} as const satisfies Record<string, ChoiceField | NumberField>;
