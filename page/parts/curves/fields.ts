import type { ChoiceField } from '../../frame/fields.ts';

/** Settings of part 4. */
export const fields = {
  show: {
    kind: 'choice',
    label: 'Show accuracy',
    options: { asked: 'floor on, unchanged', all: 'and with each repair' },
    initial: 'all',
  },
} as const satisfies Record<string, ChoiceField>;
