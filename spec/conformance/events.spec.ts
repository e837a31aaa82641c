import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { legalEvents } from '../../properties/arbitraries/legal-events.ts';
import { type Choice, type Chosen, nameOf } from '../../src/conformance/choices/choice.ts';
import { nengoConventions } from '../../src/conformance/choices/conventions.ts';
import { eventStages, followEvents, ownEventFields, runChosenEvents } from '../../src/conformance/choices/events.ts';
import { diagnoseStages } from '../../src/conformance/choices/stages.ts';
import { reference } from '../../src/conformance/reference.ts';

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
});

const asked = (chosen: Chosen) =>
  eventStages.probes.map(({ id, input }) => ({ id, input, answer: runChosenEvents(chosen, input) }));
const known = { judgedBy: { conventions: nengoConventions, precision: 'float64' } } as never;
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
