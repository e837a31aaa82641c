import { claims, claimsOfStudies } from '../conformance/claims.ts';
import type { Verdict } from '../conformance/judge/verdict.ts';

/** Which claims no program is held to, if all others were tested. */
export function describeUndecided({ claims: judged }: Pick<Verdict, 'claims'>): string[] {
  const tested = claims.filter(({ id }) => !claimsOfStudies.includes(id));
  const isWhole = tested.every(({ id }) => judged.some((claim) => claim.id === id));
  const list = claimsOfStudies.join(', ');
  return isWhole ? [`not decided here: ${list}, which need studies of many networks (docs/claims.md)`] : [];
}
