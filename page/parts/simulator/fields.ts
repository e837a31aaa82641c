import type { ChoiceField } from '../../frame/fields.ts';

/** What can be set in part 7: with what the box is filled. */
export const fields = {
  example: {
    kind: 'choice',
    label: 'Fill the box with the answer of',
    options: {
      own: 'nobody (your own)',
      nengo: 'Nengo',
      'brian2-euler': 'Brian2, Euler',
      nest: 'NEST',
      'snntorch-subtract': 'snnTorch',
      report: 'a report',
    },
    initial: 'own',
  },
} as const satisfies Record<string, ChoiceField>;
