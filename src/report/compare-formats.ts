import { printable } from '../base/text.ts';
import {
  answerWhy,
  type CompareOutput,
  describeDigits,
  describePair,
  describeVerification,
  rowsThatDiffer,
} from './compare.ts';
import { describeTimes } from './fingerprint.ts';
import { formatHeading, formatHtmlPage, formatParagraphs } from './html.ts';
import { escapeMarkdown } from './markdown.ts';
import { type Column, formatHtmlTable, formatMarkdownTable, formatTextTable, makeColumns } from './table.ts';
import { tabulateTraces } from './trace-table.ts';

/** A part of a report: a table, if there is one, between sentences. */
interface Part {
  readonly title: string;
  readonly columns?: readonly Column[];
  readonly lines: readonly string[];
}

/** Writes a comparison for the terminal, the answer first. */
export function formatCompareText(output: CompareOutput): string {
  const parts = partsOf(output).map(({ title, columns, lines }) => {
    const table = columns === undefined ? [] : formatTextTable(columns).map((line) => `  ${line}`);
    return [title, ...table, ...lines];
  });
  const blocks = [[answerWhy(output)], ...parts, describePair(output)];
  return blocks.map((lines) => lines.map((line) => `${printable(line, 2000)}\n`).join('')).join('\n');
}

/** Writes a comparison as Markdown. */
export function formatCompareMarkdown(output: CompareOutput): string {
  const paragraph = (line: string) => `${escapeMarkdown(line)}\n`;
  return [
    `**${escapeMarkdown(answerWhy(output))}**\n`,
    ...partsOf(output).flatMap(({ title, columns, lines }) => [
      `### ${escapeMarkdown(title)}\n`,
      ...(columns === undefined ? [] : [formatMarkdownTable(columns, escapeMarkdown)]),
      ...lines.map(paragraph),
    ]),
    ...describePair(output).map(paragraph),
  ].join('\n');
}

/**
 * Writes a comparison as HTML.
 *
 * @param traces - the voltages of both, drawn by `drawTraces`
 */
export function formatCompareHtml(output: CompareOutput, traces = ''): string {
  const parts = partsOf(output).map(({ title, columns, lines }) =>
    [
      columns === undefined ? formatHeading(title) : formatHtmlTable({ title, columns }),
      columns !== undefined && title.startsWith(smallest) ? traces : '',
      formatParagraphs(lines),
    ].join(''),
  );
  const body = [
    formatParagraphs([answerWhy(output)], `verdict ${output.agrees ? 'good' : 'bad'}`),
    ...parts,
    formatParagraphs(describePair(output), 'soft'),
  ];
  return formatHtmlPage('Why two simulators differ', body.join(''));
}

type Separation = NonNullable<CompareOutput['separation']>;

/** Steps that are shown before the first difference, and after it. */
const shownSteps = { before: 9, after: 3 };

const smallest = 'The smallest input that separates them';

function partsOf(output: CompareOutput): Part[] {
  const [rules, digits] = [rowsThatDiffer(output), describeDigits(output)];
  return [
    ...separationOf(output),
    ...(rules.length === 0
      ? []
      : [{ title: 'Rules that differ', columns: tabulateRules(output), lines: describeVerification(output) }]),
    ...(digits.length === 0 ? [] : [{ title: 'What it costs in a network', lines: digits }]),
  ];
}

function tabulateRules(output: CompareOutput): Column[] {
  const inputs = output.verification?.inputs;
  return makeColumns(
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
}

function separationOf(output: CompareOutput): Part[] {
  const { separation } = output;
  if (separation === null) return [];
  const { input, what, step, voltageStep, answers } = separation;
  const failure = (['a', 'b'] as const).flatMap((name) => {
    const { failed } = answers[name];
    return failed === undefined ? [] : [`${name.toUpperCase()} does not answer it: ${failed}`];
  });
  const where = voltageStep === undefined || what === 'voltage' ? '' : `, the voltages in step ${voltageStep}`;
  const lines =
    what === 'failure'
      ? failure
      : [`The ${what === 'voltage' ? 'voltages' : 'spikes'} first differ in step ${step}${where}.`];
  return [
    {
      title: `${smallest}: ${describeInput(input)}`,
      columns: tabulateTraces(separation, ['A', 'B'], shownSteps),
      lines,
    },
  ];
}

function describeInput(input: Separation['input']): string {
  const { initialVoltage } = input;
  const start = initialVoltage.every((voltage) => voltage === 0) ? '' : `, start at ${initialVoltage.join(', ')}`;
  return `${describeTimes(input)}${start}`;
}
