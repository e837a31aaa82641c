import { join } from 'node:path';
import { z } from 'zod';
import type { DataOf } from '../base/data-of.ts';
import { packageRoot } from '../base/package-root.ts';
import { readText } from '../base/read-text.ts';
import { versions, versionsSchema } from '../base/version.ts';
import { claims } from './claims.ts';

/** A numbered clause of docs/definition.md: what every correct implementation does. */
export interface Clause {
  /** `N1` …: neuron, `S1` …: synapse, `W1` …: network, `T1` …: training, `R1` …: randomness, `X1` …:
   * exchange of networks, `I1` …: input. Empty for a claim. */
  readonly number: string;
  /** The name by which laws, vectors and reports refer to the clause. Never reused or renamed. */
  readonly id: string;
  readonly statement: string;
  /** Its formula, line by line. */
  readonly formula: readonly string[];
  /** What goes wrong for a user if it does not hold. */
  readonly why: string;
}

/** The contents of fixtures/clauses.json, which `npm run generate` writes. */
export interface SpecificationMap {
  /** The version of the specification. */
  readonly specification: string;
  /** SHA-256 of all clauses, vectors and laws of each version of the specification. */
  readonly digests: Readonly<Record<string, string>>;
  /** Each with the SHA-256 of its section of docs/definition.md, without the names of its laws. */
  readonly clauses: readonly (Clause & { readonly digest: string })[];
}

const map: SpecificationMap = JSON.parse(readText(join(packageRoot(), 'fixtures', 'clauses.json')));

/** The clauses of the definition, in its order, from fixtures/clauses.json. */
export const clauses: readonly Clause[] = map.clauses;

/** The schema of the versions in a verdict or a comparison, which also identify the text of the specification. */
export const judgedVersionsSchema = versionsSchema.extend({
  specificationDigest: z.string().describe('SHA-256 of all clauses, vectors and laws'),
});

export interface JudgedVersions extends DataOf<typeof judgedVersionsSchema> {}

/** The versions by which lifspec judges. */
export const judgedVersions: JudgedVersions = {
  ...versions,
  specificationDigest: map.digests[versions.specification] ?? '',
};

/**
 * The version of a specification with the beginning of its digest, as reports print it.
 *
 * @example nameSpecification({ specification: '0.4.0', specificationDigest: '6db1899cee000d65' }) // '0.4.0+6db1899cee00'
 */
export function nameSpecification({
  specification,
  specificationDigest,
}: Pick<JudgedVersions, 'specification' | 'specificationDigest'>): string {
  return `${specification}+${specificationDigest.slice(0, 12)}`;
}

const unnumbered = { number: '', formula: [] };

/** The clause, or the claim, with an id; an unknown one has the id as its statement. */
export function findClause(id: string): Clause {
  const claim = claims.find((one) => one.id === id) ?? { statement: id, why: '' };
  return (
    clauses.find((clause) => clause.id === id) ?? { ...unnumbered, id, statement: claim.statement, why: claim.why }
  );
}
