import { nameSome } from '../base/text.ts';
import { rules } from '../conformance/conventions/words.ts';
import { conventionsOf, type Matrix, type MatrixCell, type MatrixColumn } from '../conformance/judge/matrix.ts';
import { type Document, sentences, table, titledTable } from './document.ts';
import { nameImplementation } from './fingerprint.ts';
import { type Column, type ColumnOf, makeColumns } from './table.ts';
import { nameJudgedConventions } from './verdict-conventions.ts';
import { nameLevel } from './verdict-sentences.ts';

export function reportMatrix(matrix: Matrix): Document {
  return {
    title: 'Simulators compared',
    parts: [...sentences(warningsOf(matrix), 'bad'), ...table('Simulators', tabulateSimulators(matrix))],
    appendix: [
      ...titledTable('Rules', tabulateRules(matrix)),
      ...titledTable('Clauses', tabulateCells(matrix)),
      ...sentences(legend, 'soft'),
    ],
    isWide: true,
  };
}

type Numbered = readonly [name: string, verdict: MatrixColumn, index: number];

function tabulateSimulators(matrix: Matrix): Column[] {
  return makeColumns<Numbered>(
    numbered(matrix),
    [
      ['simulator', ([name]) => name],
      ['verdict', ([, verdict]) => describeOutcome(verdict)],
      ['level', ([, verdict]) => nameLevel(verdict)],
      ['broken', ([, , index]) => nameBroken(matrix, index)],
      ['judged by', ([, { conventions }]) => nameJudgedConventions(conventions).replace('judged by ', '')],
    ],
    true,
  );
}

function nameBroken({ rows }: Matrix, simulator: number): string {
  const broken = rows.filter(({ cells }) => cells[simulator]?.outcome === 'broken').map(({ id }) => id);
  return nameSome(broken, 6) || '–';
}

function tabulateRules(matrix: Matrix): Column[] {
  const columns = numbered(matrix).map(([name, verdict]): ColumnOf<(typeof rules)[number]> => {
    const own = conventionsOf(verdict);
    return [name, ({ describe }) => (own === null ? '?' : describe(own))];
  });
  return makeColumns(rules, [['rule', ({ name }) => name], ...columns], true);
}

function tabulateCells(matrix: Matrix): Column[] {
  const columns = numbered(matrix).map(([name, , index]): ColumnOf<Matrix['rows'][number]> => {
    return [name, ({ cells }) => describeCell(cells[index])];
  });
  const all = makeColumns(matrix.rows, [['clause', ({ id, statement }) => `${id}: ${statement}`], ...columns], true);
  return all.map((column, index) => ({ ...column, isOutcome: index > 0 }));
}

/** `holds, steps`; `as declared, steps` if the conventions change what the clause says. */
function describeCell(cell: MatrixCell | undefined): string {
  if (cell === undefined) return 'not tested';
  if (cell.outcome === 'not applicable') return '–';
  const outcome = cell.isAsDeclared ? 'as declared' : cell.outcome;
  const hasLevel = (cell.outcome === 'holds' || cell.outcome === 'broken') && cell.level !== null;
  return hasLevel ? `${outcome}, ${nameLevel(cell)}` : outcome;
}

/** Name and version of each implementation, numbered if two are the same, with its verdict. */
function numbered({ columns }: Matrix): Numbered[] {
  const names = columns.map(nameImplementation);
  return columns.map((verdict, index) => {
    const name = names[index] as string;
    const isUnique = names.indexOf(name) === names.lastIndexOf(name);
    const number = names.slice(0, index + 1).filter((one) => one === name).length;
    return [isUnique ? name : `${name} (${number})`, verdict, index];
  });
}

function describeOutcome({ conforming, fault }: MatrixColumn): string {
  if (fault !== null) return `could not be judged: ${fault.kind}`;
  return conforming ? 'conforms' : 'does not conform';
}

function warningsOf({ columns }: Matrix): string[] {
  const specifications = new Set(columns.map(({ versions }) => versions.specification));
  if (specifications.size < 2) return [];
  return [
    `These verdicts have different versions of the specification (${[...specifications].join(', ')}). Check them again.`,
  ];
}

const legend: readonly string[] = [
  'A cell says whether the clause holds, and how closely spikes agree: bits (identical numbers), steps (every spike in its step), shifted, counts, rates or none. Laws have no level.',
  'As declared: the simulator declares a rule that differs from the clause (see the rules), and was judged by that rule.',
  '–: not applicable; this is not a pass. The simulator does not support what the clause is about, or follows other conventions. Not tested: no case was run.',
];
