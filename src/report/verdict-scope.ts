import { nameSome } from '../base/text.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';

/** What was tested: the cases, the sizes of the inputs, and what limits the verdict. */
export function testsOf(verdict: Verdict): string[] {
  return [describeTests(verdict), ...describeLimit(verdict)];
}

/** Counts the vectors and laws that apply, and names the versions. */
function describeTests({ clauses, exploration, versions }: Verdict): string {
  const untested = ['not applicable', 'not run'];
  const cases = clauses.flatMap((clause) => clause.cases).filter(({ outcome }) => !untested.includes(outcome));
  const laws = cases.filter(({ kind }) => kind === 'law').length;
  const inputs = numberOf(exploration.numRuns, 'input');
  const parts = [
    ...(laws < cases.length || laws === 0 ? [numberOf(cases.length - laws, 'vector')] : []),
    ...(laws > 0 ? [`${numberOf(laws, 'law')} (${inputs} per law, seed ${exploration.seed})`] : []),
  ];
  return `tested with ${parts.join(' and ')}; lifspec ${versions.lifspec}, specification ${versions.specification}, protocol ${versions.protocol}`;
}

/** What keeps an implementation from the level bits: a few vectors, or how it computes. */
function describeLimit({ clauses, conforming, level, fingerprint }: Verdict): string[] {
  if (!conforming || level !== 'steps') return [];
  const cases = clauses.flatMap((clause) => clause.cases).filter((one) => one.level !== null);
  const levels = new Map(cases.map((one) => [one.id, one.level]));
  const lower = [...levels].flatMap(([id, own]) => (own === 'bits' ? [] : [id]));
  if (2 * lower.length <= levels.size)
    return [`level bits except for ${lower.length} of ${numberOf(levels.size, 'vector')}: ${nameSome(lower, 3)}`];
  const { agreesWithin = null } = fingerprint?.precision ?? {};
  return agreesWithin ? ['not level bits, because its voltages are rounded differently'] : [];
}

/** Most skips that are listed on a screen, most skipped cases in a line, and the longest line with a skip file. */
const most = { skips: 4, cases: 12, skipFileCharacters: 600 };

/** What was not tested; reasons that the reader cannot change take one line each. */
export function gapsOf(verdict: Verdict): string[] {
  const { counts } = verdict;
  const reasons = describeNotApplicable(verdict).join('; ');
  const skips = describeSkips(verdict);
  return [
    ...(reasons === '' ? [] : [`Not applicable (${numberOf(counts.notApplicable, 'case')}): ${reasons}`]),
    ...skips.slice(0, most.skips).map((skip) => `Skipped: ${skip}`),
    ...(skips.length > most.skips
      ? [`Skipped: ${skips.length - most.skips} more; all of them: --report html=FILE`]
      : []),
    ...writeSkipFile(verdict),
  ];
}

/** Why cases do not apply; missing capabilities in one phrase. */
function describeNotApplicable({ clauses }: Verdict): string[] {
  const cases = clauses.flatMap((clause) => clause.cases.filter(({ outcome }) => outcome === 'not applicable'));
  const missing = new Set(cases.flatMap((one) => one.missing ?? []));
  const others = cases.filter((one) => one.missing === undefined).map(({ reason = '' }) => addSubject(reason));
  return [...(missing.size > 0 ? [`it does not support ${[...missing].join(', ')}`] : []), ...new Set(others)];
}

/** `its integrator differs from Nengo's`, `it does not support networks`. */
function addSubject(reason: string): string {
  const [, field] = /^(\w+) is /.exec(reason) ?? [];
  return field === undefined ? `it ${reason}` : `its ${field} differs from Nengo's`;
}

const skippers: Readonly<Record<Verdict['skips'][number]['by'], string>> = {
  file: 'the skip file',
  implementation: 'the implementation, which conforms only if a skip file lists them (--skip)',
  lifspec: 'lifspec',
};

/** Skipped cases by reason; those that pass come first because the skip file needs an edit. */
function describeSkips({ skips, clauses }: Verdict): string[] {
  const unneeded = clauses.flatMap(({ cases }) => cases.filter(({ outcome }) => outcome === 'unneeded skip'));
  const edits = unneeded.map(
    ({ id, reason = '' }) => `${id} is skipped but passes; remove it from the skip file (${reason})`,
  );
  const others = skips.flatMap(({ reason, by, cases, ...notes }) => {
    const failing = cases.filter((id) => !unneeded.some((one) => one.id === id));
    if (failing.length === 0) return [];
    const names = by === 'implementation' ? ` (${nameSome(failing, most.cases)})` : '';
    const which = failing.length === 1 ? failing[0] : `${failing.length} cases${names}`;
    return [`${which}, skipped by ${skippers[by]}: ${reason}${describeNotes(notes)}`];
  });
  return [...edits, ...others];
}

/** Skips for which a screen has no room. */
export function otherSkips(verdict: Verdict): string[] {
  return describeSkips(verdict).slice(most.skips);
}

/** The skip file that the implementation's own skips need; empty if it is too long. */
function writeSkipFile({ skips }: Verdict): string[] {
  const own = skips.filter(({ by }) => by === 'implementation');
  const entries = own.flatMap(({ reason, cases }) => cases.map((id) => ({ id, reason })));
  const line = `Skip file: ${JSON.stringify({ skips: entries })}`;
  return entries.length > 0 && line.length <= most.skipFileCharacters ? [line] : [];
}

/** What a skip file notes besides the reason: ` (flaky, https://example.org/issues/12)`. */
export function describeNotes({ issue, flaky }: { issue?: string | undefined; flaky?: boolean | undefined }): string {
  const notes = [...(flaky ? ['flaky'] : []), ...(issue === undefined ? [] : [issue])];
  return notes.length > 0 ? ` (${notes.join(', ')})` : '';
}
