import { smallestNormal } from '../../base/precision.ts';
import type { EventsInput, EventsOutput } from '../implementation.ts';
import { eventFields, eventStepFields, eventsBy, rightForEvents } from './events.ts';
import { eventClauseOf } from './events-clause.ts';
import { eventProbes } from './events-probes.ts';
import { followEvents, runChosenEvents } from './events-run.ts';
import { matchingNumbers } from './numbers-match.ts';
import { partsOfNeurons } from './recorded.ts';
import type { Stages } from './stages.ts';

type Receptor = EventsInput['receptors'][number];

/** A request with its first receptor only, for neurons without a refractory period, a floor or a bias. */
function forOneReceptor({ bias: _, ...request }: EventsInput): EventsInput {
  const connections = request.connections.filter(({ receptor }) => receptor === 0);
  const nothing = { refractorySteps: 0, minVoltage: Number.NEGATIVE_INFINITY };
  return { ...request, ...nothing, connections, receptors: request.receptors.slice(0, 1) };
}

const hasKind =
  (kind: Receptor['kind']) =>
  ({ receptors }: EventsInput) =>
    receptors.some((one) => one.kind === kind);

/** The stages of events. */
export const eventStages: Stages<EventsInput, EventsOutput> = {
  fields: eventFields,
  combined: eventStepFields,
  clauses: {
    connections: ['connections'],
    weight: ['receptor', 'connections'],
    receptor: ['receptor', 'connections'],
    together: ['receptor'],
    currentWeight: ['receptor'],
  },
  lessOf: forOneReceptor,
  probes: Object.entries(eventProbes).map(([id, input]) => ({ id, input })),
  ofNeurons: (neurons, declared) => rightForEvents(neurons, declared).map((one) => eventsBy(neurons, one)),
  mostSize: 5000,
  shown: {
    run: runChosenEvents,
    partsOf: ({ steps }, answer) => partsOfNeurons(answer, steps),
    traits: {
      'with deltas': hasKind('delta'),
      'with exponential currents': hasKind('exponential'),
      'with alpha currents': hasKind('alpha'),
      'with several receptors': ({ receptors }) => receptors.length > 1,
      'with connections among neurons': ({ connections }) => connections.some(({ neuron }) => neuron !== undefined),
      'with delays above one step': ({ connections }) => connections.some(({ delaySteps }) => delaySteps > 1),
      'with negative weights': ({ connections }) => connections.some(({ weight }) => weight < 0),
      'with a refractory period': ({ refractorySteps }) => refractorySteps > 0,
      'with a floor': ({ minVoltage }) => Number.isFinite(minVoltage),
      'with a bias': ({ bias = [] }) => bias.some((one) => one !== 0),
      'with several spikes of a source in a step': ({ sources }) =>
        sources.some((all) => new Set(all).size < all.length),
      'in steps other than 1 ms': ({ dtSeconds }) => dtSeconds !== 0.001,
    },
  },
  matcherOf: matchingNumbers(function* (chosen, { input, answer }, precision) {
    const fired = (step: number, neuron: number) => answer.spikes[neuron]?.includes(step) === true;
    let step = 0;
    for (const row of followEvents(chosen, input, precision, fired)) {
      for (const [neuron, { fires, voltage }] of row.entries()) {
        const place = { step, neuron };
        const at = `neuron ${neuron}, step ${step}`;
        const told = () => ({ expected: fires ? 'a spike' : 'none', got: fires ? 'none' : 'a spike' });
        const got = answer.voltage?.[step]?.[neuron];
        const clause = () => eventClauseOf(chosen, { input, answer, ...place });
        yield { where: () => at, expected: Number(fires), error: 0, got: Number(fired(step, neuron)), told, clause };
        const error = voltage.error + smallestNormal[precision];
        if (got !== undefined) yield { where: () => `voltage of ${at}`, expected: voltage.value, error, got, clause };
      }
      step++;
    }
  }),
};
