import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of part 2. */
export const fields = {
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.5, step: 0.01, initial: 0.01 },
  synapse: {
    kind: 'number',
    label: 'Spread every spike over',
    unit: 'ms',
    min: 0,
    max: 10,
    step: 0.5,
    initial: 0,
  },
  step: { kind: 'number', label: 'Time', unit: 'ms', min: 0, max: 29, step: 1, whole: true, initial: 29 },
  layer: { kind: 'choice', label: 'Layer', options: { 2: 'layer 2', 3: 'layer 3' }, more: true, initial: '2' },
  neuron: { kind: 'number', label: 'Neuron', min: 0, max: 9215, step: 1, whole: true, more: true, initial: 1013 },
  digit: { kind: 'number', label: 'Test image', min: 0, max: 499, step: 1, whole: true, more: true, initial: 28 },
} as const satisfies Record<string, NumberField | ChoiceField>;
