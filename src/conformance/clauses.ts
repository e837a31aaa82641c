import { join } from 'node:path';
import { packageRoot } from '../base/package-root.ts';
import { readText } from '../base/read-text.ts';
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

/** The clauses of the definition, in its order, from fixtures/clauses.json. */
export const clauses: readonly Clause[] = JSON.parse(readText(join(packageRoot(), 'fixtures', 'clauses.json'))).clauses;

const unnumbered = { number: '', formula: [] };

/** The clause, or the claim, with an id; an unknown one has the id as its statement. */
export function findClause(id: string): Clause {
  const claim = claims.find((one) => one.id === id) ?? { statement: id, why: '' };
  return (
    clauses.find((clause) => clause.id === id) ?? { ...unnumbered, id, statement: claim.statement, why: claim.why }
  );
}
