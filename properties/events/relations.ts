import fc from 'fast-check';
import { type Conventions, nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { eventsBy } from '../../src/conformance/choices/events.ts';
import { followEvents } from '../../src/conformance/choices/events-run.ts';
import type { EventsInput, EventsOutput, Implementation } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalEvents } from '../arbitraries/legal-events.ts';
import { requireSame, requireThat } from '../require.ts';

/** Two requests with the same answer, or with answers of which a part is the same. */
interface Pair {
  readonly one: EventsInput;
  readonly other: EventsInput;
  /** The answer to `other` from which the same numbers as in that to `one` are taken; the whole by default. */
  readonly seen?: (output: EventsOutput) => Pick<EventsOutput, 'spikes' | 'voltage'>;
}

type About = Pick<Law, 'id' | 'clause' | 'statement'> & Pick<Partial<Law>, 'times' | 'assumes' | 'leastRuns'>;

/** A law that two requests have the same answer. Voltages may differ by rounding, and requests in which it may decide a spike show nothing. */
export function sameAnswers(about: About, pairs: fc.Arbitrary<Pair>): Law {
  const law: Law = {
    needs: ['events'],
    times: 4,
    ...about,
    property: (implementation, conventions) =>
      fc.asyncProperty(pairs, async ({ one, other, seen }) => {
        const errors = [one, other].map((input) => errorsOf(input, implementation, conventions));
        const [own, others] = errors;
        if (own === undefined || others === undefined) return;
        const run = capabilityOf(implementation, 'events');
        const expected = await run(one);
        const answer = await run(other);
        const got = seen?.(answer) ?? answer;
        requireSame(law, expected.spikes, got.spikes, 'spikes');
        // a simulator that breaks another clause may round in other steps
        const tolerance = 4 * largest(own) + 4 * largest(others);
        requireNear(law, expected.voltage, got.voltage, () => tolerance);
      }),
  };
  return law;
}

const largest = (errors: readonly (readonly number[])[]) =>
  errors.reduce((most, row) => row.reduce((own, one) => Math.max(own, one), most), 0);

/** Bounds on the rounding errors of voltages [step][neuron]; undefined if rounding may decide a spike. */
export function errorsOf(
  input: EventsInput,
  { precision, eventConventions }: Implementation,
  conventions: Conventions = nengoConventions,
): readonly (readonly number[])[] | undefined {
  const rows = [...followEvents(eventsBy(conventions, eventConventions), input, precision)];
  if (rows.some((row) => row.some(({ isOpen }) => isOpen))) return undefined;
  return rows.map((row) => row.map(({ voltage }) => voltage.error));
}

export function requireNear(
  law: Law,
  expected: EventsOutput['voltage'],
  got: EventsOutput['voltage'],
  tolerance: (step: number, neuron: number) => number,
): void {
  for (const [step, row] of (expected ?? []).entries())
    for (const [neuron, voltage] of row.entries()) {
      const shown = got?.[step]?.[neuron];
      if (shown === undefined) return;
      requireThat(Math.abs(voltage - shown) <= tolerance(step, neuron), law, () => ({
        where: `voltage of neuron ${neuron}, step ${step}`,
        expected: voltage,
        got: shown,
      }));
    }
}

/** Requests whose neurons never fire: no weight and no current is above 0. */
const inhibited = (): fc.Arbitrary<EventsInput> =>
  legalEvents({ minVoltage: Number.NEGATIVE_INFINITY }).map((input) => ({
    ...input,
    ...(input.bias && { bias: input.bias.map((one) => -one) }),
    connections: input.connections.map((one) => ({ ...one, weight: -Math.abs(one.weight) })),
  }));

const drawn = <Value>(input: fc.Arbitrary<EventsInput>, more: fc.Arbitrary<Value>) => fc.tuple(input, more);
const fromSources = ({ source }: EventsInput['connections'][number]) => source !== undefined;

const arrivesAfterItsDelay = sameAnswers(
  {
    id: 'events/delay-as-later-source',
    clause: 'event',
    statement: 'always answers longer delays of all sources as if the sources fired as many steps later',
  },
  drawn(legalEvents(), fc.constantFrom(1, 2, 7, 70)).map(([input, steps]) => ({
    one: { ...input, sources: input.sources.map((train) => train.map((step) => step + steps)) },
    other: {
      ...input,
      connections: input.connections.map((one) =>
        fromSources(one) ? { ...one, delaySteps: one.delaySteps + steps } : one,
      ),
    },
  })),
);

const countsSpikesOfAStep = sameAnswers(
  {
    id: 'events/spikes-of-one-step',
    clause: 'event',
    statement: 'always answers two spikes of a source in a step like spikes of two sources',
    assumes: ['deltaSlot'],
  },
  legalEvents().map((input) => {
    const twice = input.sources.map((train) => train.flatMap((step) => [step, step]));
    const { length } = input.sources;
    const more = input.connections
      .filter(fromSources)
      .map((one) => ({ ...one, source: (one.source as number) + length }));
    return {
      one: { ...input, sources: [...input.sources, ...input.sources], connections: [...input.connections, ...more] },
      other: { ...input, sources: twice },
    };
  }),
);

const cancels = sameAnswers(
  {
    id: 'events/opposite-weights-cancel',
    clause: 'receptor',
    statement:
      'always answers as before if a source connects with a weight and its opposite, even if the weight is above 1',
    assumes: ['deltaSlot'],
  },
  drawn(
    legalEvents(),
    fc.record({ weight: fc.constantFrom(1.5, -2, 0.25, 40), delaySteps: fc.constantFrom(1, 3, 20) }),
  ).map(([input, { weight, delaySteps }]) => {
    const every = Array.from({ length: Math.ceil(input.steps / 2) }, (_, index) => 2 * index);
    const added = input.initialVoltage.flatMap((_, target) =>
      input.receptors.flatMap((_, receptor) =>
        [weight, -weight].map((own) => ({ source: input.sources.length, target, receptor, weight: own, delaySteps })),
      ),
    );
    return {
      one: input,
      other: { ...input, sources: [...input.sources, every], connections: [...input.connections, ...added] },
    };
  }),
);

const sums: Law = {
  id: 'events/effects-add-up',
  clause: 'receptor',
  statement: 'always shows the sum of the effects of two groups of connections, if no neuron fires',
  needs: ['events'],
  assumes: ['noFloor'],
  looksAt: ['voltage'],
  times: 4,
  property: (implementation, conventions) =>
    fc.asyncProperty(inhibited(), async (drawnInput) => {
      const { bias: _, ...input } = { ...drawnInput, initialVoltage: drawnInput.initialVoltage.map(() => 0) };
      const fromAll = input.connections.filter(fromSources).map((one, index) => ({
        ...one,
        weight: index % 2 === 0 ? one.weight : -one.weight / 1024,
      }));
      const all = { ...input, connections: fromAll };
      const part = (own: number) => ({ ...all, connections: fromAll.filter((_, index) => index % 2 === own) });
      const requests = [all, part(0), part(1)];
      const errors = requests.map((one) => errorsOf(one, implementation, conventions));
      const run = capabilityOf(implementation, 'events');
      const [whole, first, second] = await Promise.all(requests.map(async (one) => run(one)));
      if (
        [whole, first, second].some((one) => one?.spikes.some(({ length }) => length > 0)) ||
        errors.includes(undefined)
      )
        return;
      const sum = first?.voltage?.map((row, step) =>
        row.map((one, neuron) => one + (second?.voltage?.[step]?.[neuron] as number)),
      );
      requireNear(sums, sum, whole?.voltage, (step, neuron) =>
        errors.reduce((total, rows) => total + (rows?.[step]?.[neuron] as number), 0),
      );
    }),
};

/** Every second step of an answer. */
const secondSteps = <Row>(rows: readonly Row[]): Row[] => rows.filter((_, step) => step % 2 === 1);

const ignoresStepLength = sameAnswers(
  {
    id: 'events/step-length-does-not-matter',
    clause: 'currents',
    statement: 'always shows the same voltages at the same times in steps of half the length, if no neuron fires',
    assumes: [
      'integrator',
      'inputScale',
      'deltaSlot',
      'deltaLag',
      'currentLag',
      'currentWeight',
      'currentInStep',
      'currentDecay',
    ],
  },
  inhibited().map((input) => ({
    one: { ...input, steps: Math.min(input.steps, 150) },
    other: {
      ...input,
      dtSeconds: input.dtSeconds / 2,
      steps: 2 * Math.min(input.steps, 150),
      sources: input.sources.map((train) => train.map((step) => 2 * step + 1)),
      connections: input.connections.map((one) => ({ ...one, delaySteps: 2 * one.delaySteps })),
    },
    seen: ({ spikes, voltage }) => ({ spikes, ...(voltage && { voltage: secondSteps(voltage) }) }),
  })),
);

const splits = sameAnswers(
  {
    id: 'events/weights-on-two-connections',
    clause: 'connections',
    statement: 'always answers two connections of half the weight like one',
    assumes: ['deltaSlot'],
  },
  legalEvents().map((input) => ({
    one: input,
    other: {
      ...input,
      connections: input.connections.flatMap((one) => {
        const half = { ...one, weight: one.weight / 2 };
        return [half, half];
      }),
    },
  })),
);

const reversed = <Value>(values: readonly Value[]): Value[] => values.toReversed();

const permutes = sameAnswers(
  {
    id: 'events/order-does-not-matter',
    clause: 'connections',
    statement: 'always gives the same answer for neurons, sources, receptors and connections in reverse order',
    assumes: ['deltaSlot'],
  },
  legalEvents().map((input) => {
    const back = (of: readonly unknown[], index: number) => of.length - 1 - index;
    const { initialVoltage, bias, sources, receptors, connections } = input;
    return {
      one: input,
      other: {
        ...input,
        ...(bias && { bias: reversed(bias) }),
        initialVoltage: reversed(initialVoltage),
        sources: reversed(sources),
        receptors: reversed(receptors),
        connections: reversed(connections).map(({ source, neuron, target, receptor, ...own }) => ({
          ...own,
          ...(source !== undefined && { source: back(sources, source) }),
          ...(neuron !== undefined && { neuron: back(initialVoltage, neuron) }),
          target: back(initialVoltage, target),
          receptor: back(receptors, receptor),
        })),
      },
      seen: ({ spikes, voltage }) => ({ spikes: reversed(spikes), ...(voltage && { voltage: voltage.map(reversed) }) }),
    };
  }),
);

/** A relay of a strong delta: the neuron fires in the step in which the event arrives, and sends the next event. */
const relays = sameAnswers(
  {
    id: 'events/relays-add-their-delays',
    clause: 'order',
    statement: 'always answers a chain of deltas through a neuron like a connection with the sum of the delays',
    assumes: ['reset', 'deltaSlot', 'deltaLag'],
  },
  drawn(
    legalEvents({ refractorySteps: 0 }),
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
  ).map(([input, [before, after]]) => {
    const receptor = input.receptors.findIndex(({ kind }) => kind === 'delta');
    const { bias: _, ...plain } = {
      ...input,
      receptors: receptor < 0 ? [{ kind: 'delta' as const }] : input.receptors,
      initialVoltage: [...input.initialVoltage, 0],
      sources: input.sources.map((train) => [...new Set(train)]),
    };
    const own = Math.max(receptor, 0);
    const inner = receptor < 0 ? [] : input.connections;
    const relay = input.initialVoltage.length;
    const start = { source: 0, target: relay, receptor: own, weight: 4, delaySteps: before };
    const rest = { target: 0, receptor: own, weight: 0.8125 };
    return {
      one: { ...plain, connections: [...inner, start, { ...rest, source: 0, delaySteps: before + after }] },
      other: { ...plain, connections: [...inner, start, { ...rest, neuron: relay, delaySteps: after }] },
    };
  }),
);

/** Laws that two requests have the same answer. */
export const eventRelations: readonly Law[] = [
  arrivesAfterItsDelay,
  countsSpikesOfAStep,
  cancels,
  sums,
  ignoresStepLength,
  splits,
  permutes,
  relays,
];
