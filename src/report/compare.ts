import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { choiceOf } from '../conformance/choices/choice.ts';
import { neuronFields } from '../conformance/choices/neuron.ts';
import { judgedVersionsSchema, nameSpecification } from '../conformance/clauses.ts';
import { findingsSchema } from '../conformance/compare/findings.ts';
import type { Side } from '../conformance/compare/pair.ts';
import { isNear } from '../conformance/judge/judge-program.ts';
import { implementationSchema } from '../conformance/judge/verdict.ts';
import { numberOf, percent } from '../study/answer/words.ts';
import { describeProgram, nameImplementation } from './diagnosis.ts';
import { type Document, type Part, section, sentences, table, titledTable } from './document.ts';
import { type Column, makeColumns } from './table.ts';
import { fieldsOf } from './verdict-sentences.ts';

const side = z.object({ command: z.string(), implementation: implementationSchema });
const perSide = z.object({ a: z.int().min(0), b: z.int().min(0) });

/** The schema of what `lifspec compare --report json` prints. */
export const compareSchema = z.object({
  versions: judgedVersionsSchema,
  a: side,
  b: side,
  ...findingsSchema.shape,
  digits: z
    .object({
      images: z.int().min(1),
      amplitude: z.number(),
      right: perSide.describe('number of digits that are classified correctly'),
      otherClass: z.int().min(0).describe('digits with another class'),
    })
    .nullable()
    .describe('what the rules of each cost the reference in the network that NengoDL trained; null if not measured'),
});

export interface CompareOutput extends DataOf<typeof compareSchema> {}

/** Reports a comparison, the answer first. */
export function reportComparison(output: CompareOutput): Document {
  return {
    title: 'Why two simulators differ',
    parts: [
      ...sentences([answerWhy(output)], output.agrees ? 'good' : 'bad'),
      ...separationOf(output),
      ...rulesOf(output),
      ...section('How to move a network of events from A to B', sentences(describePort(output))),
      ...section('What it costs in a network', sentences(describeDigits(output))),
      ...sentences(describePair(output), 'soft'),
    ],
  };
}

type Rule = NonNullable<CompareOutput['rules']>[number];

const mostNamed = 3;

/** Whether one of them has no neurons of its own, so that only events were compared. */
export const areEventsOnly = ({ a, b }: Pick<CompareOutput, 'a' | 'b'>): boolean =>
  [a, b].some(({ implementation }) => !implementation.capabilities.includes('neuron'));

/** Whether the events agree; null if no probe of them is answered by both. */
export function doEventsAgree({ events, port }: Pick<CompareOutput, 'events' | 'port'>): boolean | null {
  if (events === null || events.compared === 0) return null;
  return port === null && events.sameSpikes === events.compared;
}

function describeEvents({ events, port }: Pick<CompareOutput, 'events' | 'port'>): string {
  const { compared = 0, sameSpikes = 0, unknown = [] } = events ?? {};
  if (unknown.length === 0) return port === null ? 'both follow the same rules' : 'their rules differ';
  const follow = unknown.length === 1 ? 'follows' : 'follow';
  const sides = unknown.map((one) => one.toUpperCase()).join(' and ');
  return `${sameSpikes} of ${numberOf(compared, 'probe')} fire in the same steps, but ${sides} ${follow} no known rules`;
}

export function answerWhy(output: CompareOutput): string {
  const names = `${nameImplementation(output.a)} (A) and ${nameImplementation(output.b)} (B)`;
  const { agrees, sameSpikes, compared, separation, failed, rules, diagnoses } = output;
  const needed = (rules ?? []).filter(({ field }) => field !== 'spikeHeight');
  const areAnswered = !areEventsOnly(output) || doEventsAgree(output) !== null;
  if (!areAnswered) return `${names} could not be compared: no probe of events is answered by both.`;
  if (areEventsOnly(output)) return `${names} are compared in their events only: ${describeEvents(output)}.`;
  if (agrees === null) return `${names} could not be compared: no input is answered by both.`;
  const agreed = agrees
    ? output.bitIdentical === compared
      ? 'are bit-identical'
      : 'agree'
    : `differ (same spikes on ${sameSpikes} of ${numberOf(compared, 'input')})`;
  if (needed.length > 0) {
    const named = needed.slice(0, mostNamed).map(tellDifference);
    const more =
      needed.length > mostNamed
        ? `; and ${numberOf(needed.length - mostNamed, 'more rule')} differ${needed.length - mostNamed === 1 ? 's' : ''}`
        : '';
    const link = separation?.what === 'voltage' ? ', but their voltages differ' : '';
    return `${names} ${agreed}${link}: ${named.join('; ')}${more}.`;
  }
  if (!agrees && separation === null && failed.a !== failed.b)
    return `${names} ${agreed}: only one of them answers some inputs (A failed on ${failed.a}, B on ${failed.b}).`;
  if (rules !== null)
    return `${names} follow the same rules${describeHeights(output)} and ${agreed}: ${describeRounding(output)}.`;
  return `${names} ${agreed}: ${describeUnknown(diagnoses)}.`;
}

/** `A resets to zero, while B resets by subtraction` */
const tellDifference = ({ field, a, b }: Rule): string =>
  `A ${choiceOf(neuronFields, field, a).words}, while B ${choiceOf(neuronFields, field, b).words}`;

function describeHeights(output: CompareOutput): string {
  const [height] = output.rules ?? [];
  return height === undefined ? '' : `, except that ${tellDifference(height)},`;
}

function describeRounding({ largestVoltageDifference: largest }: CompareOutput): string {
  const voltages =
    largest === null
      ? 'no voltages are shown'
      : largest === 0
        ? 'all voltages are equal'
        : `voltages differ by at most ${largest.toExponential(1)}`;
  return `${largest === 0 ? '' : 'only rounding differs; '}${voltages}`;
}

function describeUnknown(diagnoses: CompareOutput['diagnoses']): string {
  const unknown = (['a', 'b'] as const).filter((name) => diagnoses[name].sets.length === 0);
  const parts = unknown.map((name) => {
    const { outcome, nearest } = diagnoses[name];
    const closest = nearest && isNear(nearest) ? ` (closest: ${nearest.words})` : '';
    const why = { 'not asked': 'answered no probe', 'never fires': 'never fires' }[outcome as string];
    return `${name.toUpperCase()} ${why ?? 'follows no known rules'}${closest}`;
  });
  return parts.join('; ') || 'no rule is known to differ';
}

function describeDigits({ digits }: CompareOutput): string[] {
  if (digits === null) return [];
  const { images, amplitude, right, otherClass } = digits;
  const accuracy = (number: number) => `${percent(number / images)} (${number} of ${images})`;
  return [
    `The network that NengoDL trained was run at amplitude ${amplitude} under the rules of each, with the same weight per spike. Its accuracy is ${accuracy(right.a)} with A and ${accuracy(right.b)} with B. They give ${otherClass} of ${images} digits different classes.`,
  ];
}

/** What to change in a model, if the converted probes confirm it. */
export function describePort({ port }: Pick<CompareOutput, 'port'>): string[] {
  if (port === null) return [];
  const { advice, without, requests, sameSpikes, differs } = port;
  const excepted = without.length > 0 ? [`This cannot be converted: ${without.join('; ')}.`] : [];
  if (advice.length === 0 || requests === 0) return excepted;
  const confirmed = `${sameSpikes} of ${numberOf(requests, 'converted probe')}`;
  if (differs !== undefined)
    return [
      `No conversion is confirmed: ${confirmed} fire in the same steps; the first other one is ${differs}.`,
      ...excepted,
    ];
  return [
    `In a model of A, ${advice.join('; ')}. So converted, ${confirmed} fire in the same steps in B.`,
    ...excepted,
  ];
}

/** The programs, and the numbers of inputs. */
function describePair(output: CompareOutput): string[] {
  const { lifspec } = output.versions;
  const programs = (['a', 'b'] as const).map((name) => {
    return `${name.toUpperCase()}: ${describeProgram(output[name])}; ${output[name].command}`;
  });
  return [
    ...programs,
    `${output.compared} of ${numberOf(output.inputs, 'input')} compared; lifspec ${lifspec}, specification ${nameSpecification(output.versions)}`,
  ];
}

/** Steps that are shown before the first difference, and after it. */
const shownSteps = { before: 9, after: 3 };

type Separation = NonNullable<CompareOutput['separation']>;

function separationOf({ separation }: CompareOutput): Part[] {
  if (separation === null) return [];
  const { current: _, ...settings } = separation.input;
  const title = `The smallest input that separates them: ${fieldsOf(settings, 120).join(', ')}`;
  return section(title, [
    ...table('Voltages and spikes of both', tabulateTraces(separation)),
    ...sentences(describeSeparation(separation)),
  ]);
}

/** Tabulates the neuron that differs around the first difference: its current, and both voltages and spikes. */
function tabulateTraces({ input, answers, step, neuron }: Separation): Column[] {
  const from = Math.max(0, step - shownSteps.before);
  const steps = input.current.slice(from, step + shownSteps.after + 1).map((_, index) => from + index);
  const voltage = (side: Side) => (at: number) => round(answers[side].voltage?.[at]?.[neuron]);
  const spikes = (side: Side) => (at: number) =>
    '|'.repeat(answers[side].spikes[neuron]?.filter((one) => one === at).length ?? 0) || '·';
  return makeColumns(steps, [
    ['step', (at) => at],
    ['current', (at) => round(input.current[at]?.[neuron])],
    ['voltage', voltage('a'), 'A'],
    ['spikes', spikes('a'), 'A'],
    ['voltage', voltage('b'), 'B'],
    ['spikes', spikes('b'), 'B'],
  ]);
}

/** A number with seven digits, or with all if rounding would place it at the threshold. */
function round(value: number | undefined): number | string {
  if (value === undefined) return '';
  const rounded = Number(value.toPrecision(7));
  return rounded === 1 ? value : rounded;
}

function describeSeparation({ what, step, voltageStep }: Separation): string[] {
  const where = voltageStep === undefined || what === 'voltage' ? '' : `, the voltages in step ${voltageStep}`;
  return [`The ${what === 'voltage' ? 'voltages' : 'spikes'} first differ in step ${step}${where}.`];
}

function rulesOf({ rules }: CompareOutput): Part[] {
  const columns = makeColumns(
    rules ?? [],
    [
      ['rule', ({ field }) => field],
      ['A', ({ a }) => a],
      ['B', ({ b }) => b],
    ],
    true,
  );
  return titledTable('Rules that differ', columns);
}
