import { groupBy } from '../base/group-by.ts';
import { nameSome } from '../base/text.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';
import { listsOf, type VerdictList } from './verdict-sentences.ts';

/** What was not tested; printed below the broken claims. */
export function gapsOf(verdict: Verdict): VerdictList[] {
  return listsOf({
    'Not applicable': describeNotApplicable(verdict),
    Skipped: describeSkips(verdict),
    'No longer tested': describeUntested(verdict),
  });
}

/** Cases that fit into a line. */
const mostNamed = 12;

/** Skipped cases by reason; those that pass come first because the skip file needs an edit. */
export function describeSkips({ skips, claims }: Verdict): string[] {
  const unneeded = claims.flatMap(({ cases }) => cases.filter(({ outcome }) => outcome === 'unneeded skip'));
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

/** The skip file that the implementation's own skips need; empty if it has more characters than a line. */
export function writeSkipFile({ skips }: Pick<Verdict, 'skips'>, longestLine: number): string[] {
  const own = skips.filter(({ by }) => by === 'implementation');
  const entries = own.flatMap(({ reason, cases }) => cases.map((id) => ({ id, reason })));
  const line = `Skip file: ${JSON.stringify({ skips: entries })}`;
  return entries.length > 0 && line.length <= longestLine ? [line] : [];
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

/** Claims that no case tests any longer because of skips, and mutants that none kills. */
export function describeUntested({ untested }: Verdict): string[] {
  const skipped = untested.filter(({ because }) => because === 'skips');
  return skipped.map(({ kind, id, what }) => {
    return kind === 'claim' ? `claim ${id}: ${what}` : `${id}: an implementation that ${what}`;
  });
}

function describeNotApplicable({ claims }: Verdict): string[] {
  const missing = claims.flatMap(({ id, outcome, cases }) => {
    const name = outcome === 'not applicable' ? id : `${id} in part`;
    const reasons = cases.filter((one) => one.outcome === 'not applicable').map(({ reason = '' }) => reason);
    return [...new Set(reasons)].map((reason) => ({ name, reason }));
  });
  const byReason = groupBy(missing, ({ reason }) => reason);
  return [...byReason].map(([reason, some]) => `${addSubject(reason)}: ${some.map(({ name }) => name).join(', ')}`);
}

/** `its integrator differs from Nengo's`, `it does not support networks`. */
export function addSubject(reason: string): string {
  const [, field] = /^(\w+) is /.exec(reason) ?? [];
  return field === undefined ? `it ${reason}` : `its ${field} differs from Nengo's`;
}
