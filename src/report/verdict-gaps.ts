import { nameSome } from '../base/text.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';

/** Most skips that are listed on a screen. */
export const mostSkips = 4;

/** Longest line with a skip file, in characters. */
const longestSkipFile = 600;

/** What was not tested; reasons that the reader cannot change take one line each. */
export function gapsOf(verdict: Verdict): string[] {
  const reasons = describeNotApplicable(verdict);
  const untested = describeUntested(verdict);
  const skips = describeSkips(verdict);
  return [
    ...(reasons.length > 0
      ? [`Not applicable (${numberOf(verdict.counts.notApplicable, 'case')}): ${reasons.join('; ')}`]
      : []),
    ...skips.slice(0, mostSkips).map((skip) => `Skipped: ${skip}`),
    ...(skips.length > mostSkips ? [`Skipped: ${skips.length - mostSkips} more; all of them: --report html=FILE`] : []),
    ...writeSkipFile(verdict),
    ...(untested.length > 0 ? [`No longer tested: ${untested.join('; ')}`] : []),
  ];
}

/** Cases that fit into a line. */
const mostNamed = 12;

/** Skipped cases by reason; those that pass come first because the skip file needs an edit. */
export function describeSkips({ skips, clauses }: Verdict): string[] {
  const unneeded = clauses.flatMap(({ cases }) => cases.filter(({ outcome }) => outcome === 'unneeded skip'));
  const edits = unneeded.map(
    ({ id, reason = '' }) => `${id} is skipped but passes; remove it from the skip file (${reason})`,
  );
  const others = skips.flatMap(({ reason, by, cases, issue, flaky }) => {
    const failing = cases.filter((id) => !unneeded.some((one) => one.id === id));
    if (failing.length === 0) return [];
    const names = by === 'implementation' ? ` (${nameSome(failing, mostNamed)})` : '';
    const which = failing.length === 1 ? failing[0] : `${failing.length} cases${names}`;
    return [`${which}, skipped by ${skippers[by]}: ${reason}${describeNotes({ issue, flaky })}`];
  });
  return [...edits, ...others];
}

/** The skip file that the implementation's own skips need; empty if it is too long. */
function writeSkipFile({ skips }: Verdict): string[] {
  const own = skips.filter(({ by }) => by === 'implementation');
  const entries = own.flatMap(({ reason, cases }) => cases.map((id) => ({ id, reason })));
  const line = `Skip file: ${JSON.stringify({ skips: entries })}`;
  return entries.length > 0 && line.length <= longestSkipFile ? [line] : [];
}

/** What a skip file notes besides the reason: ` (flaky, https://example.org/issues/12)`. */
export function describeNotes({ issue, flaky }: { issue?: string | undefined; flaky?: boolean | undefined }): string {
  const notes = [...(flaky ? ['flaky'] : []), ...(issue === undefined ? [] : [issue])];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}

const skippers: Readonly<Record<Verdict['skips'][number]['by'], string>> = {
  file: 'the skip file',
  implementation: 'the implementation, which conforms only if a skip file lists them (--skip)',
  lifspec: 'lifspec',
};

/** Clauses that no case tests any longer because of skips, and mutants that none kills. */
function describeUntested({ untested }: Verdict): string[] {
  const skipped = untested.filter(({ because }) => because === 'skips');
  return skipped.map(({ kind, id, what }) => {
    return kind === 'clause' ? `clause ${id}: ${what}` : `${id}: an implementation that ${what}`;
  });
}

/** Why cases do not apply; missing capabilities in one phrase. */
function describeNotApplicable({ clauses }: Verdict): string[] {
  const cases = clauses.flatMap((clause) => clause.cases.filter(({ outcome }) => outcome === 'not applicable'));
  const missing = cases.flatMap((one) => one.missing ?? []);
  const others = cases.filter((one) => one.missing === undefined).map(({ reason = '' }) => addSubject(reason));
  return [
    ...(missing.length > 0 ? [`it does not support ${[...new Set(missing)].join(', ')}`] : []),
    ...new Set(others),
  ];
}

/** `its integrator differs from Nengo's`, `it does not support networks`. */
function addSubject(reason: string): string {
  const [, field] = /^(\w+) is /.exec(reason) ?? [];
  return field === undefined ? `it ${reason}` : `its ${field} differs from Nengo's`;
}
