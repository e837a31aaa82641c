import type { Matrix, MatrixCell } from '../conformance/judge/matrix.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { describeConventions, levelOf, nameOf } from './verdict-words.ts';

/** What a cell says: `holds, steps`; what is not applicable says so, as that is no pass. */
export function describeCell({ outcome, level, shift }: MatrixCell): string {
  const isKnown = outcome === 'holds' || outcome === 'broken';
  if (!isKnown || level === null) return outcome;
  return `${outcome}, ${levelOf({ level, ...(shift !== undefined && { shift }) })}`;
}

/** Heads of the columns: name and version; where two are the same, with a number. */
export function headsOf({ columns }: Matrix): string[] {
  const names = columns.map(nameOf);
  return names.map((name, place) => {
    const before = names.slice(0, place).filter((one) => one === name).length;
    return names.filter((one) => one === name).length === 1 ? name : `${name} (${before + 1})`;
  });
}

/** What is told of each implementation as a whole, a row each: title, and a cell for each column. */
export function factsOf({ columns }: Matrix): [title: string, cells: string[]][] {
  const facts: readonly [string, (verdict: Verdict) => string][] = [
    ['verdict', verdictIn],
    ['level', (verdict) => levelOf(verdict)],
    ['cases', ({ counts }) => `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`],
    ['not applicable', ({ counts }) => String(counts.notApplicable)],
    ['conventions', conventionsOf],
    ['judged', (verdict) => describeConventions(verdict.conventions)],
    ['language', ({ implementation }) => implementation.language ?? '–'],
    ['precision', ({ implementation }) => implementation.precision],
    ['offers', ({ implementation }) => implementation.capabilities.join(', ')],
    ['lifspec', ({ versions }) => `${versions.lifspec}, specification ${versions.specification}`],
    ['ran on', ({ environment }) => environment ?? '–'],
  ];
  return facts.map(([title, tell]) => [title, columns.map(tell)]);
}

function verdictIn({ conforming, fault }: Verdict): string {
  if (fault !== null) return `could not be judged: ${fault.kind}`;
  return conforming ? 'conforms' : 'does not conform';
}

function conventionsOf({ fingerprint }: Verdict): string {
  if (fingerprint === null) return 'not asked';
  if (fingerprint.outcome !== 'outside') return fingerprint.words;
  return `none that are known; nearest: ${fingerprint.nearest?.words ?? '–'}`;
}

/** What does not go together in a matrix, a line each. */
export function warningsOf({ columns }: Matrix): string[] {
  const specifications = new Set(columns.map(({ versions }) => versions.specification));
  if (specifications.size < 2) return [];
  return [`these were judged by different specifications, ${[...specifications].join(' and ')}: run them again`];
}

/** What the words in the cells of a matrix mean. */
export const legend: readonly string[] = [
  'A cell says whether the claim holds and how near the implementation comes: bits (the same numbers), steps (every spike in its step), shifted, counts, rates, none. Laws have no level: they hold or do not.',
  'Not applicable is no pass: the implementation does not offer what the claim is about, or follows other conventions. Not tested: no case of it was run.',
];
