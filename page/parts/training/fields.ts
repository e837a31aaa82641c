import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of part 7. */
export const fields = {
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.5, step: 0.01, initial: 0.5 },
  recipe: {
    kind: 'choice',
    label: 'Training',
    options: { plain: 'plain', rescaled: 'rescaled by the amplitude' },
    initial: 'plain',
  },
  epochs: { kind: 'number', more: true, label: 'Epochs', min: 1, max: 20, step: 1, whole: true, initial: 8 },
  images: {
    kind: 'number',
    more: true,
    label: 'Training digits',
    min: 500,
    max: 2000,
    step: 500,
    whole: true,
    initial: 2000,
  },
  seed: { kind: 'number', more: true, label: 'Seed', min: 0, max: 9, step: 1, whole: true, initial: 0 },
} as const satisfies Record<string, NumberField | ChoiceField>;
