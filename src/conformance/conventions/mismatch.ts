import { differingFields, tell } from './conventions.ts';
import { readConventions } from './conventions-schema.ts';
import { canonical } from './family.ts';
import type { Fingerprint } from './fingerprint-schema.ts';

/**
 * Compares the declared conventions with those that were found. A field that the fingerprint does not determine is not
 * compared.
 *
 * @param declared - `conventions` of the start answer; undefined if it declares nothing
 * @returns `declares that it fires at 1, but fires only above 1`, for each difference
 */
export function findMismatches(declared: unknown, { conventions, notTold }: Fingerprint): string[] {
  if (declared === undefined || conventions === null) return [];
  const own = canonical(readConventions(declared));
  return differingFields(own, conventions)
    .filter((field) => !notTold.some((one) => one.field === field))
    .map((field) => `declares that it ${tell(field, own)}, but ${tell(field, conventions)}`);
}

/**
 * Describes how a fingerprint contradicts the conventions by which an implementation is judged: those that it declares,
 * or Nengo's if it declares none.
 */
export function describeMismatches(declared: unknown, found: Fingerprint): string[] {
  if (found.outcome !== 'outside') return findMismatches(declared, found);
  const judgedBy = declared === undefined ? "Nengo's rules" : 'what it declares';
  const { nearest } = found;
  const own = canonical(readConventions(declared));
  if (nearest !== undefined && differingFields(nearest.conventions, own).length === 0) {
    const { explained, compared } = nearest;
    return [`follows ${judgedBy} in ${explained} of ${compared} spike trains: probably a bug, not another convention`];
  }
  return [`follows neither ${judgedBy} nor other known rules: it has a bug, or rules that lifspec does not know`];
}
