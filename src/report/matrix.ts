import type { Matrix, MatrixCell, MatrixColumn } from '../conformance/judge/matrix.ts';
import { nameImplementation } from './fingerprint.ts';
import { formatChip, formatHtmlPage, formatParagraphs } from './html.ts';
import { escapeMarkdown } from './markdown.ts';
import { type Column, type ColumnOf, formatHtmlTable, formatMarkdownTable, makeColumns } from './table.ts';
import { nameJudgedConventions, nameLevel } from './verdict-sentences.ts';

/** Writes a matrix as Markdown. */
export function formatMatrixMarkdown(matrix: Matrix): string {
  return [
    ...warningsOf(matrix).map((line) => `${escapeMarkdown(line)}\n`),
    formatMarkdownTable(tabulateCells(matrix), escapeMarkdown),
    formatMarkdownTable(tabulateFacts(matrix), escapeMarkdown),
    ...legend.map((line) => `${line}\n`),
  ].join('\n');
}

/** Writes a matrix as HTML. */
export function formatMatrixHtml(matrix: Matrix): string {
  const body = [
    formatParagraphs(warningsOf(matrix), 'verdict bad'),
    formatHtmlTable({ title: 'Claims', columns: tabulateCells(matrix) }, formatChip),
    formatParagraphs(legend, 'soft'),
    formatHtmlTable({ title: 'Simulators', columns: tabulateFacts(matrix) }),
  ];
  return formatHtmlPage('Simulators compared', body.join(''));
}

function tabulateCells(matrix: Matrix): Column[] {
  const { rows } = matrix;
  const columns = namesOf(matrix).map((name, index): ColumnOf<Matrix['rows'][number]> => {
    return [name, ({ cells }) => describeCell(cells[index])];
  });
  return makeColumns(rows, [['claim', ({ id, statement }) => `${id}: ${statement}`], ...columns], true);
}

/** `holds, steps` */
function describeCell(cell: MatrixCell | undefined): string {
  if (cell === undefined) return 'not tested';
  const hasLevel = (cell.outcome === 'holds' || cell.outcome === 'broken') && cell.level !== null;
  return hasLevel ? `${cell.outcome}, ${nameLevel(cell)}` : cell.outcome;
}

/** Name and version of each implementation, numbered if two are the same. */
function namesOf({ columns }: Matrix): string[] {
  const names = columns.map(nameImplementation);
  return names.map((name, index) => {
    const isUnique = names.indexOf(name) === names.lastIndexOf(name);
    return isUnique ? name : `${name} (${names.slice(0, index + 1).filter((one) => one === name).length})`;
  });
}

const facts: Readonly<Record<string, (verdict: MatrixColumn) => string>> = {
  verdict: ({ conforming, fault }) => {
    if (fault !== null) return `could not be judged: ${fault.kind}`;
    return conforming ? 'conforms' : 'does not conform';
  },
  level: nameLevel,
  cases: ({ counts }) =>
    `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.notApplicable} not applicable`,
  'observed conventions': ({ fingerprint }) => {
    if (fingerprint === null) return 'not determined';
    if (fingerprint.outcome !== 'outside') return fingerprint.words;
    return `none that are known; closest: ${fingerprint.nearest?.words ?? '–'}`;
  },
  conventions: ({ conventions }) => nameJudgedConventions(conventions),
  language: ({ implementation }) => implementation.language ?? '–',
  precision: ({ implementation }) => implementation.precision,
  capabilities: ({ implementation }) => implementation.capabilities.join(', '),
  lifspec: ({ versions }) => `${versions.lifspec}, specification ${versions.specification}`,
  'ran on': ({ environment }) => environment ?? '–',
};

function tabulateFacts(matrix: Matrix): Column[] {
  const names = namesOf(matrix);
  const columns = matrix.columns.map((verdict, index): ColumnOf<string> => {
    return [names[index] as string, (fact) => facts[fact]?.(verdict) ?? ''];
  });
  return makeColumns(Object.keys(facts), [['', (fact) => fact], ...columns], true);
}

function warningsOf({ columns }: Matrix): string[] {
  const specifications = new Set(columns.map(({ versions }) => versions.specification));
  if (specifications.size < 2) return [];
  return [
    `These verdicts have different versions of the specification (${[...specifications].join(', ')}). Check them again.`,
  ];
}

const legend: readonly string[] = [
  'A cell says whether the claim holds, and how closely spikes agree: bits (identical numbers), steps (every spike in its step), shifted, counts, rates or none. Laws have no level.',
  'Not applicable is not a pass: the implementation does not support what the claim is about, or follows other conventions. Not tested: no case was run.',
];
