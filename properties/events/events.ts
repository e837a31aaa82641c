import fc from 'fast-check';
import { exp, expm1 } from '../../src/base/elementary.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { eventsBy } from '../../src/conformance/choices/events.ts';
import { eventStages } from '../../src/conformance/choices/events-stages.ts';
import type { EventsInput } from '../../src/conformance/implementation.ts';
import { capabilityOf, type Law } from '../../src/conformance/law.ts';
import { legalEvents } from '../arbitraries/legal-events.ts';
import { logUniform } from '../arbitraries/size.ts';
import { refusalLaw } from '../refusal.ts';
import { requireSame, requireThat } from '../require.ts';
import { errorsOf, eventRelations, requireNear } from './relations.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity, NEGATIVE_INFINITY: none } = Number;

/** One neuron at rest with one receptor, and a source that fires in step 0. */
const oneEvent = (
  more: Partial<EventsInput>,
  connection: Partial<EventsInput['connections'][number]>,
): EventsInput => ({
  dtSeconds: 0.001,
  tauRcSeconds: 0.02,
  refractorySteps: 0,
  minVoltage: none,
  initialVoltage: [0],
  steps: 40,
  receptors: [{ kind: 'delta' }],
  sources: [[0]],
  ...more,
  connections: [{ source: 0, target: 0, receptor: 0, weight: 1, delaySteps: 1, ...connection }],
});

const largestIn = (values: readonly number[]) => Math.max(...values.map(Math.abs));

/** The whole rule, compared with the textbook form of the table, which bounds rounding errors. */
const everyStepFollows: Law = {
  id: 'events/every-step-as-declared',
  clause: 'currents',
  statement:
    'always fires in the steps, and has the voltages, that integration, events, threshold, reset and floor give',
  needs: ['events'],
  times: 8,
  property: (implementation, conventions = nengoConventions) =>
    fc.asyncProperty(legalEvents(), async (input) => {
      const answer = await capabilityOf(implementation, 'events')(input);
      const matcher = eventStages.matcherOf([{ id: '', input, answer }], implementation.precision);
      const [found] = matcher.deviations(eventsBy(conventions, implementation.eventConventions));
      requireThat(found === undefined, everyStepFollows, () => found ?? { expected: '', got: '' });
    }),
};

/** Lengths of delays beyond which a program may not buffer, in steps of 1 ms. */
const longDelays = [20, 63, 64, 65, 70];
/** Delays in steps of 0.1 ms, of which floating point makes less than these numbers of steps: (49 · 0.1) / 0.1 is below 49. */
const inexactDelays = [43, 49, 59, 81, 98];

/** What an event does first, and when. A program may buffer only so many steps, and drop weights that are small. */
const arrivesOnTime: Law = {
  id: 'events/first-trace',
  clause: 'event',
  statement: 'always shows an event first after its delay: a delta as its weight, a current in the next step',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['noFloor', 'deltaSlot', 'deltaLag', 'currentLag', 'currentInStep', 'currentDecay'],
  times: 2,
  property: (implementation) =>
    fc.asyncProperty(
      fc.constantFrom('delta' as const, 'exponential' as const, 'alpha' as const),
      fc.oneof(
        fc.record({
          dtSeconds: fc.constant(0.001),
          delaySteps: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(...longDelays)),
        }),
        fc.record({ dtSeconds: fc.constant(0.0001), delaySteps: fc.constantFrom(...inexactDelays) }),
      ),
      fc.oneof(logUniform(1e-9, 0.9), logUniform(1e-9, 1e-4), fc.constant(0.7)),
      fc.boolean(),
      async (kind, { dtSeconds, delaySteps }, size, isNegative) => {
        const weight = isNegative ? -size : size;
        const receptors = [kind === 'delta' ? { kind } : { kind, tauSeconds: 0.005 }];
        const { voltage } = await capabilityOf(
          implementation,
          'events',
        )(oneEvent({ dtSeconds, receptors, steps: delaySteps + 3 }, { weight, delaySteps }));
        if (voltage === undefined) return;
        const first = voltage.findIndex(([one]) => one !== 0);
        requireSame(arrivesOnTime, delaySteps + (kind === 'delta' ? 0 : 1), first, 'first step with a voltage');
        if (kind !== 'delta') return;
        const shown = voltage[first]?.[0] as number;
        requireThat(
          Math.abs(shown - weight) <= unitRoundoff[implementation.precision] * Math.abs(weight),
          arrivesOnTime,
          () => ({ where: 'jump', expected: weight, got: shown }),
        );
      },
    ),
};

/** A quotient of differences is singular where the time constants are equal, and loses digits near there. */
const isSmoothWhereEqual: Law = {
  id: 'events/near-equal-time-constants',
  clause: 'equal-time-constants',
  statement:
    'always shows nearly the same voltages for nearly equal time constants of membrane and current as for equal ones',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['noFloor', 'currentLag', 'currentInStep', 'currentDecay'],
  property: (implementation) =>
    fc.asyncProperty(
      fc.constantFrom('exponential' as const, 'alpha' as const),
      logUniform(1e-13, 1e-7),
      fc.constantFrom(1, -1),
      async (kind, off, sign) => {
        const run = capabilityOf(implementation, 'events');
        const asked = [1, 1 + sign * off].map((times) =>
          oneEvent({ receptors: [{ kind, tauSeconds: 0.02 * times }] }, { weight: -1 }),
        );
        const [equal, near] = await Promise.all(asked.map(async (one) => run(one)));
        const errors = asked.map((one) => errorsOf(one, implementation) ?? []);
        // over 40 steps, two time constants, a current changes by less than so many times the change of its time constant
        const change = 40 * off;
        requireNear(isSmoothWhereEqual, equal?.voltage, near?.voltage, (step, neuron) =>
          errors.reduce(
            (sum, rows) => sum + (rows[step]?.[neuron] ?? 0),
            change * 0.1 + unitRoundoff[implementation.precision],
          ),
        );
        requireThat((equal?.voltage?.[2]?.[0] ?? -1) < 0, isSmoothWhereEqual, () => ({
          expected: 'a voltage below 0 in step 2',
          got: equal?.voltage?.[2]?.[0],
        }));
      },
    ),
};

/** A current that hardly decays is a bias, and charges the neuron to its weight. */
const actsAsBias: Law = {
  id: 'events/slow-current-as-bias',
  clause: 'receptor',
  statement: 'always approaches the weight of an exponential current that hardly decays, as w · (1 − e^(−t/τ))',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['integrator', 'inputScale', 'noFloor', 'currentLag', 'currentWeight'],
  property: (implementation) =>
    fc.asyncProperty(logUniform(0.01, 20), fc.integer({ min: 1, max: 4 }), async (weight, delaySteps) => {
      const input = oneEvent(
        { receptors: [{ kind: 'exponential', tauSeconds: 2e7 }] },
        { weight: -weight, delaySteps },
      );
      const { voltage } = await capabilityOf(implementation, 'events')(input);
      const expected = Array.from({ length: input.steps }, (_, step) => [
        weight * expm1(-0.05 * Math.max(step - delaySteps, 0)),
      ]);
      // of the time constant, a part of 1e-9 has passed; a step rounds a few times
      const tolerance = weight * (4e-9 + 200 * unitRoundoff[implementation.precision]);
      requireNear(actsAsBias, expected, voltage, () => tolerance);
    }),
};

/** A membrane that is fast follows its current, of which the weight is the peak. */
const peaksAtWeight: Law = {
  id: 'events/peak-of-a-current',
  clause: 'receptor',
  statement: 'always peaks at the weight of a current, τ_s after an alpha event, if the membrane follows at once',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['integrator', 'inputScale', 'noFloor', 'currentLag', 'currentWeight'],
  property: (implementation) =>
    fc.asyncProperty(
      fc.constantFrom('exponential' as const, 'alpha' as const),
      fc.integer({ min: 20, max: 60 }),
      logUniform(0.1, 50),
      async (kind, tauSteps, weight) => {
        const receptors = [{ kind, tauSeconds: tauSteps / 1000 }];
        const input = oneEvent({ tauRcSeconds: 0.00004, receptors, steps: 3 * tauSteps }, { weight: -weight });
        const { voltage } = await capabilityOf(implementation, 'events')(input);
        if (voltage === undefined) return;
        const lowest = voltage.reduce((least, [one]) => Math.min(least, one as number), 0);
        const at = voltage.findIndex(([one]) => one === lowest);
        const expected = kind === 'alpha' ? tauSteps + 1 : 2;
        // a step of at least 20 per τ_s: the current has decayed by up to 1/20, the membrane lags 1/25 of a step
        const fits = Math.abs(-lowest / weight - 1) < 0.06 && Math.abs(at - expected) <= 1;
        requireThat(fits, peaksAtWeight, () => ({
          expected: `${-weight} in step ${expected}`,
          got: `${lowest} in step ${at}`,
        }));
      },
    ),
};

/** Strong deltas in every step leave a neuron only its refractory period. */
const wakesOnTime: Law = {
  id: 'events/wakes-on-time',
  clause: 'inactive',
  statement: 'always fires every M + 1 steps if a strong delta arrives in each step',
  needs: ['events'],
  assumes: ['deltaSlot', 'deltaLag'],
  property: (implementation) =>
    fc.asyncProperty(
      fc.nat({ max: 12 }),
      fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom(...inexactDelays)),
      async (refractorySteps, delaySteps) => {
        const steps = delaySteps + 40;
        const sources = [Array.from({ length: steps }, (_, step) => step)];
        const input = oneEvent({ dtSeconds: 0.0001, refractorySteps, steps, sources }, { weight: 5, delaySteps });
        const { spikes } = await capabilityOf(implementation, 'events')(input);
        const expected = sources[0]?.filter(
          (step) => step >= delaySteps && (step - delaySteps) % (refractorySteps + 1) === 0,
        );
        requireSame(wakesOnTime, [expected], spikes);
      },
    ),
};

const staysSilent: Law = {
  id: 'events/silent-while-inactive',
  clause: 'inactive',
  statement: 'never fires or leaves 0 in the M steps after a spike, whatever arrives',
  needs: ['events'],
  assumes: ['reset', 'refractoryDeltas'],
  times: 2,
  property: (implementation) =>
    fc.asyncProperty(legalEvents(), async (input) => {
      const { spikes, voltage } = await capabilityOf(implementation, 'events')(input);
      for (const [neuron, train] of spikes.entries())
        for (const [index, step] of train.entries()) {
          const next = train[index + 1] ?? infinity;
          requireThat(next - step > input.refractorySteps, staysSilent, () => ({
            expected: `no spike of neuron ${neuron} after step ${step} before step ${step + input.refractorySteps + 1}`,
            got: next,
          }));
          const shown = (voltage ?? [])
            .slice(step, step + input.refractorySteps + 1)
            .map((row) => row[neuron] as number);
          requireThat(largestIn([0, ...shown]) === 0, staysSilent, () => ({ expected: '0 until the end', got: shown }));
        }
    }),
};

/** After the refractory period, all that is left of earlier events is the current of that moment. */
const wakesWithItsCurrent: Law = {
  id: 'events/currents-go-on',
  clause: 'inactive',
  statement:
    'always continues after a refractory period like a neuron at rest that receives what its current has decayed to',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['reset', 'currentLag', 'currentDecay', 'resetCurrents'],
  property: (implementation) =>
    fc.asyncProperty(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 2, max: 30 }),
      fc.integer({ min: 0, max: 8 }),
      async (refractorySteps, tauSteps, after) => {
        const run = capabilityOf(implementation, 'events');
        const receptors = [{ kind: 'exponential' as const, tauSeconds: tauSteps / 1000 }];
        const strong = oneEvent({ receptors, refractorySteps, sources: [[0], []] }, { weight: 35 });
        const fires = (await run(strong)).spikes[0]?.[0];
        if (fires === undefined) return;
        const last = fires + refractorySteps;
        const arrives = Math.min(fires + after, last);
        const second = { source: 1, target: 0, receptor: 0, weight: -3, delaySteps: 1 };
        const input = { ...strong, sources: [[0], [arrives - 1]], connections: [...strong.connections, second] };
        const left = (weight: number, arrival: number) => weight * exp(-(last - arrival) / tauSteps);
        const fresh = oneEvent({ receptors, refractorySteps, steps: 30 }, { weight: left(35, 1) + left(-3, arrives) });
        const errors = [input, fresh].map((one) => errorsOf(one, implementation));
        if (errors.includes(undefined)) return;
        const [got, expected] = await Promise.all([input, fresh].map(async (one) => run(one)));
        const shown = got?.voltage?.slice(last + 1);
        // the weight of the fresh neuron is rounded a few times
        const more = 1000 * unitRoundoff[implementation.precision];
        requireNear(wakesWithItsCurrent, expected?.voltage?.slice(2, 12), shown, (step) => {
          return more + (errors[0]?.[last + 1 + step]?.[0] ?? 0) + (errors[1]?.[2 + step]?.[0] ?? 0);
        });
      },
    ),
};

const staysAboveFloor: Law = {
  id: 'events/floor',
  clause: 'order',
  statement: 'never shows a voltage below the floor, nor above 1, in the step of an event either',
  needs: ['events'],
  looksAt: ['voltage'],
  assumes: ['floor', 'reset', 'deltaSlot', 'refractoryDeltas'],
  property: (implementation) =>
    fc.asyncProperty(legalEvents(), fc.constantFrom(0, -0.25, -1), async (input, minVoltage) => {
      const { voltage = [] } = await capabilityOf(implementation, 'events')({ ...input, minVoltage });
      const off = voltage.flat().find((one) => one < minVoltage || one > 1);
      requireThat(off === undefined, staysAboveFloor, () => ({ expected: `from ${minVoltage} to 1`, got: off }));
    }),
};

/** A spike runs around a ring of neurons, in which each event makes the next neuron fire. */
const runsAroundRings: Law = {
  id: 'events/ring',
  clause: 'connections',
  statement: 'always fires around a ring of neurons at the sums of its delays',
  needs: ['events'],
  assumes: ['reset', 'deltaSlot', 'deltaLag'],
  property: (implementation) =>
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 6 }), async (delays) => {
      const { length } = delays;
      const refractorySteps = Math.min(2, delays.reduce((sum, one) => sum + one, 0) - 1);
      const start = oneEvent({ refractorySteps, initialVoltage: delays.map(() => 0), steps: 60 }, { weight: 1.5 });
      const around = delays.map((delaySteps, neuron) => ({
        neuron,
        target: (neuron + 1) % length,
        receptor: 0,
        weight: 1.5,
        delaySteps,
      }));
      const input = { ...start, connections: [...start.connections, ...around] };
      const expected = delays.map((): number[] => []);
      for (let [step, neuron] = [1, 0]; step < input.steps; neuron = (neuron + 1) % length) {
        expected[neuron]?.push(step);
        step += delays[neuron] as number;
      }
      const { spikes } = await capabilityOf(implementation, 'events')(input);
      requireSame(runsAroundRings, expected, spikes);
    }),
};

/** Events on their way at the end of the first part arrive in the second. */
const continuesEvents: Law = {
  id: 'events/continues-from-state',
  clause: 'events-on-their-way',
  statement: 'always runs, if it is stopped and continued from its state, as without a break',
  needs: ['events'],
  looksAt: ['state'],
  times: 2,
  property: (implementation) =>
    fc.asyncProperty(legalEvents(), fc.integer({ min: 1, max: 15 }), async (input, sixteenths) => {
      const run = capabilityOf(implementation, 'events');
      const cut = Math.ceil((input.steps * sixteenths) / 16);
      const sources = (from: number, to: number) =>
        input.sources.map((train) => train.filter((step) => step >= from && step < to).map((step) => step - from));
      const first = await run({ ...input, sources: sources(0, cut), steps: cut });
      if (first.state === undefined) return;
      const { state } = first;
      const rest = await run({ ...input, sources: sources(cut, infinity), steps: input.steps - cut, state });
      const expected = await run(input);
      const spikes = first.spikes.map((train, neuron) => [
        ...train,
        ...(rest.spikes[neuron] ?? []).map((step) => step + cut),
      ]);
      requireSame(continuesEvents, expected.spikes, spikes, `spikes, stopped after ${cut} steps`);
      const voltage = [...(first.voltage ?? []), ...(rest.voltage ?? [])];
      requireSame(continuesEvents, expected.voltage ?? [], voltage, `voltages, stopped after ${cut} steps`);
    }),
};

const connected = (change: Partial<EventsInput['connections'][number]>) => (input: EventsInput) => ({
  connections: input.connections.map((one) => ({ ...one, ...change })),
});

const refusesImpossibleEvents = refusalLaw(
  'events',
  {
    id: 'events/refuses-the-impossible',
    statement:
      'always refuses networks of events with impossible times, delays, indices or spikes, and numbers that are not finite',
  },
  () => fc.constant(oneEvent({ receptors: [{ kind: 'exponential', tauSeconds: 0.005 }], bias: [0] }, {})),
  {
    'a step of 0': () => ({ dtSeconds: 0 }),
    'a step longer than 30 τ': () => ({ tauRcSeconds: 0.00003 }),
    'a step longer than 30 τ_s': () => ({ receptors: [{ kind: 'exponential' as const, tauSeconds: 0.00003 }] }),
    'a τ below 0': () => ({ tauRcSeconds: -0.02 }),
    'a τ_s that is not a number': () => ({ receptors: [{ kind: 'exponential' as const, tauSeconds: nan }] }),
    'a delta with a τ_s': () => ({ receptors: [{ kind: 'delta' as const, tauSeconds: 0.005 }] }),
    'a current without a τ_s': () => ({ receptors: [{ kind: 'exponential' as const }] }),
    'half a refractory step': () => ({ refractorySteps: 1.5 }),
    'a negative refractory period': () => ({ refractorySteps: -1 }),
    'half a step': () => ({ steps: 10.5 }),
    'a floor above 0': () => ({ minVoltage: 0.1 }),
    'a start above the threshold': () => ({ initialVoltage: [1.5] }),
    'a start that is not finite': () => ({ initialVoltage: [-infinity] }),
    'too many currents': () => ({ bias: [0, 0] }),
    'a current that is not a number': () => ({ bias: [nan] }),
    'a spike before the start': () => ({ sources: [[-1]] }),
    'half a step of a spike': () => ({ sources: [[1.5]] }),
    'spikes in descending order': () => ({ sources: [[3, 2]] }),
    'a delay of 0': connected({ delaySteps: 0 }),
    'a delay of half a step': connected({ delaySteps: 1.5 }),
    'an infinite weight': connected({ weight: infinity }),
    'a source that does not exist': connected({ source: 1 }),
    'a target that does not exist': connected({ target: 1 }),
    'a receptor that does not exist': connected({ receptor: 1 }),
    'a connection from a source and a neuron': connected({ neuron: 0 }),
    'a connection from nowhere': (input) => ({
      connections: input.connections.map(({ source: _, ...one }) => one),
    }),
  },
);

export const eventLaws: readonly Law[] = [
  arrivesOnTime,
  peaksAtWeight,
  actsAsBias,
  isSmoothWhereEqual,
  wakesOnTime,
  staysSilent,
  wakesWithItsCurrent,
  staysAboveFloor,
  runsAroundRings,
  ...eventRelations,
  everyStepFollows,
  continuesEvents,
  refusesImpossibleEvents,
];
