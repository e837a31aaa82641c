import type { Verdict } from '../conformance/judge/verdict.ts';
import {
  describeAdvice,
  describeConventions,
  describeImplementation,
  describeLikeness,
  describeNotApplicable,
  describeRules,
  describeSkips,
  describeTrial,
  describeUntested,
} from './verdict-words.ts';

/** Lines under a title; without lines there is nothing to be shown. */
export interface VerdictList {
  /** What the lines are. */
  readonly title: string;
  /** A sentence each. */
  readonly lines: readonly string[];
}

/** What every report says before the claims: who was judged, on what, and by which rules. */
export function headOf(verdict: Verdict): string[] {
  return [
    describeImplementation(verdict),
    describeTrial(verdict),
    describeConventions(verdict.conventions),
    ...describeRules(verdict),
  ];
}

/** What every report lists behind the claims, in this order. */
export function listsOf(verdict: Verdict): VerdictList[] {
  return [
    { title: 'Why so much fails', lines: describeAdvice(verdict) },
    { title: 'Looks like a simulator that', lines: verdict.looksLike.map(describeLikeness) },
    { title: 'Not applicable', lines: describeNotApplicable(verdict) },
    { title: 'Skipped', lines: describeSkips(verdict) },
    { title: 'No longer tested', lines: describeUntested(verdict) },
  ];
}
