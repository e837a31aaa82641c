import type { Verdict } from '../conformance/judge/verdict.ts';
import { isJudged, nameLevel } from './verdict-sentences.ts';

/** Writes a verdict as the endpoint JSON from which shields.io draws a badge. */
export function formatVerdictBadge(verdict: Verdict): string {
  const [message, color] = describe(verdict);
  return `${JSON.stringify({ schemaVersion: 1, label: 'lifspec', message, color })}\n`;
}

function describe(verdict: Verdict): [message: string, color: string] {
  const { fault, conforming, claims, exploration } = verdict;
  if (fault !== null || !isJudged(verdict)) return ['not judged', 'lightgrey'];
  const broken = claims.filter(({ outcome }) => outcome === 'broken').length;
  if (!conforming) return [`${broken} of ${claims.length} claims broken`, 'red'];
  return [`conforms, ${nameLevel(verdict)}${exploration.isQuick ? ' (quick)' : ''}`, 'brightgreen'];
}
