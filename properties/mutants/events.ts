import { ownEventFields } from '../../src/conformance/choices/events.ts';
import { runChosenEvents } from '../../src/conformance/choices/events-run.ts';
import type { EventState } from '../../src/simulator/neuron/events.ts';
import { changedAnswers, changedRequests } from './changed.ts';
import { mistakesOf } from './choices.ts';
import type { Mutant } from './mutant.ts';

export const eventMutants: readonly Mutant[] = [
  ...mistakesOf('events', ownEventFields, runChosenEvents),
  ...changedRequests('events', {
    'events-scaled-twice': [
      'multiplies weights by dt/tau twice',
      ({ connections, dtSeconds, tauRcSeconds }) => ({
        connections: connections.map((one) => ({ ...one, weight: (one.weight * dtSeconds) / tauRcSeconds })),
      }),
      'sinabs PR#40',
    ],
    'events-of-step-0-lost': [
      'loses the spikes of sources in step 0',
      ({ sources }) => ({ sources: sources.map((train) => train.filter((step) => step !== 0)) }),
      'PyNN#503',
    ],
  }),
  ...changedAnswers('events', {
    'events-on-their-way-lost': [
      'loses the events on their way when a run is continued',
      ({ state }) => ({ state: { ...(state as EventState), onTheWay: [] } }),
      'brian2#938',
    ],
  }),
];
