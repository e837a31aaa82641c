import { claims } from './claims.ts';
import { type Clause, clauses } from './clauses.ts';

/** What a law or vector is about: a claim, or a clause of the definition. */
export interface Subject {
  readonly id: string;
  readonly statement: string;
  /** What goes wrong for a user if it does not hold. */
  readonly why: string;
}

/** Clauses under which vectors and verdicts are listed. */
const listed = clauses.filter((clause): clause is Clause & { why: string } => clause.why !== undefined);

/** Ids of the clauses, such as `threshold`. */
export const clauseIds: readonly string[] = listed.map(({ id }) => id);

/** Everything that laws and vectors are about: the claims, then the clauses. */
export const subjects: readonly Subject[] = [
  ...claims.map(({ id, statement, why }) => ({ id, statement, why })),
  ...listed.map(({ id, statement, why }) => ({ id, statement, why })),
];
