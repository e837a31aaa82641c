import type { ChoiceField } from '../../frame/fields.ts';

/** Settings of the last part: the rules, and the content of the box. */
export const fields = {
  integrator: {
    kind: 'choice',
    more: true,
    label: 'Integrator',
    options: { exact: 'exact', euler: 'Euler', 'backward-euler': 'backward Euler' },
    initial: 'exact',
  },
  comparison: { kind: 'choice', label: 'Fires', options: { above: 'above 1', at: 'at 1 or above' }, initial: 'above' },
  reset: { kind: 'choice', label: 'Reset', options: { zero: 'to 0', subtract: 'subtracts 1' }, initial: 'zero' },
  refractory: {
    kind: 'choice',
    more: true,
    label: 'Refractory for 2 ms',
    options: {
      'sub-step': 'from the crossing, within a step',
      whole: '2 whole steps',
      fewer: 'a step fewer',
      none: 'not at all',
    },
    initial: 'sub-step',
  },
  floor: { kind: 'choice', label: 'Floor', options: { 'as-asked': 'at 0', none: 'none' }, initial: 'as-asked' },
  example: {
    kind: 'choice',
    label: 'Fill the box with spikes of',
    options: {
      own: 'your own simulator',
      nengo: 'Nengo',
      'brian2-euler': 'Brian2, Euler',
      nest: 'NEST',
      'snntorch-subtract': 'snnTorch',
    },
    initial: 'own',
  },
} as const satisfies Record<string, ChoiceField>;
