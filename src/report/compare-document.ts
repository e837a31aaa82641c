import {
  answerWhy,
  type CompareOutput,
  describeDigits,
  describePair,
  describeVerification,
  rowsThatDiffer,
} from './compare.ts';
import { type Document, type Part, section, sentences, table } from './document.ts';
import { describeTimes } from './fingerprint.ts';
import { makeColumns } from './table.ts';
import { tabulateTraces } from './trace-table.ts';

/** Steps that are shown before the first difference, and after it. */
const shownSteps = { before: 9, after: 3 };

/**
 * Reports a comparison, the answer first.
 *
 * @param traces - the voltages of both as SVG, drawn by `drawTraces`
 */
export function reportComparison(output: CompareOutput, traces?: string): Document {
  return {
    title: 'Why two simulators differ',
    parts: [
      ...sentences([answerWhy(output)], output.agrees ? 'good' : 'bad'),
      ...separationOf(output, traces),
      ...rulesOf(output),
      ...section('What it costs in a network', sentences(describeDigits(output))),
      ...sentences(describePair(output), 'soft'),
    ],
  };
}

type Separation = NonNullable<CompareOutput['separation']>;

function separationOf({ separation }: CompareOutput, svg?: string): Part[] {
  if (separation === null) return [];
  const title = `The smallest input that separates them: ${describeInput(separation.input)}`;
  const caption = `Voltages (lines) and spikes (ticks) of A and B; the threshold is 1. They first differ in step ${separation.step}.`;
  return section(title, [
    ...table('Voltages and spikes of both', tabulateTraces(separation, ['A', 'B'], shownSteps)),
    ...sentences(describeSeparation(separation)),
    ...(svg === undefined ? [] : [{ kind: 'figure', svg, caption: [caption] } as const]),
  ]);
}

function describeSeparation({ what, step, voltageStep, answers }: Separation): string[] {
  if (what === 'failure')
    return (['a', 'b'] as const).flatMap((name) => {
      const { failed } = answers[name];
      return failed === undefined ? [] : [`${name.toUpperCase()} does not answer it: ${failed}`];
    });
  const where = voltageStep === undefined || what === 'voltage' ? '' : `, the voltages in step ${voltageStep}`;
  return [`The ${what === 'voltage' ? 'voltages' : 'spikes'} first differ in step ${step}${where}.`];
}

function describeInput(input: Separation['input']): string {
  const { initialVoltage } = input;
  const start = initialVoltage.every((voltage) => voltage === 0) ? '' : `, start at ${initialVoltage.join(', ')}`;
  return `${describeTimes(input)}${start}`;
}

function rulesOf(output: CompareOutput): Part[] {
  const inputs = output.verification?.inputs;
  const columns = makeColumns(
    rowsThatDiffer(output),
    [
      ['rule', ({ rule }) => rule.name],
      ['A', ({ rule, a }) => rule.describe(a)],
      ['B', ({ rule, b }) => rule.describe(b)],
      ['matters on', ({ matters }) => (matters === 0 ? 'no input' : `${matters} of ${inputs} inputs`)],
      ['', ({ explains }) => (explains ? 'explains the smallest input' : '')],
    ],
    true,
  );
  const title = 'Rules that differ';
  const rows = table(title, columns);
  return rows.length === 0 ? [] : section(title, [...rows, ...sentences(describeVerification(output))]);
}
