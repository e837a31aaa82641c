import type { Verdict } from '../conformance/judge/verdict.ts';
import { numberOf } from '../study/answer/words.ts';
import { describeShare, isJudged, nameLevel } from './verdict-sentences.ts';

/** Writes a verdict as the endpoint JSON from which shields.io draws a badge. */
export function formatVerdictBadge(verdict: Verdict): string {
  const [message, color] = describe(verdict);
  return `${JSON.stringify({ schemaVersion: 1, label: 'lifspec', message, color })}\n`;
}

function describe(verdict: Verdict): [message: string, color: string] {
  const { fault, conforming, exploration } = verdict;
  if (fault !== null || !isJudged(verdict)) return ['not judged', 'lightgrey'];
  if (!conforming) return [whyNot(verdict), 'red'];
  const scope = exploration.isQuick ? ' (quick)' : '';
  return [`conforms${describeShare(verdict)}, ${nameLevel(verdict)}${scope}`, 'brightgreen'];
}

/** Why it does not conform, which is possible even if no clause is broken. */
function whyNot(verdict: Verdict): string {
  const { clauses, conventions, skips, counts } = verdict;
  const broken = clauses.filter(({ outcome }) => outcome === 'broken').length;
  if (broken > 0) return `${broken} of ${clauses.length} clauses broken`;
  if (conventions.mismatches?.length) return 'does not follow its declared rules';
  const unlisted = skips.filter(({ by }) => by === 'implementation').flatMap(({ cases }) => cases);
  if (unlisted.length > 0) return `skips ${numberOf(unlisted.length, 'case')} that no skip file lists`;
  return counts.passed === 0 ? 'no case passed' : `does not conform, ${nameLevel(verdict)}`;
}
