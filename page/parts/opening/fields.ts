import type { ChoiceField, NumberField } from '../../frame/fields.ts';

/** Settings of the opening. */
export const fields = {
  amplitude: { kind: 'number', label: 'Spike amplitude', min: 0.01, max: 0.5, step: 0.01, initial: 0.01 },
  floor: { kind: 'choice', label: 'Voltage floor', options: { zero: 'on', none: 'off' }, initial: 'zero' },
} as const satisfies Record<string, NumberField | ChoiceField>;
