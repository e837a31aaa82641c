import type { Conventions } from './conventions.ts';
import { readConventions } from './declared.ts';
import { canonical, fieldNames } from './family.ts';
import type { Fingerprint } from './fingerprint-schema.ts';
import { wordsOf } from './words.ts';

/** A convention that an implementation declares and does not follow. */
export interface Contradiction {
  readonly field: keyof Conventions;
  readonly declared: string;
  readonly found: string;
}

/**
 * In what an implementation follows other conventions than it declares. What the fingerprint does not tell contradicts
 * nothing, and neither does one that finds no conventions.
 *
 * @param declared - what the answer to the start says; one that declares nothing is not contradicted
 */
export function contradictions(declared: unknown, { conventions, notTold }: Fingerprint): Contradiction[] {
  if (declared === undefined || conventions === null) return [];
  const said = canonical(readConventions(declared));
  const told = fieldNames.filter((field) => !notTold.some((one) => one.field === field));
  return told
    .filter((field) => JSON.stringify(said[field]) !== JSON.stringify(conventions[field]))
    .map((field) => ({ field, declared: nameOf(field, said), found: nameOf(field, conventions) }));
}

/** `declares reset to zero, but follows reset by subtraction` */
export function describeContradiction({ declared, found }: Contradiction): string {
  return `declares ${declared}, but follows ${found}`;
}

/** In words; where nothing needs to be said, the choice itself. */
function nameOf(field: keyof Conventions, conventions: Conventions): string {
  return wordsOf[field](conventions) || String(conventions[field]);
}
