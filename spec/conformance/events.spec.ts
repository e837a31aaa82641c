import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import knownAnswers from '../../fixtures/events/known-answers.json' with { type: 'json' };
import recorded from '../../fixtures/events/recorded.json' with { type: 'json' };
import { legalEvents } from '../../properties/arbitraries/legal-events.ts';
import { eventLaws } from '../../properties/events/events.ts';
import { unitRoundoff } from '../../src/base/precision.ts';
import { eventDeviationsOf } from '../../src/conformance/assumption.ts';
import { type Choice, type Chosen, type Field, nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { readConventions } from '../../src/conformance/choices/conventions-schema.ts';
import { eventConventionNames, eventFields, ownEventFields } from '../../src/conformance/choices/events.ts';
import { followEvents, runChosenEvents } from '../../src/conformance/choices/events-run.ts';
import { eventStages } from '../../src/conformance/choices/events-stages.ts';
import { diagnoseStages, type Known } from '../../src/conformance/choices/stages.ts';
import type { EventsInput, EventsOutput } from '../../src/conformance/implementation.ts';
import { withEvents } from '../../src/conformance/judge/judge-program.ts';
import { checkSeed } from '../../src/conformance/judge/plan.ts';
import { explorationOf, type Law } from '../../src/conformance/law.ts';
import { readInput } from '../../src/conformance/protocol/capabilities.ts';
import { reference } from '../../src/conformance/reference.ts';
import { nameJudgedConventions } from '../../src/report/verdict-scope.ts';
import { describeSlow } from '../slow.ts';

describe('the table of events', () => {
  it.each(['float64', 'float32'] as const)(
    'gives the answers of the reference, within its bounds, in %s',
    async (precision) => {
      const { events } = reference(precision);
      const property = fc.asyncProperty(legalEvents(), async (input) => {
        const answer = await events?.(input);
        const [deviation] = eventStages
          .matcherOf([{ id: '', input, answer: answer as never }], precision)
          .deviations({});
        expect(deviation && `${deviation.where}: ${deviation.expected}, ${deviation.got}`).toBeUndefined();
      });
      await fc.assert(property, { numRuns: 60, seed: 1 });
    },
  );

  it('bounds rounding errors so narrowly that they decide few spikes', () => {
    const [input] = fc.sample(legalEvents(), { numRuns: 1, seed: 3 });
    const rows = [...followEvents({}, input as never, 'float64')];
    expect(rows.flat().filter(({ isOpen }) => isOpen)).toEqual([]);
  });

  const short: EventsInput = {
    dtSeconds: 0.0001,
    tauRcSeconds: 0.05,
    refractorySteps: 0,
    minVoltage: Number.NEGATIVE_INFINITY,
    steps: 300,
    initialVoltage: [0, 0.5],
    bias: [0.9, -3],
    receptors: [{ kind: 'exponential', tauSeconds: 0.01 }],
    sources: [[0]],
    connections: [{ source: 0, target: 0, receptor: 0, weight: 0.75, delaySteps: 1 }],
  };
  const decayed = 1 - Math.exp(-short.dtSeconds / short.tauRcSeconds);
  const heldAt = (charge: number) => integrate(short, { charge, ofCurrent: charge, ofRise: 0 });

  it('contains a program that subtracts the decay of a short step from 1', () => {
    expect(firstDeviation({ currentInStep: 'start' }, short, heldAt(decayed))).toBeUndefined();
  });

  it('does not contain one whose charge in a step is a few roundings farther off', () => {
    const wrong = heldAt(decayed + 16 * unitRoundoff.float64);
    expect(firstDeviation({ currentInStep: 'start' }, short, wrong)).toBeDefined();
  });

  const near = (kind: 'exponential' | 'alpha') => ({
    ...short,
    dtSeconds: 0.001,
    tauRcSeconds: 0.02,
    bias: [0, 0],
    receptors: [{ kind, tauSeconds: 0.016 }],
  });

  it.each(['exponential', 'alpha'] as const)('contains a program that subtracts near exponentials: %s', (kind) => {
    expect(firstDeviation({}, near(kind), subtractExponentials(near(kind), 0))).toBeUndefined();
  });

  it.each(['exponential', 'alpha'] as const)('does not contain one whose difference has a wrong digit: %s', (kind) => {
    expect(firstDeviation({}, near(kind), subtractExponentials(near(kind), 32))).toBeDefined();
  });
});

const firstDeviation = (chosen: Chosen, input: EventsInput, answer: EventsOutput) =>
  eventStages.matcherOf([{ id: '', input, answer }], 'float64').deviations(chosen)[0];

/** Neurons whose currents are integrated by a difference of exponentials as it stands, with an error in that difference. */
function subtractExponentials(input: EventsInput, roundingsMore: number): EventsOutput {
  const [{ tauSeconds = 0 } = {}] = input.receptors;
  const [a, b] = [input.dtSeconds / input.tauRcSeconds, input.dtSeconds / tauSeconds];
  const [decay, ofCurrent] = [Math.exp(-a), Math.exp(-b)];
  const wrong = roundingsMore * unitRoundoff.float64;
  return integrate(input, {
    charge: -Math.expm1(-a),
    ofCurrent: (a * (decay - ofCurrent + wrong)) / (b - a),
    ofRise: (a * (decay - (1 + b - a) * ofCurrent + wrong)) / (b - a) ** 2,
  });
}

/** What a step adds to a voltage, per bias, per current and per rise of an alpha current. */
interface Gains {
  readonly charge: number;
  readonly ofCurrent: number;
  readonly ofRise: number;
}

/** Neurons that receive the first connection and a bias, without spikes. */
function integrate(input: EventsInput, { charge, ofCurrent, ofRise }: Gains): EventsOutput {
  const { dtSeconds, tauRcSeconds, initialVoltage, bias = [], receptors, connections, steps } = input;
  const [{ kind, tauSeconds = 0 } = { kind: 'delta' }] = receptors;
  const b = dtSeconds / tauSeconds;
  const [decay, keeps] = [Math.exp(-dtSeconds / tauRcSeconds), Math.exp(-b)];
  const { target, weight, delaySteps } = connections[0] as EventsInput['connections'][number];
  let [voltages, current, rise] = [initialVoltage, 0, 0];
  const voltage = Array.from({ length: steps }, (_, step) => {
    const received = ofCurrent * current + ofRise * rise;
    voltages = voltages.map(
      (one, neuron) => decay * one + charge * (bias[neuron] as number) + (neuron === target ? received : 0),
    );
    const arriving = step === delaySteps ? weight : 0;
    current = keeps * (current + rise) + (kind === 'alpha' ? 0 : arriving);
    rise = keeps * rise + (kind === 'alpha' ? arriving * Math.E * b : 0);
    return voltages;
  });
  return { spikes: initialVoltage.map(() => []), voltage };
}

const asked = (chosen: Chosen) =>
  eventStages.probes.map(({ id, input }) => ({ id, input, answer: runChosenEvents(chosen, input) }));
const known: Known = { judgedBy: { conventions: nengoConventions, precision: 'float64' } };
const others = Object.entries(ownEventFields).flatMap(([field, choices]) =>
  Object.entries<Choice>(choices).flatMap(([name, { status }]) => (status === 'definition' ? [] : [{ [field]: name }])),
);

describe('the diagnosis of events', () => {
  it('finds nothing in the answers of the reference', async () => {
    const { events } = reference();
    const answers = eventStages.probes.map(({ id, input }) => ({ id, input, answer: events?.(input) as never }));
    expect(diagnoseStages(eventStages, answers, [], known).sets).toEqual([{ choices: {}, differences: [] }]);
  });

  it.each(others.map((chosen) => [nameOf(chosen), chosen] as const))('names %s', (_, chosen) => {
    const { sets } = diagnoseStages(eventStages, asked(chosen), [], known);
    expect(sets.map(({ choices }) => nameOf(choices))).toEqual([nameOf(chosen)]);
  });
});

describe('events that nothing explains', () => {
  const diagnosed = (wrong: (input: EventsInput) => EventsInput) => {
    const answers = eventStages.probes.map(({ id, input }) => ({
      id,
      input,
      answer: runChosenEvents({}, wrong(input)),
    }));
    return diagnoseStages(eventStages, answers, [], known);
  };
  const scaledBy = (factor: (weight: number) => number, kinds: readonly string[]) => (input: EventsInput) => ({
    ...input,
    connections: input.connections.map((one) => {
      const { kind = '' } = input.receptors[one.receptor] ?? {};
      return kinds.includes(kind) ? { ...one, weight: factor(one.weight) } : one;
    }),
  });

  it('are told what the requests have in common in which they are wrong', () => {
    const found = diagnosed(scaledBy((weight) => 0.37 * weight, ['alpha']));
    expect(found).toMatchObject({ outcome: 'unexplained', common: 'only with alpha currents' });
  });

  it('are told no such thing if they are wrong in all of them', () => {
    const found = diagnosed(scaledBy((weight) => weight ** 3, ['delta', 'exponential', 'alpha']));
    expect(found).toMatchObject({ outcome: 'unexplained', relation: expect.any(String) });
    expect(found).not.toHaveProperty('common');
  });
});

const declarable = eventConventionNames.flatMap((field) =>
  Object.entries<Choice>(eventFields[field] as Field).flatMap(([name, { status }]) =>
    status === 'convention' ? [{ [field]: name }] : [],
  ),
);
const declarablePairs = declarable.flatMap((one, index) =>
  declarable
    .slice(index + 1)
    .map((other) => ({ ...one, ...other }))
    .filter((pair) => Object.keys(pair).length === 2),
);
const deviates = (law: Law, declared: Chosen) =>
  law.assumes?.some((assumption) => eventDeviationsOf(declared)[assumption] !== undefined) === true;
const breaks = async (law: Law, eventConventions: Chosen, numRuns = 5) => {
  const events = (input: EventsInput) => runChosenEvents(eventConventions as Chosen, input);
  const implementation = { name: '', precision: 'float64', eventConventions, events } as const;
  const { failed } = await fc.check(law.property(implementation), explorationOf(law, { seed: checkSeed, numRuns }));
  return failed;
};
/** Whether a choice of a field breaks a law, alone or with a choice that the law does not exclude. */
const breaksFor = async (law: Law, field: string) => {
  const others = (law.assumes ?? []).filter((one) => one !== field);
  const pairs = declarablePairs.filter((pair) => !deviates({ ...law, assumes: others }, pair));
  for (const declared of [...declarable, ...pairs]) if (field in declared && (await breaks(law, declared))) return true;
  return false;
};
const judged = eventLaws.filter(({ clause, id }) => clause !== 'refusal' && id !== 'events/continues-from-state');

describe('a simulator that declares its conventions of events', () => {
  it.each(declarable.map((declared) => [nameOf(declared), declared] as const))(
    'is judged by %s',
    async (_, declared) => {
      const broken: string[] = [];
      for (const law of judged) if (!deviates(law, declared) && (await breaks(law, declared))) broken.push(law.id);
      expect(broken).toEqual([]);
      const { sets } = diagnoseStages(eventStages, asked(declared), [], { ...known, declared });
      expect(sets.map(({ differences }) => differences)).toEqual([[]]);
    },
  );

  it.each(
    eventLaws
      .filter(({ assumes = [] }) => assumes.some((one) => one in eventFields))
      .map((law) => [law.id, law] as const),
  )('%s assumes only conventions that break it', async (_, law) => {
    const needless: string[] = [];
    for (const field of law.assumes?.filter((one) => one in eventFields) ?? [])
      if (!(await breaksFor(law, field))) needless.push(field);
    expect(needless).toEqual([]);
  });

  describeSlow('that declares two of them', () => {
    it.each(judged.map((law) => [law.id, law] as const))('%s holds wherever it applies', async (_, law) => {
      const broken: string[] = [];
      for (const declared of declarablePairs.filter((declared) => !deviates(law, declared)))
        if (await breaks(law, declared, 2)) broken.push(nameOf(declared));
      expect(broken).toEqual([]);
    });
  });
});

describe('a simulator whose neurons follow other rules with currents', () => {
  const conventions = { ...nengoConventions, integrator: 'euler', floor: 'none' } as const;
  const rulesOf = async (chosen: Chosen, eventConventions?: Chosen) => {
    const events = (input: EventsInput) => runChosenEvents(chosen, input);
    const implementation = {
      name: '',
      precision: 'float64',
      events,
      ...(eventConventions && { eventConventions }),
    } as const;
    return await withEvents({ implementation }, { conventions, source: 'declared' });
  };

  it.each<Chosen>([
    { integrator: 'exact', floor: 'as-asked' },
    { integrator: 'euler', floor: 'none' },
    { integrator: 'euler', floor: 'as-asked' },
    { integrator: 'exact', floor: 'as-asked', weight: 'up-to-255' },
  ])('is judged by what its events follow, of both: %o', async (chosen) => {
    const { weight: _, ...shared } = chosen;
    expect((await rulesOf(chosen)).events).toEqual(shared);
  });

  it('is judged by what it declares for events', async () => {
    const declared = { integrator: 'exact', floor: 'as-asked', deltaSlot: 'before-decay' };
    const { events } = await rulesOf({}, declared);
    expect(events).toEqual(declared);
    expect(
      nameJudgedConventions({
        source: 'declared',
        differing: { integrator: 'euler', floor: 'none' },
        events: declared,
      }),
    ).toBe(
      "judged by its declared conventions: Nengo's rules, except that it integrates by Euler and has no voltage floor; with events, it integrates exactly, has the requested voltage floor, adds deltas before the decay of the step",
    );
  });
});

const caseNamed = (name: string) =>
  readInput('events', knownAnswers.cases[name as keyof typeof knownAnswers.cases].input) as EventsInput;

/** The recorded answers of a simulator that are not those of a set of choices, by the name of the case. */
const othersThan = (chosen: Chosen, answers: object) =>
  Object.entries(answers)
    .filter(([name, answer]) => firstDeviation(chosen, caseNamed(name), answer) !== undefined)
    .map(([name]) => name);

/** NEST fires at 1. Brian2 tests deltas a step later, has no floor, and has slopes of alpha currents as weights. */
const differing: Readonly<Record<string, readonly string[]>> = {
  'NEST iaf_psc_*': ['delta-weight-one-is-no-spike'],
  'Brian2, synapses': [
    'delta-refractory-edges',
    'delta-floor-then-excitation',
    'exponential-events-while-refractory',
    'alpha-one-event',
    'alpha-fires-twice',
    'chain-with-delays-1-2-3',
  ],
};

describe.each(recorded)('$name $version', ({ name, conventions, eventConventions, answers }) => {
  it('answered the known cases by the rule that its adapter declares', () => {
    const sets = eventStages.ofNeurons?.(readConventions(conventions), eventConventions) ?? [];
    expect(Object.keys(answers).length).toBeGreaterThanOrEqual(12);
    expect(sets.map((chosen) => othersThan(chosen, answers))).toContainEqual([]);
  });

  it('answered as the reference, except where that rule differs', () => {
    expect(othersThan({}, answers)).toEqual(differing[name]);
  });
});
