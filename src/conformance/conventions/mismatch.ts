import { type Conventions, differingFields, nengoConventions } from './conventions.ts';
import { readConventions } from './conventions-schema.ts';
import { canonical, keyOf } from './family.ts';
import type { Fingerprint } from './fingerprint-schema.ts';
import { describeChoice } from './words.ts';

/**
 * Compares the declared conventions with those that were found. A field that the fingerprint does not determine is not
 * compared.
 *
 * @param declared - `conventions` of the start answer; undefined if it declares nothing
 * @returns `declares no floor, but follows floor always at 0`, for each difference
 */
export function findMismatches(declared: unknown, { conventions, notTold }: Fingerprint): string[] {
  if (declared === undefined || conventions === null) return [];
  const own = canonical(readConventions(declared));
  return differingFields(own, conventions)
    .filter((field) => !notTold.some((one) => one.field === field))
    .map((field) => `declares ${nameOf(field, own)}, but follows ${nameOf(field, conventions)}`);
}

/** The words for a choice, or the choice itself if it has none. */
const nameOf = (field: keyof Conventions, conventions: Conventions): string =>
  describeChoice(field, conventions) || String(conventions[field]);

/**
 * Describes how a fingerprint contradicts the conventions by which an implementation is judged: those that it declares,
 * or Nengo's if it declares none.
 */
export function describeMismatches(declared: unknown, found: Fingerprint): string[] {
  if (found.outcome !== 'outside') return findMismatches(declared, found);
  const isDeclared = declared !== undefined;
  const own = isDeclared ? canonical(readConventions(declared)) : nengoConventions;
  const { nearest } = found;
  if (nearest !== undefined && keyOf(nearest.conventions) === keyOf(own)) {
    const { explained, compared } = nearest;
    return [
      `follows ${isDeclared ? 'what it declares' : "Nengo's rules"} in ${explained} of ${compared} spike trains: probably a bug, not another convention`,
    ];
  }
  const judgedBy = isDeclared ? 'what it declares' : "Nengo's rules";
  return [`follows neither ${judgedBy} nor other known rules: it has a bug, or rules that lifspec does not know`];
}
