import { groupBy } from '../base/group-by.ts';
import { conventionsOf, type Matrix, type MatrixCell, type MatrixColumn } from '../conformance/judge/matrix.ts';
import { nameImplementation } from './fingerprint.ts';
import { formatChip, formatHtmlPage, formatParagraphs } from './html.ts';
import { escapeMarkdown } from './markdown.ts';
import { rules } from './rules.ts';
import {
  type Column,
  type ColumnOf,
  formatHtmlTable,
  formatMarkdownTable,
  formatTextTable,
  makeColumns,
  splitColumns,
} from './table.ts';
import { nameJudgedConventions, nameLevel } from './verdict-sentences.ts';

/** Writes a matrix as Markdown. */
export function formatMatrixMarkdown(matrix: Matrix): string {
  return [
    ...warningsOf(matrix).map((line) => `${escapeMarkdown(line)}\n`),
    formatMarkdownTable(tabulateRules(matrix), escapeMarkdown),
    formatMarkdownTable(tabulateCells(matrix), escapeMarkdown),
    formatMarkdownTable(tabulateFacts(matrix), escapeMarkdown),
    ...legend.map((line) => `${line}\n`),
  ].join('\n');
}

/** Writes a matrix as HTML. */
export function formatMatrixHtml(matrix: Matrix): string {
  const body = [
    formatParagraphs(warningsOf(matrix), 'verdict bad'),
    formatHtmlTable({ title: 'Rules', columns: tabulateRules(matrix) }),
    formatHtmlTable({ title: 'Claims', columns: tabulateCells(matrix) }, formatChip),
    formatParagraphs(legend, 'soft'),
    formatHtmlTable({ title: 'Simulators', columns: tabulateFacts(matrix) }),
  ];
  return formatHtmlPage('Simulators compared', body.join(''), 'wide');
}

const terminalWidth = 80;

/**
 * Writes a matrix for the terminal: the simulators with their numbers and verdicts, the rules that they follow, and a
 * mark per claim. Tables that are too wide are split.
 */
export function formatMatrixText(matrix: Matrix): string {
  const blocks = [
    warningsOf(matrix),
    formatTextTable(tabulateSimulators(matrix)),
    ...splitColumns(tabulateGroups(matrix), terminalWidth).map(formatTextTable),
    ...splitColumns(tabulateMarks(matrix), terminalWidth).map(formatTextTable),
    ['+ holds   = as declared   x broken   s skipped   - not applicable   . not tested'],
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function tabulateSimulators(matrix: Matrix): Column[] {
  const names = namesOf(matrix);
  return makeColumns(
    [...matrix.columns.keys()],
    [
      ['', (index) => index + 1],
      ['simulator', (index) => names[index] as string],
      ['verdict', (index) => describeOutcome(matrix.columns[index] as MatrixColumn)],
      ['level', (index) => nameLevel(matrix.columns[index] as MatrixColumn)],
    ],
    true,
  );
}

function tabulateRules(matrix: Matrix): Column[] {
  const conventions = matrix.columns.map(conventionsOf);
  const columns = namesOf(matrix).map((name, index): ColumnOf<(typeof rules)[number]> => {
    const own = conventions[index] ?? null;
    return [name, ({ describe }) => (own === null ? '?' : describe(own))];
  });
  return makeColumns(rules, [['rule', ({ name }) => name], ...columns], true);
}

/** The rules by the numbers of the simulators, with one column for all that follow the same ones. */
function tabulateGroups(matrix: Matrix): Column[] {
  const [names, ...columns] = tabulateRules(matrix) as [Column, ...Column[]];
  const numbered = columns.map((column, index) => ({ column, number: index + 1 }));
  const groups = [...groupBy(numbered, ({ column }) => column.cells.join('\n')).values()];
  return [
    names,
    ...groups.map((own) => ({ ...(own[0]?.column as Column), name: nameRanges(own.map(({ number }) => number)) })),
  ];
}

/** `1-3 7`: increasing numbers, with those that follow each other as a range. */
function nameRanges(numbers: readonly number[]): string {
  const starts = numbers.filter((number) => !numbers.includes(number - 1));
  const ends = numbers.filter((number) => !numbers.includes(number + 1));
  return starts.map((start, index) => (start === ends[index] ? start : `${start}-${ends[index]}`)).join(' ');
}

const marks: Readonly<Record<MatrixCell['outcome'], string>> = {
  ...{ holds: '+', broken: 'x', skipped: 's', 'not applicable': '-', 'not tested': '.', 'not run': '.' },
};

/** A mark per claim and simulator, which is identified by its number. */
function tabulateMarks({ rows, columns }: Matrix): Column[] {
  const numbered = [...columns.keys()].map((index): ColumnOf<Matrix['rows'][number]> => {
    return [
      String(index + 1),
      ({ cells }) => (cells[index]?.isAsDeclared ? '=' : marks[cells[index]?.outcome ?? 'not tested']),
    ];
  });
  const [claims] = makeColumns(rows, [['claim', ({ id }) => id]], true);
  return [claims as Column, ...makeColumns(rows, numbered)];
}

function tabulateCells(matrix: Matrix): Column[] {
  const { rows } = matrix;
  const columns = namesOf(matrix).map((name, index): ColumnOf<Matrix['rows'][number]> => {
    return [name, ({ cells }) => describeCell(cells[index])];
  });
  return makeColumns(rows, [['claim', ({ id, statement }) => `${id}: ${statement}`], ...columns], true);
}

/** `holds, steps`; `as declared, steps` if the conventions change what the claim says. */
function describeCell(cell: MatrixCell | undefined): string {
  if (cell === undefined) return 'not tested';
  if (cell.outcome === 'not applicable') return '–';
  const outcome = cell.isAsDeclared ? 'as declared' : cell.outcome;
  const hasLevel = (cell.outcome === 'holds' || cell.outcome === 'broken') && cell.level !== null;
  return hasLevel ? `${outcome}, ${nameLevel(cell)}` : outcome;
}

/** Name and version of each implementation, numbered if two are the same. */
function namesOf({ columns }: Matrix): string[] {
  const names = columns.map(nameImplementation);
  return names.map((name, index) => {
    const isUnique = names.indexOf(name) === names.lastIndexOf(name);
    return isUnique ? name : `${name} (${names.slice(0, index + 1).filter((one) => one === name).length})`;
  });
}

function describeOutcome({ conforming, fault }: MatrixColumn): string {
  if (fault !== null) return `could not be judged: ${fault.kind}`;
  return conforming ? 'conforms' : 'does not conform';
}

const facts: Readonly<Record<string, (verdict: MatrixColumn) => string>> = {
  verdict: describeOutcome,
  level: nameLevel,
  cases: ({ counts }) =>
    `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped, ${counts.notApplicable} not applicable`,
  'observed conventions': ({ fingerprint }) => {
    if (fingerprint === null) return 'not determined';
    if (fingerprint.outcome !== 'outside') return fingerprint.words;
    return `no known ones; closest: ${fingerprint.nearest?.words ?? '–'}`;
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
  'As declared: the simulator declares a rule that differs from the claim (see the first table), and was judged by that rule.',
  '–: not applicable; this is not a pass. The simulator does not support what the claim is about, or follows other conventions. Not tested: no case was run.',
];
