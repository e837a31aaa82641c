import type { ChoiceField } from '../../frame/fields.ts';

/** Settings of part 8: the content of the box. */
export const fields = {
  example: {
    kind: 'choice',
    label: 'Fill the box with spikes of',
    options: {
      own: 'your own simulator',
      nengo: 'Nengo',
      'brian2-euler': 'Brian2, Euler',
      nest: 'NEST',
      'snntorch-subtract': 'snnTorch',
      report: 'a report instead',
    },
    initial: 'own',
  },
} as const satisfies Record<string, ChoiceField>;
