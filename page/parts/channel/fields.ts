import type { ChoiceField, NumberField, Values } from '../../frame/fields.ts';

const isLarger = ({ which }: Values) => which !== 'none';

/** Settings of part 3. */
export const fields = {
  which: {
    kind: 'choice',
    label: 'Larger spikes in',
    options: { none: 'no layer', first: 'layer 1', second: 'layer 2', both: 'both' },
    initial: 'none',
  },
  factor: {
    kind: 'number',
    more: true,
    label: 'Factor of the amplitude',
    min: 1,
    max: 8,
    step: 0.5,
    initial: 2,
    matters: isLarger,
  },
  weights: {
    kind: 'choice',
    label: 'Their output weights',
    options: { stay: 'stay', solved: 'are solved again', divided: 'are divided by the factor' },
    initial: 'stay',
    matters: isLarger,
  },
  input: { kind: 'number', more: true, label: 'Input to inspect', min: -1, max: 1, step: 0.05, initial: 1 },
  seed: {
    kind: 'number',
    more: true,
    label: 'Seed (draws other neurons)',
    min: 0,
    max: 9,
    step: 1,
    whole: true,
    initial: 0,
  },
} as const satisfies Record<string, NumberField | ChoiceField>;
