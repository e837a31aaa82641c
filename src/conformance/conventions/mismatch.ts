import { z } from 'zod';
import type { DataOf } from '../../base/data-of.ts';
import { type Conventions, differingFields, fieldNames, nengoConventions } from './conventions.ts';
import { readConventions } from './conventions-schema.ts';
import { canonical, keyOf } from './family.ts';
import type { Fingerprint } from './fingerprint-schema.ts';
import { describeChoice } from './words.ts';

/** The schema of a convention that an implementation declares but does not follow. */
export const mismatchSchema = z.object({ field: z.enum(fieldNames), declared: z.string(), found: z.string() });

/** A convention that an implementation declares but does not follow. */
export interface Mismatch extends DataOf<typeof mismatchSchema> {}

/**
 * Compares the declared conventions with those that were found. A field that the fingerprint does not determine is no
 * mismatch.
 *
 * @param declared - `conventions` of the start answer; undefined if it declares nothing
 */
export function findMismatches(declared: unknown, { conventions, notTold }: Fingerprint): Mismatch[] {
  if (declared === undefined || conventions === null) return [];
  const own = canonical(readConventions(declared));
  return differingFields(own, conventions)
    .filter((field) => !notTold.some((one) => one.field === field))
    .map((field) => ({ field, declared: nameOf(field, own), found: nameOf(field, conventions) }));
}

/** `declares no floor, but follows floor always at 0` */
export function describeMismatch({ declared, found }: Mismatch): string {
  return `declares ${declared}, but follows ${found}`;
}

/** The words for a choice, or the choice itself if it has none. */
const nameOf = (field: keyof Conventions, conventions: Conventions): string =>
  describeChoice(field, conventions) || String(conventions[field]);

/**
 * Describes how a fingerprint contradicts the conventions by which an implementation is judged: those that it declares,
 * or Nengo's if it declares none.
 */
export function describeMismatches(declared: unknown, found: Fingerprint): string[] {
  if (found.outcome !== 'outside') return findMismatches(declared, found).map(describeMismatch);
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
