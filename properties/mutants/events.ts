import { changedRequests } from './changed.ts';
import type { Mutant } from './mutant.ts';

export const eventMutants: readonly Mutant[] = [
  ...changedRequests('events', {
    'events-delayed-by-63-steps-at-most': [
      'delays events by 63 steps instead of more',
      ({ connections }) => ({
        connections: connections.map((one) => ({ ...one, delaySteps: Math.min(one.delaySteps, 63) })),
      }),
      'lava-dl#226',
    ],
  }),
];
